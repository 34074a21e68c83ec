/** Drawings and pictures before the camera, as its worker films them. */
import { expect, test } from 'vitest';
import { CameraServer } from '../../bindings/src/camera_server';
import type { Film, Stroke } from '../../bindings/src/camera_types';
import { loadModule } from '../../bindings/src/module';

const server = new CameraServer();
const pixels = 34 * 34;
const seven: Stroke[] = [
  [
    { x: 0.3, y: 0.2 },
    { x: 0.7, y: 0.2 },
    { x: 0.45, y: 0.8 },
  ],
];

const shareOfOn = ({ channels }: Film) =>
  channels.filter((channel) => channel >= pixels).length / channels.length;

test('films strokes: events of both polarities in order of time', async () => {
  const film = await server.filmStrokes(seven);
  expect(film.times.length).toBeGreaterThan(1500);
  expect(film.channels).toHaveLength(film.times.length);
  expect(film.times).toEqual(film.times.toSorted());
  expect(Math.max(...film.channels)).toBeLessThan(2 * pixels);
  expect(shareOfOn(film)).toBeCloseTo(0.5, 1);
});

test('the seed decides, and 1 is the seed of those who give none', async () => {
  const film = await server.filmStrokes(seven);
  expect(await server.filmStrokes(seven, 1)).toEqual(film);
  expect(await server.filmStrokes(seven, 2)).not.toEqual(film);
});

test('of blank paper there is only noise, in strokes and in pictures', async () => {
  const blank = { width: 28, height: 28, ink: new Uint8Array(784) };
  for (const film of [await server.filmStrokes([]), await server.filmPicture(blank)]) {
    expect(film.times.length).toBeGreaterThan(80);
    expect(film.times.length).toBeLessThan(180);
    expect(shareOfOn(film)).toBeGreaterThan(0.95);
  }
});

test('films a picture where it is', async () => {
  const ink = new Uint8Array(28 * 28);
  for (let y = 4; y < 24; y++) ink.fill(255, y * 28 + 4, y * 28 + 7);
  const { channels } = await server.filmPicture({ width: 28, height: 28, ink });
  const columns = channels.map((channel) => channel % 34);
  const left = columns.filter((column) => column < 17).length;
  expect(left).toBeGreaterThan(0.9 * columns.length);
});

test('written digits look like the built-in ones to the camera', async () => {
  const module = await loadModule();
  const builtin = module.saccadeDigits(9, 0, 50);
  let events = 0;
  let expected = 0;
  for (let i = 0; i < 50; i++) {
    const strokes = await server.writeDigit(i % 10, i);
    events += (await server.filmStrokes(strokes, i)).times.length;
    expected += builtin.recording(i).times.length;
  }
  expect(events / expected).toBeGreaterThan(0.85);
  expect(events / expected).toBeLessThan(1.15);
  builtin.delete();
});

test.each([
  ['a place off the paper', () => server.filmStrokes([[{ x: 1.5, y: 0 }]]), /x is 1.5/],
  ['a place that is no number', () => server.filmStrokes([[{ x: 0, y: Number.NaN }]]), /y is nan/],
  ['a stroke without points', () => server.filmStrokes([[]]), /stroke 0 has no points/],
  ['too many points', () => server.filmStrokes([Array(10_001).fill({ x: 0, y: 0 })]), /10001/],
  ['a seed that is no whole number', () => server.filmStrokes([], 1.5), /seed is 1.5/],
  ['a negative seed', () => server.writeDigit(3, -1), /seed is -1/],
  ['a digit of two digits', () => server.writeDigit(10), /digit is 10/],
  [
    'a picture of no width',
    () => server.filmPicture({ width: 0, height: 1, ink: new Uint8Array() }),
    /width is 0/,
  ],
  [
    'a picture with too little ink',
    () => server.filmPicture({ width: 2, height: 2, ink: new Uint8Array(3) }),
    /3 values of ink for 2 x 2/,
  ],
])('refuses %s', async (_, film, why) => {
  await expect(film()).rejects.toThrow(why);
  await expect(film()).rejects.toMatchObject({ code: 'invalid_value' });
});
