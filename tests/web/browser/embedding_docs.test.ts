/** docs/embedding.md: each of its examples does on another origin's page what it says. */
import { execFileSync } from 'node:child_process';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { RouseLabElement } from '../../../web/public/rouse-lab';
import { example, test } from './foreign';
import { patience } from './support';

/** What Jupyter shows for a cell: its last expression as HTML. */
function shownByJupyter(cell: string): string {
  const stub = `
import html, sys, types
display = types.ModuleType("IPython.display")
class IFrame:
    def __init__(self, src, width, height):
        self.html = f'<iframe width="{width}" height="{height}" src="{html.escape(src)}"></iframe>'
display.IFrame = IFrame
sys.modules["IPython"] = types.ModuleType("IPython")
sys.modules["IPython.display"] = display
import ast
tree = ast.parse(sys.stdin.read())
last = ast.Expression(tree.body.pop().value)
scope = {}
exec(compile(tree, "cell", "exec"), scope)
print(eval(compile(last, "cell", "eval"), scope).html)
`;
  return execFileSync('python3', ['-c', stub], { input: cell, encoding: 'utf8' });
}

/** Both networks have trained their ten epochs: B learns, A does not. */
async function showsWhatThresholdsDo(lab: Locator): Promise<void> {
  const state = () => lab.evaluate((e) => 'state' in e && e.state);
  await expect.poll(state, patience).toMatchObject({
    a: { epoch: 10, status: 'paused' },
    b: { epoch: 10, status: 'paused' },
  });
  const { a, b } = await lab.evaluate((e) => (e as RouseLabElement).epochs);
  expect(a.at(-1)?.test_accuracy).toBeLessThan(0.3);
  expect(b.at(-1)?.test_accuracy).toBeGreaterThan(0.4);
}

test('the plain page trains by itself, B learns, A does not, and it stops', async ({
  address,
  visit,
}) => {
  const page = await visit(example('plain', address));
  await showsWhatThresholdsDo(page.locator('rouse-lab'));
});

test('the scripted page is told the result', async ({ address, visit }) => {
  const page = await visit(example('script', address));
  await page.locator('#result', { hasText: /A \d+ %, B \d+ %/ }).waitFor();
});

test('the figures of one run stand in two places', async ({ address, visit }) => {
  const page = await visit(example('figures', address));
  const [run, figure] = [page.locator('#run'), page.locator('[for=run]')];
  await run.getByRole('button', { name: 'Play' }).click();
  await expect
    .poll(() => figure.evaluate((e) => 'state' in e && e.state), patience)
    .toMatchObject({ b: { epoch: 3, status: 'paused' } });
  await figure.getByRole('table', { name: /B/ }).waitFor();
  expect(await figure.getByRole('button', { name: 'Play' }).count()).toBe(0);
});

test('the Markdown page trains in its frame, B learns and A does not', async ({
  address,
  visit,
}) => {
  const page = await visit(example('markdown', address));
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Play' }).click();
  await showsWhatThresholdsDo(frame.locator('rouse-lab'));
});

test('the frame with a camera asks for nothing before its button is pressed', async ({
  address,
  visit,
}) => {
  const page = await visit(example('camera', address));
  const frame = page.frameLocator('iframe');
  await frame.getByText('never leaves the page').waitFor();
  await frame.getByRole('button', { name: 'Start the camera' }).waitFor();
});

test('the Jupyter cell shows both figures', async ({ address, visit }) => {
  const page = await visit(shownByJupyter(example('jupyter', address)));
  const frame = page.frameLocator('iframe');
  await frame.getByRole('region', { name: 'Dead neurons' }).waitFor();
  await frame.getByRole('region', { name: 'Accuracy' }).waitFor();
});

test('the exercise is graded, and passed by who lowers the thresholds', async ({
  address,
  visit,
}) => {
  const page = await visit(example('grading', address));
  const grade = page.locator('#grade');
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Play' }).click();
  await grade.filter({ hasText: 'Try again.' }).waitFor(patience);
  for (const layer of ['hidden', 'output']) {
    const grip = frame.getByRole('slider', { name: `Initial threshold, ${layer} layer` });
    while (Number(await grip.getAttribute('aria-valuenow')) > 5) await grip.press('ArrowDown');
  }
  await frame.getByRole('button', { name: /Apply/ }).click();
  await frame.getByRole('button', { name: 'Play' }).click();
  await grade.filter({ hasText: 'Passed.' }).waitFor(patience);
});
