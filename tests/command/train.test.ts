import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { command, hasRealData, realData, start, Workshop } from './support';

const shop = new Workshop();
const small = ['--count', '200', '--test-count', '50', '--hidden', '32'];

const hasScript = existsSync('/usr/bin/script');

function withoutTimes(reports: Record<string, unknown>[]): Record<string, unknown>[] {
  return reports.map((report) => ({ ...report, ms_per_sample: 0 }));
}

/** What a model file says of its network and training, as JSON. */
function metadataOf(file: string): Record<string, string> {
  const bytes = readFileSync(shop.path(file));
  const header = bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE(0))).toString();
  return JSON.parse(header).__metadata__;
}

describe('rouse train', () => {
  test('learns the built-in digits, one JSON object per epoch', async () => {
    const model = ['--save', 'learned.safetensors'];
    const options = ['--count', '500', '--test-count', '100', '--hidden', '128', '--batch', '16'];
    const reports = await shop.json('train', ...options, '--epochs', '5', ...model);
    expect(reports.map((report) => report.epoch)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(reports[0]).toMatchObject({ train_accuracy: -1 });
    for (const report of reports) {
      for (const key of ['dead', 'rate', 'threshold_mean']) expect(report[key]).toHaveLength(2);
      expect(report).toHaveProperty('loss');
    }
    const last = reports.at(-1);
    expect(last?.ms_per_sample).toBeGreaterThan(0);
    expect(last?.test_accuracy).toBeGreaterThanOrEqual(0.75);

    const [evaluation = {}] = await shop.json(
      'eval',
      '--model',
      'learned.safetensors',
      ...options.slice(0, 4),
    );
    expect(evaluation).toMatchObject({
      samples: 100,
      accuracy: last?.test_accuracy,
      loss: last?.test_loss,
    });
    expect((evaluation.confusion as number[][]).flat()).toEqual(last?.confusion);
    expect(evaluation.dead).toHaveLength(2);
    expect(evaluation.rate).toHaveLength(2);
  });

  test('prints one plain line per epoch when there is no terminal', async () => {
    const stdout = await shop.succeed('train', ...small, '--epochs', '2');
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toBe(
      '200 training samples, 50 test samples; network 2312-32-10, 74,304 weights',
    );
    expect(lines).toHaveLength(4);
    for (const [epoch, line] of lines.slice(1).entries()) {
      expect(line).toMatch(
        new RegExp(`^epoch ${epoch}/2  test .* %  .*loss [0-9.]+  dead \\d+ \\d+`),
      );
    }
    expect(stdout).not.toContain('\r');
    expect(stdout).not.toContain('\u001b');
  });

  test.skipIf(!hasScript)('draws a bar on a terminal and keeps the lines', async () => {
    const line = [command, 'train', ...small, '--epochs', '2'].join(' ');
    const { stdout } = await start('script', ['-qec', line, '/dev/null'], shop.folder).outcome;
    expect(stdout).toMatch(/\[[#.]+\] loss .*accuracy .*samples\/s .*to go/);
    expect(stdout).toMatch(/epoch 2\/2 {2}test .*ms\/sample\r?\n/);
  });

  test('gives the same bits for the same seed, 0 included, and others for another', async () => {
    const run = async (seed: string, file: string) => {
      const reports = await shop.json(
        ...['train', ...small, '--epochs', '1', '--seed', seed, '--save', file],
      );
      return { reports: withoutTimes(reports), bytes: readFileSync(shop.path(file)) };
    };
    const first = await run('0', 'seed0.safetensors');
    const second = await run('0', 'again.safetensors');
    const other = await run('7', 'seed7.safetensors');
    expect(second.reports).toEqual(first.reports);
    expect(second.bytes.equals(first.bytes)).toBe(true);
    expect(other.bytes.equals(first.bytes)).toBe(false);
  });

  test('gives the same bits with threads, whenever they are done', async () => {
    const run = async (file: string) => {
      const options = ['--epochs', '2', '--threads', '3', '--save', file];
      const reports = await shop.json('train', ...small, ...options);
      return { reports: withoutTimes(reports), bytes: readFileSync(shop.path(file)) };
    };
    const first = await run('threads.safetensors');
    const second = await run('threads-again.safetensors');
    expect(second.reports).toEqual(first.reports);
    expect(second.bytes.equals(first.bytes)).toBe(true);
  });

  test('keeps fixed thresholds and trains the others', async () => {
    const means = async (mode: string) => {
      const [before, after] = await shop.json(
        ...['train', ...small, '--epochs', '1', '--thresholds', mode, '--threshold', '3'],
      );
      expect(before?.threshold_mean).toEqual([3, 3]);
      return after?.threshold_mean;
    };
    expect(await means('fixed')).toEqual([3, 3]);
    expect(await means('trainable')).not.toEqual([3, 3]);
    expect(await means('per-layer')).not.toEqual([3, 3]);
  });

  test('begins each layer at a threshold of its own', async () => {
    const begin = ['--epochs', '1', '--thresholds', 'fixed', '--threshold', '3,0.01'];
    const [before] = await shop.json(...['train', ...small, ...begin]);
    expect(before?.threshold_mean).toEqual([3, 0.01]);
  });

  test('drops out of each hidden layer what its own share says', async () => {
    const run = ['train', ...small, '--hidden', '6,5', '--epochs', '1'];
    await shop.json(...run, '--dropout', '0,0.25', '--save', 'dropout.safetensors');
    const { layers } = JSON.parse(metadataOf('dropout.safetensors').network ?? '');
    expect(layers.map(({ dropout = 0 }) => dropout)).toEqual([0, 0, 0.25]);
    const { status, stderr } = await shop.run(...run, '--dropout', '0,0.1,0.2');
    expect(status).toBe(2);
    expect(stderr).toContain('--dropout is 0,0.1,0.2; it must be one number, or 2: one for each');
  });

  test('gives hidden layers a memory, and goes on with it', async () => {
    const memory = [
      ...['--recurrence', 'others', '--adaptation', 'current', '--adaptation-coupling', '0.125'],
      ...['--retentions', 'trainable', '--maximum-delay', '3', '--dropout', '0.25'],
      ...['--readout', 'mean-potential', '--loss', 'cross-entropy', '--lr-delay', '0.5'],
      ...['--lr-decay', '0.8', '--rate-strength', '1', '--rate-maximum', '0.05'],
    ];
    const run = ['train', '--count', '40', '--test-count', '20', '--hidden', '6,5', ...memory];
    const whole = await shop.json(...run, '--epochs', '2', '--save', 'memory.safetensors');
    const metadata = metadataOf('memory.safetensors');
    expect(JSON.parse(metadata.training ?? '')).toMatchObject({
      adam: { delay_learning_rate: 0.5, learning_rate_decay: 0.8 },
      firing_rate: { strength: 1, maximum_rate: 0.05 },
    });
    const network = JSON.parse(metadata.network ?? '');
    expect(network.readout).toBe('mean_potential');
    const [first, second, last] = network.layers;
    expect(first).toMatchObject({ recurrence: 'others', retentions: 'per_neuron' });
    expect(first).not.toHaveProperty('maximum_delay');
    expect(first).not.toHaveProperty('dropout');
    expect(second).toMatchObject({
      recurrence: 'others',
      adaptation: { kind: 'current', coupling: 0.125 },
      maximum_delay: 3,
      dropout: 0.25,
    });
    expect(last).toMatchObject({ maximum_delay: 3, dropout: 0.25 });
    expect(last).not.toHaveProperty('recurrence');
    expect(whole.at(-1)?.dead).toEqual([expect.any(Number), expect.any(Number), 0]);

    await shop.succeed(...run, '--epochs', '1', '--checkpoint', 'memory.checkpoint');
    const rest = await shop.json(...run, '--epochs', '2', '--resume', 'memory.checkpoint');
    expect(withoutTimes(rest)).toEqual(withoutTimes(whole.slice(2)));
    await shop.succeed('eval', '--model', 'memory.safetensors', '--test-count', '20');
  });

  test('trains convolutions, with thresholds per channel, and goes on with them', async () => {
    const run = [
      ...['train', '--hidden', '4c5s2p2,6c3', '--thresholds', 'per-channel', '--threshold', '2'],
      ...['--count', '30', '--test-count', '20', '--batch', '10', '--lr', '0.01'],
    ];
    const whole = await shop.json(...run, '--epochs', '2', '--save', 'maps.safetensors');
    const network = JSON.parse(metadataOf('maps.safetensors').network ?? '');
    expect(network.sensor).toEqual({ width: 34, height: 34, polarities: 2 });
    expect(network.layers).toMatchObject([
      { neurons: 17 * 17 * 4, thresholds: 'per_channel', convolution: { channels: 4, stride: 2 } },
      { neurons: 8 * 8 * 6, pooling: 2, convolution: { channels: 6, kernel: 3, padding: 1 } },
      { neurons: 10, thresholds: 'per_neuron' },
    ]);
    const operations = whole.map(({ layers }) =>
      (layers as { synaptic_operations_per_sample: number }[]).map(
        (layer) => layer.synaptic_operations_per_sample,
      ),
    );
    whole.forEach(({ synaptic_operations_per_sample }, epoch) => {
      const sum = operations[epoch]?.reduce((a, b) => a + b, 0);
      expect(synaptic_operations_per_sample).toBeCloseTo(sum ?? Number.NaN, 3);
    });
    // An event lies in at most 3 x 3 windows of 4 channels.
    const [{ events_per_sample: events = 0 } = {}] = whole as { events_per_sample: number }[];
    expect(operations[0]?.[0]).toBeGreaterThan(4 * 4 * events);
    expect(operations[0]?.[0]).toBeLessThanOrEqual(9 * 4 * events);

    await shop.succeed(...run, '--epochs', '1', '--checkpoint', 'maps.checkpoint');
    const rest = await shop.json(...run, '--epochs', '2', '--resume', 'maps.checkpoint');
    expect(withoutTimes(rest)).toEqual(withoutTimes(whole.slice(2)));
    const [seen = {}] = await shop.json(
      ...['eval', '--model', 'maps.safetensors', '--test-count', '20', '--json'],
    );
    expect(seen.confusion).toBeDefined();
    expect(seen.dense_operations).toEqual([
      60 * 17 * 17 * 4 * 50,
      60 * 8 * 8 * 6 * 36,
      60 * 384 * 10,
    ]);
    expect(seen.synaptic_operations).toHaveLength(3);
    await shop.succeed(
      ...['trace', '--model', 'maps.safetensors', '--sample', '1', '--out', 'maps.npz'],
    );
  });

  test('writes the options into the model, explicit ones before those of a preset', async () => {
    await shop.succeed(
      ...['train', '--preset', 'paper', '--hidden', '8,4', '--count', '3', '--test-count', '0'],
      ...['--epochs', '1', '--surrogate', 'fast_sigmoid', '--surrogate-width', '2.5'],
      ...['--reset', 'soft', '--reset-gradient', 'masked', '--minimum-threshold', '0.5'],
      ...['--loss', 'cross-entropy', '--occupancy', 'counts', '--weight-step', '0.03125'],
      ...['--jitter-us', '100', '--drop', '0.1', '--shift', '1', '--rate-strength', '2'],
      ...['--save', 'options.safetensors'],
    );
    const metadata = metadataOf('options.safetensors');
    const network = JSON.parse(metadata.network ?? '');
    const training = JSON.parse(metadata.training ?? '');
    expect(network.layers.map((layer: { neurons: number }) => layer.neurons)).toEqual([8, 4, 10]);
    expect(network.layers[0]).toMatchObject({
      initial_threshold: 1.25,
      minimum_threshold: 0.5,
      reset: 'soft',
      reset_gradient: 'masked',
      surrogate: { kind: 'fast_sigmoid', width: 2.5, scale: 1.5 },
      weight_step: 0.03125,
    });
    expect(training).toMatchObject({
      bins: { steps: 300, bin_us: 1000, occupancy: 'counts' },
      loss: { kind: 'cross_entropy' },
      adam: { learning_rate: 0.001, threshold_learning_rate: 0.001 },
      augmentation: { shift: 1, time_jitter_us: 100, drop: 0.1 },
      firing_rate: { strength: 2 },
    });
  });
});

describe('a checkpoint', () => {
  test('lets a run go on to the same bits as one that never stopped', async () => {
    const whole = await shop.json(
      'train',
      ...small,
      '--epochs',
      '4',
      '--save',
      'whole.safetensors',
    );
    await shop.succeed('train', ...small, '--epochs', '2', '--checkpoint', 'two.checkpoint');
    const rest = await shop.json(
      ...['train', ...small, '--epochs', '4', '--resume', 'two.checkpoint'],
      ...['--checkpoint', 'two.checkpoint', '--save', 'parts.safetensors'],
    );
    expect(withoutTimes(rest)).toEqual(withoutTimes(whole.slice(3)));
    expect(
      readFileSync(shop.path('parts.safetensors')).equals(
        readFileSync(shop.path('whole.safetensors')),
      ),
    ).toBe(true);

    // A run that is complete has nothing left to do but to save.
    await shop.succeed(
      ...['train', ...small, '--epochs', '4', '--resume', 'two.checkpoint', '--save', 'done.st'],
    );
    expect(
      readFileSync(shop.path('done.st')).equals(readFileSync(shop.path('whole.safetensors'))),
    ).toBe(true);
    expect(shop.files().filter((file) => file.endsWith('.partial'))).toEqual([]);
  });

  test('refuses other data, other options and an end that is past', async () => {
    await shop.succeed('train', ...small, '--epochs', '2', '--checkpoint', 'end.checkpoint');
    const resume = (...args: string[]) =>
      shop.run('train', ...small, '--resume', 'end.checkpoint', ...args);
    const expectations: [string[], RegExp][] = [
      [['--epochs', '1'], /already trained for more than the 1 epochs of --epochs/],
      [['--epochs', '3', '--data-seed', '2'], /was made with other training data; resume with/],
      [['--epochs', '3', '--threshold', '2'], /--threshold is 2, but the run to resume has 5/],
      [['--epochs', '3', '--preset', 'paper'], /--steps is 300, but the run to resume has 60/],
    ];
    for (const [args, message] of expectations) {
      const { status, stdout, stderr } = await resume(...args);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(message);
      expect(stderr.split('\n')).toHaveLength(2);
    }
    // The options of the run itself may be repeated.
    for (const same of ['5', '5,5']) {
      expect((await resume('--epochs', '3', '--threshold', same)).status).toBe(0);
    }
  });

  test('is written on Ctrl-C, which exits with 130, and loses nothing', async () => {
    const long = [...small, '--count', '400', '--epochs', '25'];
    const running = shop.start(
      ...['train', ...long, '--json', '--checkpoint', 'stopped.checkpoint', '--save', 'stopped.st'],
    );
    await running.lines(3);
    running.interrupt();
    const { status, stdout, stderr } = await running.outcome;
    expect(status).toBe(130);
    expect(stderr).toBe(
      'rouse train: stopped; go on with --resume stopped.checkpoint; saved the weights so far to stopped.st\n',
    );
    expect(stdout.trimEnd().split('\n').length).toBeLessThan(26);
    expect(existsSync(shop.path('stopped.st'))).toBe(true);

    await shop.succeed('train', ...long, '--resume', 'stopped.checkpoint', '--save', 'resumed.st');
    await shop.succeed('train', ...long, '--save', 'unbroken.st');
    expect(
      readFileSync(shop.path('resumed.st')).equals(readFileSync(shop.path('unbroken.st'))),
    ).toBe(true);
  });
});

describe('files that cannot be written', () => {
  test('are found before training', async () => {
    mkdirSync(shop.path('folder'));
    const limited = await shop.shell(
      `trap '' XFSZ; ulimit -f 20; "$1" train ${small.join(' ')} --epochs 1 --save big.safetensors`,
    );
    expect(limited.status).toBe(2);
    expect(limited.stdout).toBe('');
    expect(limited.stderr).toMatch(
      /^rouse train: --save big.safetensors cannot be written: File too large; [^\n]*\n$/,
    );
    expect(shop.files()).not.toContain('big.safetensors.partial');
    for (const [file, why] of [
      ['missing/model.st', 'No such file or directory'],
      ['folder', 'it is a folder'],
      ['/dev/null', 'it is not a regular file'],
    ] as const) {
      for (const option of ['--save', '--checkpoint']) {
        const { status, stdout, stderr } = await shop.run('train', ...small, option, file);
        expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
        expect(stderr).toBe(
          `rouse train: ${option} ${file} cannot be written: ${why}; choose a file in a folder that exists and has room\n`,
        );
      }
    }
  });

  test('after training are reported with exit status 1', async () => {
    mkdirSync(shop.path('vanishing'));
    const running = shop.start(
      ...['train', ...small, '--epochs', '25', '--json', '--save', 'vanishing/model.st'],
    );
    await running.lines(1);
    rmSync(shop.path('vanishing'), { recursive: true });
    const { status, stderr } = await running.outcome;
    expect(status).toBe(1);
    expect(stderr).toBe(
      'rouse train: cannot write vanishing/model.st: No such file or directory\n',
    );
  });

  test('on stdout cost no weights', async () => {
    const { status, stderr } = await shop.shell(
      `"$1" train ${small.join(' ')} --epochs 1 --save kept.st > /dev/full`,
    );
    expect(status).toBe(1);
    expect(stderr).toBe('rouse train: cannot write to standard output: No space left on device\n');
    expect(existsSync(shop.path('kept.st'))).toBe(true);
  });

  test('but links are followed', async () => {
    shop.write('elsewhere/target.st', 'old');
    symlinkSync('elsewhere/target.st', shop.path('link.st'));
    await shop.succeed('train', ...small, '--epochs', '1', '--save', 'link.st');
    expect(readFileSync(shop.path('elsewhere/target.st')).length).toBeGreaterThan(1000);
  });
});

test.skipIf(!hasRealData)('learns the real N-MNIST recordings', async () => {
  const options = ['--data', realData, '--hidden', '128', '--batch', '16', '--seed', '3'];
  const reports = await shop.json('train', ...options, '--epochs', '5', '--save', 'real.st');
  expect(reports.at(-1)?.test_accuracy).toBeGreaterThanOrEqual(0.7);
  const [evaluation = {}] = await shop.json('eval', '--model', 'real.st', '--data', realData);
  expect(evaluation).toMatchObject({ samples: 100, accuracy: reports.at(-1)?.test_accuracy });
});
