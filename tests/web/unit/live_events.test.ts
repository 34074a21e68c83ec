import { expect, test } from 'vitest';
import { LiveEvents } from '../../../web/src/live_events';

const film = (events: readonly (readonly [time: number, channel: number])[]) => ({
  times: Uint32Array.from(events, ([time]) => time),
  channels: Uint32Array.from(events, ([, channel]) => channel),
});
/** The channel of a pixel of a sensor of 32 x 32. */
const at = (x: number, y: number, p: number) => (p * 32 + y) * 32 + x;
const exact = { width: 32, quantumUs: 1 };

test('a recording holds the latest events, timed from its beginning', () => {
  const events = new LiveEvents(32, 1e6);
  events.add(film([[10, 3]]), 0, 33_000);
  events.add(film([[0, 4], [20, 5]]), 33_000, 66_000); // biome-ignore format: in pairs
  expect(events.nowUs).toBe(66_000);
  const { times, channels, label } = events.recording(50_000, exact);
  expect([...times]).toEqual([17_000, 17_020]);
  expect([...channels]).toEqual([4, 5]);
  expect(label).toBe(-1);
  expect(events.latest[3]).toBe(10);
  expect(events.latest[5]).toBe(33_020);
  expect(events.latest[6]).toBe(-Infinity);
});

test('pixels become one as the library pools them, and send once in a quantum', () => {
  const events = new LiveEvents(32, 1e6);
  const sent = [
    [100, at(5, 9, 0)],
    [200, at(4, 8, 0)],
    [300, at(4, 8, 1)],
    [6000, at(7, 11, 0)],
  ] as const;
  events.add(film(sent), 0, 10_000);
  const pooled = (x: number, y: number, p: number) => (p * 8 + y) * 8 + x;
  const { times, channels } = events.recording(10_000, { width: 8, quantumUs: 5000 });
  expect([...channels]).toEqual([pooled(1, 2, 0), pooled(1, 2, 1), pooled(1, 2, 0)]);
  expect([...times]).toEqual([0, 0, 5000]);
  expect(events.recording(10_000, { width: 8, quantumUs: 1 }).times).toHaveLength(4);
});

test('forgets what is older than it keeps, and counts by the second', () => {
  const events = new LiveEvents(32, 1.5e6);
  for (let frame = 0; frame < 100; frame++) {
    events.add(film([[0, 1], [1, 2]]), frame * 40_000, (frame + 1) * 40_000); // biome-ignore format: in pairs
  }
  expect(events.rates.frames).toBeCloseTo(25);
  expect(events.rates.events).toBeCloseTo(50);
  expect(events.recording(10e6, exact).times.length).toBeLessThanOrEqual(2 * 39);
  expect(events.recording(1.4e6, exact).times).toHaveLength(2 * 35);
  expect(new LiveEvents(64, 1).rates).toEqual({ frames: 0, events: 0 });
});
