/** What several lessons set in the same way: tables of the reader's runs, and choices as buttons. */
import { css } from 'lit';

export const runTable = css`
  table {
    width: calc(100% - 24px);
    margin: 12px;
    border-collapse: collapse;
    font-size: 14px;
  }

  th,
  td {
    padding: 6px 8px;
    border-top: 1px solid var(--line);
    text-align: right;
  }

  th {
    font-weight: 400;
    color: var(--muted);
  }

  caption {
    padding: 0 8px 4px;
    text-align: left;
    font-weight: 600;
  }
`;

export const choices = css`
  .settings button {
    height: 40px;
  }

  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    float: left;
    margin-right: 12px;
    line-height: 40px;
  }

  button[aria-pressed='true'] {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--surface);
  }
`;
