/** How the text of a lesson is set. */
import { css } from 'lit';

export const article = css`
  p {
    max-width: 66ch;
    margin: 16px 0;
    font-size: 16px;
    line-height: 26px;
  }

  .task {
    display: flex;
    gap: 12px;
    margin: 16px 0;
    padding: 12px 16px 12px 12px;
    border-left: 3px solid var(--line-strong);
    background: var(--raised);
  }

  .task p {
    margin: 0;
  }

  .task.done {
    border-color: var(--b);
  }

  .mark {
    display: grid;
    flex: none;
    place-items: center;
    width: 24px;
    height: 24px;
    border: 1.5px solid var(--line-strong);
    border-radius: 50%;
    color: var(--b-ink);
  }

  .done .mark {
    border-color: var(--b);
  }
`;
