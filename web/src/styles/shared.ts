/** What every view has in common: type, buttons, inputs, focus. */
import { css } from 'lit';

export const shared = css`
  :host {
    display: block;
    font: 400 13px / 1.45 var(--font);
    color: var(--ink);
    font-variant-numeric: tabular-nums;
  }

  * {
    box-sizing: border-box;
  }

  [hidden] {
    display: none !important;
  }

  h2,
  h3,
  p {
    margin: 0;
  }

  h2 {
    font-size: 15px;
    font-weight: 600;
    line-height: 24px;
  }

  h3 {
    font-size: 13px;
    font-weight: 600;
    line-height: 20px;
  }

  /* Lines with an index are no higher than others. */
  sub {
    line-height: 0;
  }

  .muted {
    color: var(--muted);
  }

  .small {
    font-size: 12px;
    line-height: 16px;
  }

  /* Everything that belongs to one experiment takes its accent. */
  [data-arm='a'] {
    --accent: var(--a-ink);
  }

  [data-arm='b'] {
    --accent: var(--b-ink);
  }

  .a {
    color: var(--a-ink);
  }

  .b {
    color: var(--b-ink);
  }

  a {
    color: inherit;
  }

  button,
  input,
  select {
    font: inherit;
    font-variant-numeric: inherit;
    color: inherit;
    letter-spacing: inherit;
  }

  button,
  a.icon {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    height: 30px;
    padding: 0 10px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    cursor: pointer;
    white-space: nowrap;
  }

  button:hover:not(:disabled),
  a.icon:hover {
    background: var(--sunken);
  }

  button:disabled {
    color: var(--faint);
    cursor: default;
  }

  button.icon,
  a.icon {
    width: 30px;
    padding: 0;
  }

  button.quiet,
  a.quiet {
    border-color: transparent;
    background: none;
  }

  button.quiet:hover:not(:disabled) {
    background: var(--sunken);
  }

  button.primary {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--surface);
    font-weight: 600;
  }

  button.primary:hover:not(:disabled),
  button.quiet[aria-pressed='true']:hover:not(:disabled) {
    background: color-mix(in srgb, var(--ink) 85%, var(--surface));
  }

  button[aria-pressed='true'] {
    border-color: var(--ink);
    background: var(--ink);
    color: var(--surface);
  }

  input[type='text'],
  select {
    width: 100%;
    height: 30px;
    padding: 0 8px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }

  select {
    padding: 0 4px;
  }

  input[type='text']:hover,
  select:hover {
    border-color: var(--line-strong);
  }

  :focus-visible {
    outline: 2px solid var(--ink);
    outline-offset: 2px;
  }

  .error {
    padding: 8px 10px;
    border-radius: var(--radius);
    background: var(--error-wash);
    color: var(--error);
    font-size: 12px;
    line-height: 16px;
    overflow-wrap: anywhere;
  }

  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /*
   * Fills its parent, which has a size of its own: what changes inside lays out nothing outside.
   * The parent is needed because browsers lay flex and grid items out with their container.
   */
  .enclosed {
    width: 100%;
    height: 100%;
    contain: strict;
  }

  svg {
    display: block;
    flex: none;
  }

  @media (pointer: coarse) {
    button,
    a.icon,
    input[type='text'],
    select {
      min-height: 40px;
    }

    button.icon,
    a.icon {
      width: 40px;
    }

    input[type='text'],
    select {
      /* Below 16 px, phones zoom into a field that is focused. */
      font-size: 16px;
    }
  }
`;
