/** The scores of the classes for the shown sample, A beside B. */
import { type Answer, answerOf } from '../answer';
import type { ArmName } from '../specification';
import { CanvasView, type Drawing } from './canvas-view';

const labelHeight = 18;
const barGap = 1;

export class AnswerBars extends CanvasView {
  protected override watch(changed: () => void): (() => void)[] {
    return [this.page.lab.on('trace', changed), this.page.lab.on('run', changed)];
  }

  protected override describe(): string {
    const text = this.later.drawing;
    return this.#answers()
      .map(({ arm, answer }) => text.scoresOf(arm.toUpperCase(), [...answer.scores]))
      .join(' ');
  }

  protected override draw({ context, width, height, colour }: Drawing): void {
    const answers = this.#answers();
    const classes = Math.max(0, ...answers.map(({ answer }) => answer.scores.length));
    const scores = answers.flatMap(({ answer }) => [...answer.scores]);
    // Potentials may be below 0.
    const least = Math.min(0, ...scores);
    const range = Math.max(0, ...scores) - least || 1;
    const floor = height - labelHeight;
    const column = width / classes;
    const bar = Math.max(2, Math.min(10, (column * 0.7 - barGap) / 2));
    const family = context.font.replace(/^.*?px /, '');
    context.fillStyle = colour('line');
    context.fillRect(0, floor, width, 1);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (let one = 0; one < classes; one++) {
      const middle = (one + 0.5) * column;
      const all = answers.length * bar + (answers.length - 1) * barGap;
      answers.forEach(({ arm, answer }, index) => {
        const high = (((answer.scores[one] ?? least) - least) / range) * (floor - 2);
        context.fillStyle = colour(arm);
        context.globalAlpha = answer.says === one ? 1 : 0.35;
        context.fillRect(middle - all / 2 + index * (bar + barGap), floor - high, bar, high);
      });
      context.globalAlpha = 1;
      const said = answers.some(({ answer }) => answer.says === one);
      context.font = `${said ? 700 : 400} 11px ${family}`;
      context.fillStyle = colour(said ? 'ink' : 'muted');
      context.fillText(String(one), middle, floor + labelHeight / 2 + 1);
    }
  }

  #answers(): { arm: ArmName; answer: Answer }[] {
    return this.page.lab.active.flatMap(({ name, trace }) => {
      return trace ? [{ arm: name, answer: answerOf(trace) }] : [];
    });
  }
}

customElements.define('rouse-answer-bars', AnswerBars);
