import { beforeAll, describe, expect, test } from 'vitest';
import { expectReport, expectTables } from './bench_report';
import { release, Workshop } from './support';

const shop = new Workshop();
const tiny = ['--hidden', '16', '--steps', '20', '--bin-us', '15000', '--epochs', '2'];

beforeAll(() => {
  for (const [path, bytes] of Object.entries(release('Train', [3, 5], 7))) {
    shop.write(`tree/${path}`, bytes);
  }
});

describe('bench', () => {
  test('times every batch after the first epoch', async () => {
    const [result] = await shop.json('bench', ...tiny, '--data', 'tree/Train', '--batch', '4');
    expect(result).toMatchObject({
      network: '2312-16-10',
      steps: 20,
      batch: 4,
      threads: 1,
      gradient_thinning: 1,
      batches: 8,
    });
    const { ms_per_sample, ms_per_sample_fastest, ms_per_sample_slowest } = result as {
      [key: string]: number;
    };
    expect(ms_per_sample_fastest).toBeGreaterThan(0);
    expect(ms_per_sample_fastest).toBeLessThanOrEqual(ms_per_sample ?? 0);
    expect(ms_per_sample).toBeLessThanOrEqual(ms_per_sample_slowest ?? 0);
  });

  test('counts events and operations of the recordings', async () => {
    const [result] = await shop.json('bench', ...tiny, '--data', 'tree/Train');
    // The recordings have 300 events of as many pixels; with 16 weights each, and some of the
    // hidden layer's spikes with 10.
    expect(result?.events_per_sample).toBe(300);
    expect(result?.synaptic_operations_per_sample).toBeGreaterThanOrEqual(300 * 16);
    const rate = Number(result?.events_per_second) * Number(result?.ms_per_sample);
    expect(rate / 1000).toBeCloseTo(300, 3);
    const limit = Number(result?.streaming_limit_per_second);
    const share = Number(result?.synaptic_operations_per_second) / limit;
    expect(result?.share_of_streaming_limit).toBeCloseTo(share, 6);
  });

  test('says the same to people', async () => {
    const stdout = await shop.succeed('bench', ...tiny, '--count', '20', '--batch', '5');
    expect(stdout).toMatch(/^2312-16-10, 20 bins, batches of 5: [\d.]+ ms a sample\n/);
    expect(stdout).toMatch(/median of 8 batches/);
    expect(stdout).toMatch(/, [\d.]+ % of the streaming limit\n$/);
  });

  test('says it as a row of a Markdown table', async () => {
    const stdout = await shop.succeed('bench', ...tiny, '--count', '20', '--markdown');
    expect(stdout).toMatch(/^\| network +\|( +[a-z /]+ \|){7}\n\| -+ \|( -+: \|){7}\n/);
    expect(stdout).toMatch(/\n\| 2312-16-10, batch 32 \|( +[\d.]+( %)? \|){7}\n$/);
  });

  test('says how gradients are thinned where they go down a hidden layer', async () => {
    const two = ['--hidden', '16,12', '--count', '20', '--epochs', '1'];
    expect(await shop.succeed('bench', ...two)).toMatch(
      /^2312-16-12-10, [^:]*, one gradient in 16: /,
    );
    const [all] = await shop.json('bench', ...two, '--gradient-thinning', '1');
    expect(all).toMatchObject({ gradient_thinning: 1 });
  });

  test('computes on as many threads as it is told', async () => {
    const stdout = await shop.succeed('bench', ...tiny, '--count', '20', '--threads', '2');
    expect(stdout).toMatch(/^2312-16-10, 20 bins, batches of \d+, 2 threads: [\d.]+ ms a sample\n/);
  });

  test('with --sweep measures everything, on recordings too', async () => {
    const args = ['bench', '--sweep', '--seconds', '0.01', '--data', 'tree/Train'];
    const [report] = await shop.json(...args);
    expectReport(report);
    expect(report).toMatchObject({ data: 'tree/Train', seconds: 0.01 });
    expect(report?.environment).toMatch(/^rouse [\d.]+, native$/);
  });

  test('with --sweep prints Markdown, whether that is asked for or not', async () => {
    const args = ['bench', '--sweep', '--seconds', '0.01', '--data', 'tree/Train'];
    expectTables(await shop.succeed(...args));
    expectTables(await shop.succeed(...args, '--markdown'));
  });

  test('refuses to measure nothing', async () => {
    const { status, stderr } = await shop.run('bench', '--epochs', '0');
    expect(status).toBe(2);
    expect(stderr).toBe('rouse bench: --epochs is 0; it must be 1 to 1000\n');
  });
});
