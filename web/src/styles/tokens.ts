/**
 * Colours, type and spacing. One accent per experiment, used for everything that is its own:
 * A amber, B teal, which stay apart for all common kinds of colour blindness. The `-ink` of each
 * has at least 4.5:1 for text, the plain one 3:1 for lines and marks.
 */
import { css } from 'lit';

export const tokens = css`
  :host {
    color-scheme: light;
    --surface: #ffffff;
    --raised: #f4f6f7;
    --sunken: #eef1f2;
    --screen: #f6f8f8;
    --line: #dce2e4;
    --line-strong: #7f8b91;
    --ink: #12191d;
    --muted: #55626a;
    --faint: #a9b4b9;
    --a: #c47c00;
    --a-ink: #935400;
    --a-wash: #fbf0dc;
    --b: #00959c;
    --b-ink: #006f76;
    --b-wash: #dcf3f3;
    --on: #12191d;
    --off: #7059e0;
    --error: #b3261e;
    --error-wash: #fdeceb;
    --shadow: 0 6px 24px rgb(18 25 29 / 16%);

    --font: 'Rouse Sans', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif;
    --radius: 6px;
  }

  :host([theme='dark']) {
    color-scheme: dark;
    --surface: #101518;
    --raised: #171d21;
    --sunken: #1d252a;
    --screen: #0b0f11;
    --line: #2a343a;
    --line-strong: #6d7b83;
    --ink: #e8edef;
    --muted: #9aa7ae;
    --faint: #56636a;
    --a: #f0ad47;
    --a-ink: #f2b557;
    --a-wash: #33270f;
    --b: #2fc9c0;
    --b-ink: #45d3ca;
    --b-wash: #0d3231;
    --on: #f3f6f7;
    --off: #9686ff;
    --error: #ff9a90;
    --error-wash: #3a1a18;
    --shadow: 0 6px 28px rgb(0 0 0 / 60%);
  }
`;
