/** The header of both pages. */
import { css } from 'lit';

export const top = css`
  .top {
    display: flex;
    align-items: center;
    gap: 4px;
    height: 48px;
    padding: 0 20px 0 24px;
  }

  h1 {
    display: flex;
    align-items: center;
    gap: 10px;
    margin: 0 22px 0 0;
    font-size: 19px;
    font-weight: 600;
    letter-spacing: -0.01em;
  }

  .top p {
    flex: 1;
    color: var(--muted);
  }

  .top select.language {
    width: auto;
    border-color: transparent;
    background: none;
    color: var(--muted);
  }

  @media (max-height: 780px) and (min-width: 900px) {
    .top {
      height: 40px;
    }
  }

  @container (max-width: 1340px) {
    .top {
      padding: 0 12px 0 16px;
    }
  }

  .introduction {
    display: none;
  }

  /* A list of keys is of no use where there are none; what else it offers stands in the text. */
  @media (pointer: coarse) and (max-width: 600px) {
    .top .keyed {
      display: none;
    }

    .introduction {
      display: inline-flex;
      height: auto;
      margin: -9px 0;
      padding: 9px 0;
      border: 0;
      background: none;
      text-decoration: underline;
    }
  }

  @container (max-width: 899px) {
    .top {
      flex-wrap: wrap;
      height: auto;
      padding: 8px 16px 12px;
    }

    h1 {
      flex: 1;
      margin: 0;
    }

    .top p {
      order: 1;
      flex: none;
      width: 100%;
    }
  }

  /* The sign alone leaves room for all buttons in one row. */
  @media (max-width: 430px) {
    .top {
      gap: 2px;
    }

    h1 {
      gap: 0;
      font-size: 0;
    }
  }
`;
