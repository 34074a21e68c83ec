import { expect, test } from 'vitest';
import { entriesOfDrop } from '../../../web/src/dropped_entries';
import { filesOfEntries, filesOfList } from '../../../web/src/dropped_files';

const filesOfDrop = (transfer: DataTransfer) => filesOfEntries(entriesOfDrop(transfer));

/** A folder gives its children in portions, and then an empty one. */
function folder(name: string, children: unknown[], portion = 100) {
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader() {
      let given = 0;
      return {
        readEntries(resolve: (entries: unknown[]) => void) {
          const next = children.slice(given, given + portion);
          given += portion;
          queueMicrotask(() => resolve(next));
        },
      };
    },
  };
}

function file(name: string) {
  const content = new File(['12345'], name);
  return {
    name,
    isFile: true,
    isDirectory: false,
    file: (resolve: (file: File) => void) => queueMicrotask(() => resolve(content)),
  };
}

function dropOf(...entries: unknown[]): DataTransfer {
  const items = entries.map((entry) => ({
    kind: entry === null ? 'string' : 'file',
    webkitGetAsEntry: () => entry,
    getAsFile: () => null,
  }));
  return { items } as unknown as DataTransfer;
}

const pathsOf = (files: { path: string }[]) => files.map(({ path }) => path);

test('tables of gestures are not named beside their recordings', async () => {
  const pair = (name: string) => [file(`${name}.aedat`), file(`${name}_labels.csv`)];
  const { files, name } = await filesOfDrop(dropOf(...pair('user01_led'), ...pair('user02_led')));
  expect(files).toHaveLength(4);
  expect(name).toBe('user01_led.aedat + user02_led.aedat');
  expect((await filesOfDrop(dropOf(file('a_labels.csv')))).name).toBe('a_labels.csv');
});

test('a folder is walked to its leaves, with paths from its own name on', async () => {
  const digits = [folder('7', [file('1.bin'), file('2.bin')]), folder('8', [file('3.bin')])];
  const { files, name } = await filesOfDrop(dropOf(folder('Train', digits)));
  expect(name).toBe('Train');
  expect(pathsOf(files)).toEqual(['Train/7/1.bin', 'Train/7/2.bin', 'Train/8/3.bin']);
});

test('a folder of more files than one reading gives is read to its end, in order', async () => {
  const names = Array.from({ length: 250 }, (_, index) => `${index}.bin`);
  const { files } = await filesOfDrop(dropOf(folder('5', names.map(file))));
  expect(pathsOf(files)).toEqual(names.map((name) => `5/${name}`));
});

test('up to three things are named, more are counted, text is left out', async () => {
  const two = await filesOfDrop(dropOf(file('Train.zip'), null, file('Test.zip')));
  expect(two.name).toBe('Train.zip + Test.zip');
  expect(pathsOf(two.files)).toEqual(['Train.zip', 'Test.zip']);
  const many = await filesOfDrop(dropOf(...['1', '2', '3', '4'].map(file)));
  expect(many.name).toBe('1 … 4 (4)');
});

test('a file that cannot be read rejects the drop', async () => {
  const broken = {
    ...file('1.bin'),
    file: (_: unknown, reject: (error: Error) => void) => reject(new Error('gone')),
  };
  await expect(filesOfDrop(dropOf(broken))).rejects.toThrow('gone');
});

test('a browser without entries gives plain files', async () => {
  const plain = new File(['1'], 'a.bin');
  const items = [{ kind: 'file', webkitGetAsEntry: () => null, getAsFile: () => plain }];
  const { files, name } = await filesOfDrop({ items } as unknown as DataTransfer);
  expect(files).toEqual([{ path: 'a.bin', file: plain }]);
  expect(name).toBe('a.bin');
});

test('chosen files keep their paths inside a chosen folder', () => {
  const inFolder = (path: string) =>
    Object.assign(new File(['1'], path.split('/').at(-1) ?? ''), { webkitRelativePath: path });
  const chosen = (...files: File[]) => filesOfList(files);

  const folderChosen = chosen(inFolder('Train/7/1.bin'), inFolder('Train/8/2.bin'));
  expect(folderChosen.name).toBe('Train');
  expect(pathsOf(folderChosen.files)).toEqual(['Train/7/1.bin', 'Train/8/2.bin']);
  expect(chosen(inFolder(''), new File(['1'], 'Test.zip')).files).toHaveLength(2);
  expect(chosen(new File(['1'], 'Test.zip')).name).toBe('Test.zip');
  expect(filesOfList([]).files).toEqual([]);
});
