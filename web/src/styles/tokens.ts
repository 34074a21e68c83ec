/**
 * Colours, type and spacing. One accent per experiment, used for everything that is its own:
 * A amber, B teal, which stay apart for all common kinds of colour blindness. The `-ink` of each
 * has at least 4.5:1 for text, the plain one 3:1 for lines and marks. A page themes its elements by
 * the custom properties with `rouse-` before their names: see docs/embedding.md.
 */
import { css } from 'lit';

export const tokens = css`
  :host {
    color-scheme: light;
    --surface: var(--rouse-surface, #ffffff);
    --raised: var(--rouse-raised, #f4f6f7);
    --sunken: var(--rouse-sunken, #eef1f2);
    --screen: var(--rouse-screen, #f6f8f8);
    --line: var(--rouse-line, #dce2e4);
    --line-strong: var(--rouse-line-strong, #7f8b91);
    --ink: var(--rouse-ink, #12191d);
    --muted: var(--rouse-muted, #55626a);
    --faint: var(--rouse-faint, #a9b4b9);
    --a: var(--rouse-a, #c47c00);
    --a-ink: var(--rouse-a-ink, var(--rouse-a, #935400));
    --a-wash: var(--rouse-a-wash, #fbf0dc);
    --b: var(--rouse-b, #00959c);
    --b-ink: var(--rouse-b-ink, var(--rouse-b, #006f76));
    --b-wash: var(--rouse-b-wash, #dcf3f3);
    --on: var(--rouse-on, #12191d);
    --off: var(--rouse-off, #7059e0);
    --error: var(--rouse-error, #b3261e);
    --error-wash: var(--rouse-error-wash, #fdeceb);
    --shadow: var(--rouse-shadow, 0 6px 24px rgb(18 25 29 / 16%));

    --font: var(--rouse-font, 'Rouse Sans', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif);
    --radius: var(--rouse-radius, 6px);
  }

  :host([data-theme='dark']) {
    color-scheme: dark;
    --surface: var(--rouse-surface, #101518);
    --raised: var(--rouse-raised, #171d21);
    --sunken: var(--rouse-sunken, #1d252a);
    --screen: var(--rouse-screen, #0b0f11);
    --line: var(--rouse-line, #2a343a);
    --line-strong: var(--rouse-line-strong, #6d7b83);
    --ink: var(--rouse-ink, #e8edef);
    --muted: var(--rouse-muted, #9aa7ae);
    --faint: var(--rouse-faint, #56636a);
    --a: var(--rouse-a, #f0ad47);
    --a-ink: var(--rouse-a-ink, var(--rouse-a, #f2b557));
    --a-wash: var(--rouse-a-wash, #33270f);
    --b: var(--rouse-b, #2fc9c0);
    --b-ink: var(--rouse-b-ink, var(--rouse-b, #45d3ca));
    --b-wash: var(--rouse-b-wash, #0d3231);
    --on: var(--rouse-on, #f3f6f7);
    --off: var(--rouse-off, #9686ff);
    --error: var(--rouse-error, #ff9a90);
    --error-wash: var(--rouse-error-wash, #3a1a18);
    --shadow: var(--rouse-shadow, 0 6px 28px rgb(0 0 0 / 60%));
  }
`;
