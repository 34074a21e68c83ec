/** A beside B: two columns on a desk; on a phone each figure of A stands above that of B. */
import { css } from 'lit';

export const arms = css`
  .arms {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    column-gap: 20px;
  }

  .caption {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    height: 24px;
    font-size: 12px;
    line-height: 26px;
    white-space: nowrap;
  }

  .caption rouse-tip {
    flex: 1;
  }

  .caption > :last-child {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .off {
    opacity: 0.45;
  }

  .which {
    display: none;
    margin-right: 5px;
    font-weight: 600;
  }

  .problem {
    padding: 24px 12px;
    text-align: center;
    color: var(--muted);
  }

  @media (max-width: 899px) {
    .arms:not(.stacked) .caption .muted {
      display: none;
    }

    .arms.stacked {
      grid-template-columns: minmax(0, 1fr);
    }

    .stacked .which {
      display: inline;
    }
  }
`;
