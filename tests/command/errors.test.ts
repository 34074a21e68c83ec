import { symlinkSync } from 'node:fs';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { recording, Workshop } from './support';

const shop = new Workshop();

beforeAll(async () => {
  await shop.succeed(
    ...['train', '--count', '20', '--test-count', '10', '--hidden', '8', '--epochs', '1'],
    ...['--save', 'model.st', '--checkpoint', 'run.checkpoint'],
  );
  shop.write('text.txt', 'not a recording\n');
  shop.write('broken.zip', 'PK\u0003\u0004 and then nothing of use');
  shop.write('empty.zip', zipSync({}));
  shop.write('others.zip', zipSync({ 'readme.txt': new Uint8Array([1, 2]) }));
  shop.write('unnamed/x.bin', recording(3));
  shop.write('void/3/x.bin', '');
  shop.write('single/3/x.bin', recording(3));
  shop.write('empty-folder/readme.txt', 'nothing here');
  shop.write('strange/7/new\nline.bin', '');
  symlinkSync('loop', shop.path('loop'));
});

/** Arguments, and what the one line says after the command's name. */
const cases: [string, string][] = [
  // commands and options
  ['foo', 'there is no command "foo"; see rouse --help'],
  ['trian', 'there is no command "trian"; did you mean train?'],
  ['--json train', 'there is no option --json; see rouse --help'],
  ['train --hiden 5', 'there is no option --hiden; did you mean --hidden?'],
  ['train --treshold=2', 'there is no option --treshold; did you mean --threshold?'],
  ['train --frobnicate', 'there is no option --frobnicate; see rouse train --help'],
  ['train -x', 'there is no option -x; see rouse train --help'],
  ['train --hidden 500 500', 'unexpected argument "500"; see rouse train --help'],
  ['train --steps', '--steps needs a value; see --help'],
  [
    'train --save --json',
    '--save needs a value, but --json follows; write --save VALUE, see --help',
  ],
  ['train --json=5', '--json takes no value; leave away what follows the ='],
  ['eval --modle model.st', 'there is no option --modle; did you mean --model?'],
  // values
  ['train --steps abc', '--steps is "abc"; it must be a whole number, 0 or more'],
  ['train --steps -5', '--steps is "-5"; it must be a whole number, 0 or more'],
  ['train --steps 1.5', '--steps is "1.5"; it must be a whole number, 0 or more'],
  ['train --steps 0', '--steps is 0; expected 1 to 100000'],
  ['train --bin-us 99999999999', '--bin-us is "99999999999"; it must be at most 4294967295'],
  ['train --lr fast', '--lr is "fast"; it must be a number, for example 0.5 or 1e-3'],
  ['train --lr -1', '--lr is -1; it must be 0 to 1000'],
  ['train --threshold 0', '--threshold is 0; it must be 0.05 to 1e+06'],
  ['train --threshold nan', '--threshold is nan; it must be 0.05 to 1e+06'],
  ['train --threshold 5,0', '--threshold is 0; it must be 0.05 to 1e+06'],
  [
    'train --threshold 1,2,3',
    "--threshold is 1,2,3; it must be one number, or 2: one for each layer, the output layer's last",
  ],
  [
    'train --threshold none',
    "--threshold is none; it must be one number, or 2: one for each layer, the output layer's last",
  ],
  ['train --minimum-threshold 0', '--minimum-threshold is 0; it must be above 0 and at most 1e+06'],
  ['train --current-retention 1', '--current-retention is 1; it must be 0 or more and below 1'],
  ['train --membrane-retention 1', '--membrane-retention is 1; it must be 0 or more and below 1'],
  ['train --surrogate-width 0', '--surrogate-width is 0; it must be above 0 and at most 1e+06'],
  ['train --surrogate-scale 0', '--surrogate-scale is 0; it must be above 0 and at most 1e+06'],
  ['train --surrogate-floor -1', '--surrogate-floor is -1; it must be 0 to 1e+06'],
  ['train --weight-step 2', '--weight-step is 2; it must be 0 to 1'],
  ['train --batch 0', '--batch is 0; it must be 1 to 65536'],
  ['train --threads 65', '--threads is 65; it must be 1 to 64'],
  ['train --epochs 0', '--epochs is 0; it must be 1 to 1000000'],
  ['train --true-rate 2', '--true-rate is 2; it must be 0 to 1'],
  ['train --logit-scale 0', '--logit-scale is 0; it must be above 0 and at most 1000'],
  ['train --rate-strength -1', '--rate-strength is -1; it must be 0 to 1e+06'],
  ['train --rate-minimum 0', '--rate-minimum is 0; it must be above 0 and at most 1'],
  ['train --rate-maximum 0.001', '--rate-maximum is 0.001; it must be 0.01 to 1'],
  ['train --lr-decay 1.5', '--lr-decay is 1.5; it must be above 0 and at most 1'],
  ['train --gradient-thinning 0', '--gradient-thinning is 0; it must be 1 to 1000'],
  ['train --shift 5000', '--shift is 5000; it must be 0 to 1000'],
  [
    'train --thresholds some',
    '--thresholds is "some"; it must be one of fixed, per-layer, trainable, per-channel',
  ],
  ['train --kind cat', '--kind is "cat"; it must be one of auto, nmnist, shd, dvsgesture'],
  ['train --preset good', '--preset is "good"; it must be paper, shd or shd-delays'],
  ['train --pool 0', '--pool is 0; it must be 1 to 34'],
  ['train --pool 3', "--pool is 3; it must be a divisor of the sensor's 34x34"],
  ['train --count 0', '--count is 0; it must be 1 to 1000000'],
  ['train --test-first 999', '--test-first is 999; it must be 1000 to 1000000'],
  ['train --test-share 1', '--test-share is 1; it must be 0 or more and below 1'],
  ['train --classes 3,12', '--classes names 12; it must be digits, 0 to 9'],
  ['train --classes 3,,4', '--classes is ""; it must be a whole number, 0 or more'],
  [
    'train --save a --checkpoint a',
    '--save and --checkpoint are both a; give them different names',
  ],
  ['eval --model model.st --part all', '--part is "all"; it must be one of train, test'],
  ['bench --json --markdown', '--json and --markdown are both given; leave one of them out'],
  ['bench --sweep --seconds 0', '--seconds is 0; it must be 0.01 to 60'],
  [
    'bench --sweep --hidden 5',
    '--hidden does nothing with --sweep, which has networks of its own; leave one of the two out',
  ],
  // shapes
  ['train --hidden 0', '--hidden is 0; it must be 1 to 65536'],
  ['train --hidden 70000', '--hidden is 70000; it must be 1 to 65536'],
  [
    'train --hidden 65536,65536',
    '--hidden is 65536,65536: the number of weights is 4295098368; it must be 1 to 268435456',
  ],
  ...['16c', 'c5', '16c5x2', '0c5', '16c5s'].map((hidden): [string, string] => [
    `train --hidden ${hidden}`,
    `--hidden is "${hidden}"; it must be a number of neurons, or a convolution as 16c5s2p2: channels, c and the kernel's width, then if need be s stride, z padding, g groups, p pooling of what it sends`,
  ]),
  [
    'train --hidden 16c40z0',
    '--hidden is 16c40z0: layers[0].convolution.kernel is 40, which does not fit into the 34x34x2 maps that come in; make it smaller or pad the maps',
  ],
  [
    'train --hidden 64,16c5',
    '--hidden is 64,16c5: layers[1].convolution needs feature maps that are large enough: the layer below must convolve, and pooling must be at most their width and height',
  ],
  [
    'train --hidden 3c5g3',
    '--hidden is 3c5g3: layers[0].convolution.groups is 3; it must be 1 to 2',
  ],
  // data
  [
    'train --data nowhere',
    'there is nothing at nowhere; give a folder, a zip archive, a .bin file or builtin:saccade-digits',
  ],
  [
    'train --data loop',
    'there is nothing at loop; give a folder, a zip archive, a .bin file or builtin:saccade-digits',
  ],
  [
    'train --data single --test nowhere --test-share 0',
    'there is nothing at nowhere; give a folder, a zip archive, a .bin file or builtin:saccade-digits',
  ],
  [
    'train --data builtin:faces',
    'there is no built-in data "faces"; there are builtin:saccade-digits, builtin:spoken-digits and builtin:gestures',
  ],
  ['train --data text.txt', 'text.txt is neither a folder nor a zip archive nor a .bin recording'],
  [
    'train --data broken.zip',
    'cannot open broken.zip: Not a zip archive; download or pack the archive again',
  ],
  [
    'train --data empty.zip',
    'empty.zip: no usable N-MNIST recordings (0 unreadable, 0 without a digit); expected files like Train/7/00012.bin in folders named by the digit',
  ],
  [
    'train --data others.zip',
    'others.zip: no usable N-MNIST recordings (0 unreadable, 0 without a digit); expected files like Train/7/00012.bin in folders named by the digit',
  ],
  [
    'train --data empty-folder',
    'empty-folder: no usable N-MNIST recordings (0 unreadable, 0 without a digit); expected files like Train/7/00012.bin in folders named by the digit',
  ],
  [
    'train --data unnamed',
    'unnamed: no usable N-MNIST recordings (0 unreadable, 1 without a digit); unnamed/x.bin: left out, because its folder does not name a digit 0 to 9; expected files like Train/7/00012.bin in folders named by the digit',
  ],
  [
    'train --data void',
    'void: no usable N-MNIST recordings (1 unreadable, 0 without a digit); void/3/x.bin, byte 0: the recording is empty; expected N-MNIST events of 5 bytes; the recording was left out; expected files like Train/7/00012.bin in folders named by the digit',
  ],
  [
    'train --data single',
    'single: 1 recordings cannot be split; at least one class needs two of them; give test recordings with --test, or --test-share 0 for none',
  ],
  // models and checkpoints
  ['eval', '--model is missing; give the file that rouse train --save wrote'],
  ['eval --model nowhere', 'cannot read nowhere: No such file or directory'],
  ['eval --model empty-folder', 'cannot read empty-folder: it is a folder'],
  ['eval --model loop', 'cannot read loop: Too many levels of symbolic links'],
  ['eval --model model.st --test-count 0', '--test-count is 0; give 1 or more'],
  [
    'eval --model run.checkpoint --data nowhere',
    'there is nothing at nowhere; give a folder, a zip archive, a .bin file or builtin:saccade-digits',
  ],
  ['train --resume nowhere', 'cannot read nowhere: No such file or directory'],
  // trace
  ['trace --model model.st --sample 0', '--out is missing; name the .npz file to write'],
  ['trace --model model.st --out x.npz', "--sample is missing; give the sample's number, from 0"],
  [
    'trace --model model.st --sample 200 --out x.npz',
    '--sample is 200, but there are 200 samples; count them from 0',
  ],
  [
    'trace --model model.st --sample 0 --out nowhere/x.npz',
    '--out nowhere/x.npz cannot be written: No such file or directory; choose a file in a folder that exists and has room',
  ],
];

describe('mistakes give one clear line and exit status 2', () => {
  test.each(cases)('rouse %s', async (line, message) => {
    const args = line.split(' ');
    const { status, stdout, stderr } = await shop.run(...args);
    const isCommand = ['train', 'eval', 'trace', 'bench'].includes(args[0] ?? '');
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `rouse${isCommand ? ` ${args[0]}` : ''}: ${message}\n`,
    });
  });

  test.each(['text.txt', 'run.checkpoint', '/dev/null'])(
    'a model file that is %s',
    async (file) => {
      const { status, stdout, stderr } = await shop.run('eval', '--model', file);
      if (file === 'run.checkpoint') return expect(status).toBe(0);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^rouse eval: --model \S+: the model file cannot be read: [^\n]+\n$/);
    },
  );

  test('a model in the place of a checkpoint', async () => {
    const { status, stdout, stderr } = await shop.run('train', '--resume', 'model.st');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^rouse train: --resume model.st: [^\n]*not a checkpoint[^\n]*\n$/);
  });

  test('a path with a line end stays one line', async () => {
    const { status, stderr } = await shop.run('train', '--data', 'strange');
    expect(status).toBe(2);
    expect(stderr).toContain('strange/7/new?line.bin');
    expect(stderr.split('\n')).toHaveLength(2);
  });
});

describe('help', () => {
  test('of rouse lists the commands, also without arguments', async () => {
    const help = await shop.succeed('--help');
    expect(await shop.succeed()).toBe(help);
    for (const word of ['Usage: rouse COMMAND', 'train', 'eval', 'trace', 'sweep', 'Examples:']) {
      expect(help).toContain(word);
    }
  });

  test.each([
    [
      'train',
      ['Data:', 'Network:', 'Neurons:', 'Loss:', 'Output:', 'microseconds', '(default 512)'],
    ],
    ['eval', ['Model:', '--model FILE', '--json', '"confusion"']],
    ['trace', ['--sample K', '--out FILE', 'layers.l.potentials']],
    ['sweep', ['Sweep:', 'Data:', 'Neurons:', '--seeds N', '(default 5)', 'runs.csv']],
  ])('of rouse %s is grouped, with units, defaults and examples, 80 wide', async (name, words) => {
    const help = await shop.succeed(name, '--help');
    for (const word of [`Usage: rouse ${name}`, 'Example', ...words]) expect(help).toContain(word);
    expect(help.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('has a version', async () => {
    expect(await shop.succeed('--version')).toMatch(/^rouse \d+\.\d+\.\d+\n$/);
  });
});
