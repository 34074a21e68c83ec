/** The bench page: a bar that stays in sight, and sections below each other. */
import { css } from 'lit';

export const styles = css`
  :host {
    --edge: max(24px, (100vw - 1392px) / 2);
    min-height: 100vh;
    background: var(--surface);
  }

  .top {
    padding-inline: var(--edge);
  }

  h1 span {
    font-weight: 400;
    color: var(--muted);
  }

  .bar {
    position: sticky;
    top: 0;
    z-index: 5;
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 64px;
    padding: 8px var(--edge);
    border-block: 1px solid var(--line);
    background: var(--raised);
  }

  .start {
    width: 104px;
    height: 38px;
  }

  .bar select {
    width: 150px;
    height: 38px;
  }

  .progress {
    flex: 1;
    min-width: 0;
    padding-inline: 8px;
    line-height: 18px;
  }

  .progress p {
    display: flex;
    justify-content: space-between;
    gap: 16px;
  }

  .progress .name {
    min-width: 0;
    overflow-wrap: anywhere;
  }

  .progress .muted {
    white-space: nowrap;
  }

  progress {
    display: block;
    width: 100%;
    height: 4px;
    margin-bottom: 6px;
    border: 0;
    border-radius: 2px;
    overflow: hidden;
    appearance: none;
    background: var(--line);
  }

  progress::-webkit-progress-bar {
    background: var(--line);
  }

  progress::-webkit-progress-value {
    background: var(--b);
  }

  progress::-moz-progress-bar {
    background: var(--b);
  }

  .copies {
    display: flex;
    gap: 6px;
  }

  main {
    padding: 16px var(--edge) 56px;
  }

  .top > a {
    margin-right: 8px;
    line-height: 24px;
    text-underline-offset: 3px;
  }

  .machine {
    color: var(--muted);
  }

  section {
    margin-top: 28px;
  }

  .about {
    max-width: 68ch;
    margin: 2px 0 12px;
    color: var(--muted);
  }

  /* Words at the left, figures at the right. */
  .beside {
    display: grid;
    grid-template-columns: 336px minmax(0, 1fr);
    gap: 0 56px;
  }

  .about.after {
    margin: 12px 0 0;
  }

  .about b {
    font-weight: 600;
    color: var(--ink);
    text-wrap-style: balance;
  }

  .pair {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 0 48px;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    line-height: 18px;
  }

  rouse-sweep-chart + table,
  rouse-roofline-chart + table {
    margin-top: 16px;
  }

  .pair .about {
    min-height: 57px;
  }

  th,
  td {
    padding: 5px 0 5px 12px;
    border-bottom: 1px solid var(--line);
    font-weight: 400;
    text-align: right;
    vertical-align: bottom;
  }

  thead th {
    color: var(--muted);
    font-size: 12px;
    line-height: 16px;
  }

  th:first-child {
    padding-left: 0;
    text-align: left;
  }

  td {
    white-space: nowrap;
  }

  @media (max-width: 1340px) and (min-width: 900px) {
    :host {
      --edge: 16px;
    }
  }

  @media (max-width: 1180px) and (min-width: 900px) {
    .beside {
      display: block;
    }
  }

  @media (max-width: 899px) {
    :host {
      --edge: 16px;
    }

    .bar {
      position: static;
      flex-wrap: wrap;
      gap: 8px;
    }

    .bar label {
      flex: 1;
    }

    .bar select {
      width: 100%;
    }

    .progress {
      order: 1;
      flex: none;
      width: 100%;
      min-height: 28px;
      padding: 0;
    }

    .copies {
      order: 2;
      width: 100%;
    }

    .copies rouse-copy-button {
      flex: 1;
    }

    main {
      padding-block: 12px 40px;
    }

    .pair,
    .beside {
      display: block;
    }

    .beside > div + div {
      margin-top: 16px;
    }

    .pair .about {
      min-height: 0;
    }

    .minor {
      display: none;
    }

    /* "2312-256-10" is one word. */
    tbody th {
      text-wrap: balance;
    }

    th,
    td {
      padding-left: 8px;
    }
  }
`;
