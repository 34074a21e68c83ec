/** DVS128 Gesture as its release has it, and as arrays, made for tests. */

export interface Event {
  t: number;
  x: number;
  y: number;
  p: number;
}

/** Events of one gesture: a bar whose place tells the class. */
export function gesture(label: number, start: number, count = 300): Event[] {
  return Array.from({ length: count }, (_, i) => ({
    t: start + i * 1000,
    x: (label * 11 + (i % 4)) % 128,
    y: (i * 7) % 128,
    p: i % 2,
  }));
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function packet(events: readonly Event[]): Uint8Array {
  const bytes = new Uint8Array(28 + 8 * events.length);
  const view = new DataView(bytes.buffer);
  view.setInt16(0, 1, true);
  view.setInt16(2, 1, true);
  for (const [i, value] of [8, 4, 0, events.length, events.length, events.length].entries()) {
    view.setInt32(4 + 4 * i, value, true);
  }
  for (const [i, { t, x, y, p }] of events.entries()) {
    view.setUint32(28 + 8 * i, ((x << 17) | (y << 2) | (p << 1) | 1) >>> 0, true);
    view.setUint32(32 + 8 * i, t, true);
  }
  return bytes;
}

/** AEDAT 3.1, in packets of 100 events. */
export function aedat(events: readonly Event[]): Uint8Array {
  const parts: Uint8Array[] = [
    new TextEncoder().encode(
      '#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n',
    ),
  ];
  for (let i = 0; i < events.length; i += 100) parts.push(packet(events.slice(i, i + 100)));
  return concat(parts);
}

export const tableHeader = 'class,startTime_usec,endTime_usec\n';

/** A recording of these classes, half a second each, with its table. */
export function recordingOf(labels: readonly number[]): { events: Uint8Array; table: string } {
  const events = labels.flatMap((label, i) => gesture(label, i * 500_000 + 100_000));
  const rows = labels.map(
    (label, i) => `${label + 1},${i * 500_000 + 100_000},${i * 500_000 + 500_000}\n`,
  );
  return { events: aedat(events), table: tableHeader + rows.join('') };
}

/** A .npy file, version 1.0. */
export function npy(descr: string, shape: string, data: Uint8Array): Uint8Array {
  const text = `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }`;
  const header = `${text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11)}\n`;
  const begin = new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 0, 0]);
  new DataView(begin.buffer).setUint16(8, header.length, true);
  return concat([begin, new TextEncoder().encode(header), data]);
}

/** The members of a .npz as SpikingJelly writes them: t as int64, x, y and p as int16. */
export function members(events: readonly Event[]): Record<string, Uint8Array> {
  const shape = `(${events.length},)`;
  const short = (values: number[]) =>
    npy("'<i2'", shape, new Uint8Array(new Int16Array(values).buffer));
  return {
    't.npy': npy(
      "'<i8'",
      shape,
      new Uint8Array(new BigInt64Array(events.map(({ t }) => BigInt(t))).buffer),
    ),
    'x.npy': short(events.map(({ x }) => x)),
    'y.npy': short(events.map(({ y }) => y)),
    'p.npy': short(events.map(({ p }) => p)),
  };
}

/** Rows x, y, p and t in ms, as Tonic's files have them. */
export function tonicRows(events: readonly Event[]): Uint8Array {
  const values = events.flatMap(({ t, x, y, p }) => [x, y, p, t / 1000]);
  return npy("'<f8'", `(${events.length}, 4)`, new Uint8Array(new Float64Array(values).buffer));
}

/** A tar archive of these files, as POSIX describes it (ustar). */
export function tar(files: Record<string, Uint8Array | string>): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const [path, content] of Object.entries(files)) {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const header = Buffer.alloc(512);
    header.write(path, 0);
    header.write('0000644\0', 100);
    header.write('0000000\0', 108);
    header.write('0000000\0', 116);
    header.write(`${bytes.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write('00000000000\0', 136);
    header.write('        ', 148);
    header.write('0', 156);
    header.write('ustar\x0000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    parts.push(header, bytes, new Uint8Array((512 - (bytes.length % 512)) % 512));
  }
  return concat([...parts, new Uint8Array(1024)]);
}
