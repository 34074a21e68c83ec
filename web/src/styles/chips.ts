/** A row of ten small buttons, one for each digit. */
import { css } from 'lit';

export const chips = css`
  .chips {
    display: grid;
    grid-template-columns: repeat(10, 1fr);
    gap: 3px;
    margin-top: 2px;
  }

  .chips button {
    height: 26px;
    min-height: 26px;
    padding: 0;
    border-radius: 4px;
  }

  .chips.words {
    display: flex;
    flex-wrap: wrap;
  }

  .chips.words button {
    flex: 1 0 auto;
    max-width: 100%;
    padding: 0 6px;
    overflow: hidden;
  }

  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    padding: 0;
    font-size: 12px;
    line-height: 20px;
    color: var(--muted);
  }

  @media (pointer: coarse) {
    .chips {
      grid-template-columns: repeat(5, 1fr);
    }

    .chips button {
      height: 40px;
    }
  }
`;
