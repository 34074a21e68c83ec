/** The frame of the page: three columns on a desk, one on a phone. */
import { css } from 'lit';

export const layout = css`
  :host {
    display: flex;
    flex-direction: column;
    /* Of a size that the page around it gives, not its content: it may be small or large. */
    position: relative;
    container-type: size;
    height: 560px;
    overflow: auto;
    background: var(--surface);
  }

  :host([hidden]) {
    display: none;
  }

  :host([page]) {
    container-type: inline-size;
    height: auto;
    min-height: 100vh;
    overflow: visible;
  }

  rouse-transport-bar {
    position: sticky;
    top: 0;
    z-index: 5;
    border-block: 1px solid var(--line);
  }

  main {
    flex: 1;
    display: grid;
    grid-template-columns: 268px minmax(0, 1fr) 408px;
    min-height: 0;
  }

  main > section {
    min-width: 0;
    padding: 12px 24px 16px;
    /* What changes in one column is no reason to lay the others out. */
    contain: layout;
  }

  /* Where a page leaves rooms out, the others take their place. */
  main:not(:has(> .data)) {
    grid-template-columns: minmax(0, 1fr) 408px;
  }

  main:not(:has(> .learning)) {
    grid-template-columns: 268px minmax(0, 1fr);
  }

  main:not(:has(> .network)) {
    grid-template-columns: 268px minmax(0, 1fr);
  }

  main:has(> :only-child) {
    grid-template-columns: minmax(0, 1fr);
  }

  main:not(:has(> .data)) > .network,
  main:not(:has(> .network)) > .learning {
    border-left: 0;
  }

  .network {
    display: flex;
    flex-direction: column;
    gap: 8px;
    border-inline: 1px solid var(--line);
  }

  .learning {
    display: flex;
    flex-direction: column;
  }

  rouse-activity-panel,
  rouse-learning-panel {
    flex: 1;
  }

  rouse-small-lab {
    flex: 1;
    min-height: 0;
  }

  .problems {
    display: flex;
    align-items: flex-start;
    gap: 8px;
    margin: 8px 16px;
  }

  .problems div {
    flex: 1;
  }

  .problems button {
    flex: none;
    width: 24px;
    height: 24px;
    border: 0;
    background: none;
  }

  .spoken {
    top: 0;
    left: 0;
    contain: strict;
  }

  /* It is what files are dropped on: whatever lies below may be replaced meanwhile. */
  .drop-here {
    position: fixed;
    inset: 0;
    z-index: 10;
    display: grid;
    place-items: center;
    background: color-mix(in srgb, var(--surface) 86%, transparent);
  }

  :host(:not([page])) .drop-here {
    position: absolute;
  }

  .drop-here p {
    padding: 32px 48px;
    border: 2px dashed var(--ink);
    border-radius: 12px;
    background: var(--surface);
    font-size: 19px;
    font-weight: 600;
  }

  @media (max-height: 780px) and (min-width: 900px) {
    main > section {
      padding-block: 8px 10px;
    }

    .network {
      gap: 4px;
    }
  }

  /* However long the middle grows, the curves stay in sight. */
  @container (min-width: 1101px) {
    :host([page]) rouse-learning-panel {
      position: sticky;
      top: 78px;
      max-height: max(600px, calc(100vh - 140px));
    }
  }

  @container (max-width: 1340px) {
    main {
      grid-template-columns: 232px minmax(0, 1fr) 356px;
    }

    main > section {
      padding-inline: 16px;
    }
  }

  @container (max-width: 1100px) {
    main {
      grid-template-columns: 232px minmax(0, 1fr);
    }

    .network {
      border-right: 0;
    }

    .learning {
      grid-column: 1 / -1;
      min-height: 600px;
      border-top: 1px solid var(--line);
    }
  }

  @container (max-width: 899px) {
    rouse-transport-bar {
      inset: auto 0 0;
      order: 1;
      border-bottom: 0;
    }

    main {
      display: block;
    }

    main > section {
      padding: 16px;
    }

    .network {
      border-inline: 0;
      border-block: 1px solid var(--line);
    }
  }
`;
