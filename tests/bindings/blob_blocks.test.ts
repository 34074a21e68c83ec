import { expect, test } from 'vitest';
import { BlobBlocks } from '../../bindings/src/blob_blocks';

const size = 40 * 1024 * 1024 + 12345;
const byteAt = (place: number) => (place * 31 + (place >> 12)) & 0xff;

test('pieces of a file are its bytes, wherever blocks begin and end', () => {
  let read = 0;
  const blocks = new BlobBlocks(size, (from, to) => {
    read += to - from;
    return Uint8Array.from({ length: to - from }, (_, i) => byteAt(from + i));
  });
  const into = new Uint8Array(3 << 20);
  const places = [0, 1, 1 << 20, (1 << 20) - 1, (7 << 20) + 5, size - 10, size, size + 5];
  for (const position of [...places, ...places]) {
    for (const length of [0, 1, 512, (1 << 20) + 3]) {
      into.fill(0);
      const there = Math.max(0, Math.min(length, size - position));
      expect(blocks.read(into, 7, length, position)).toBe(there);
      for (const i of [0, 1, there >> 1, there - 1].filter((k) => k >= 0 && k < there)) {
        expect(into[7 + i]).toBe(byteAt(position + i));
      }
      expect(into[7 + there]).toBe(0);
    }
  }
  expect(read).toBeLessThan(12 << 20);
});

test('only so many blocks stay in memory', () => {
  const asked: number[] = [];
  const blocks = new BlobBlocks(size, (from, to) => {
    asked.push(from >> 20);
    return new Uint8Array(to - from);
  });
  const touch = (block: number) => blocks.read(new Uint8Array(1), 0, 1, block << 20);
  for (let block = 0; block < 16; block++) touch(block);
  touch(0);
  touch(16);
  touch(0);
  touch(1);
  expect(asked).toEqual([...Array.from({ length: 17 }, (_, block) => block), 1]);
});
