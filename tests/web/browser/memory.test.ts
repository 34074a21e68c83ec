/** Networks that remember by more than their leaks: set, shown, and repeated by the command. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe from 'axe-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { desk, focused, misfits, sizes, violations } from './look';
import { type LabPage, patience, test } from './support';

const small = 'classes=0,1&per_class=20&hidden=24,16&batch=8&threshold=2';
const everything =
  `${small}&recurrence=others&adaptation=threshold&adaptation_strength=0.5` +
  '&retentions=per_neuron&maximum_delay=6&dropout=0.1&readout=mean_potential';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rouse-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const choice = (lab: LabPage, name: string) =>
  lab.page.getByRole('combobox', { name, exact: true });
const flow = (lab: LabPage) => lab.page.locator('rouse-network-flow canvas').first();

test('recurrence is chosen by keyboard, waits for a reset, and is then in the network', async ({
  open,
}) => {
  const lab = await open({ ...desk, hash: small });
  await lab.waitForState(/^Ready/);
  await lab.button('Step one batch').click();
  await lab.waitForState(/^Paused/);
  expect(await flow(lab).getAttribute('aria-label')).not.toContain('recurrent');
  await lab.button('Memory').focus();
  await lab.page.keyboard.press('Enter');
  const recurrence = choice(lab, 'Recurrence');
  await recurrence.focus();
  expect(await focused(lab.page)).toMatchObject({ tag: 'select' });
  await recurrence.press('ArrowDown');
  await recurrence.press('ArrowDown');
  await expect.poll(() => lab.page.url()).toContain('recurrence=others');
  await lab.button('Apply and reset').click();
  await lab.waitForState(/^Ready/);
  await expect
    .poll(() => flow(lab).getAttribute('aria-label'), patience)
    .toContain('It is recurrent.');
  await lab.play();
  await lab.waitForEpoch(1);
});

test('what is set beside a choice is there only while it is chosen', async ({ open }) => {
  const lab = await open({ ...desk, hash: small });
  await lab.waitForState(/^Ready/);
  await lab.button('Memory').click();
  await choice(lab, 'Adaptation').waitFor();
  expect(await lab.field('Strength').count()).toBe(0);
  await choice(lab, 'Adaptation').selectOption('current');
  await lab.field('Strength').fill('-1');
  await lab.field('Strength').press('Enter');
  const error = lab.page.getByRole('alert').filter({ hasText: 'from 0 to 10000' });
  await error.waitFor();
  await lab.field('Strength').fill('0.5');
  await lab.field('Strength').press('Enter');
  await expect.poll(() => lab.page.url()).toContain('adaptation_strength=0.5');
});

test('a neuron shows its own layer’s weights, its delays and its rising threshold', async ({
  open,
}) => {
  const lab = await open({ ...desk, hash: `${everything}&zoom=neuron&layer=1&neuron=3` });
  await lab.waitForState(/^Ready/);
  const weights = lab.page.locator('rouse-weight-image canvas').first();
  await expect
    .poll(() => weights.getAttribute('aria-label'), patience)
    .toMatch(/24 inputs.* 16 neurons of its own layer.*Delays of the 24 inputs/);
  await lab.page.getByRole('button', { name: 'Step', exact: true }).click();
  const arithmetic = lab.page.getByRole('group', { name: 'Arithmetic of experiment A' });
  await arithmetic.getByText('Own layer').waitFor();
  await arithmetic.getByText('Adaptation').waitFor();
});

test('the command repeats a run with all of it to the bit', async ({ open }) => {
  const lab = await open({ ...desk, hash: everything });
  await lab.waitForState(/^Ready/);
  await lab.button('Step one epoch').click();
  await lab.waitForState(/^Paused, epoch 1, done/);
  const { line, model } = await lab.runCommand(folder);
  expect(line).toContain('--recurrence others');
  expect(await lab.model()).toBe(model);
});

test.for(Object.entries(sizes))(
  'on a %s nothing sticks out or is cut off, and axe finds nothing',
  async ([, size], { open }) => {
    const lab = await open({ ...size, hash: everything, script: axe.source });
    await lab.waitForState(/^Ready/);
    await lab.button('Memory').click();
    await choice(lab, 'Recurrence').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await lab.page.emulateMedia({ colorScheme });
      await lab.page.locator(`rouse-lab[data-theme=${colorScheme}]`).waitFor();
      expect(await misfits(lab.page)).toEqual([]);
      expect(await violations(lab.page)).toEqual([]);
    }
  },
);
