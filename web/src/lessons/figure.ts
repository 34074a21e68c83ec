/** How the figures of the lessons are framed. */
import { css } from 'lit';

export const figure = css`
  :host {
    margin: 24px 0;
    padding: 16px 20px 20px;
    border: 1px solid var(--line);
    border-radius: 10px;
    background: var(--surface);
  }

  svg {
    width: 100%;
    height: auto;
  }

  text {
    fill: var(--muted);
    font: 12px var(--font);
  }

  @media (max-width: 640px) {
    :host {
      margin-inline: -8px;
      padding: 12px;
    }
  }
`;
