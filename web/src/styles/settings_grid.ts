/** Settings beside and below each other, `wide` ones over two columns. */
import { css } from 'lit';

export const settingsGrid = css`
  .grid {
    display: grid;
    grid-template-columns: repeat(8, minmax(0, 1fr));
    gap: 6px 10px;
    margin-top: 4px;
  }

  .wide {
    grid-column: span 2;
  }

  @container (max-width: 1340px) {
    .grid {
      gap: 6px 8px;
    }
  }

  @container (max-width: 899px) {
    .grid {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
  }

  @container (max-width: 599px) {
    .grid > * {
      grid-column: span 2;
    }
  }
`;
