import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Playback } from '../../../web/src/playback';

const pictureMs = 50;
const frameMs = 16;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (draw: (now: number) => void) =>
    setTimeout(() => draw(performance.now()), frameMs),
  );
  vi.stubGlobal('cancelAnimationFrame', (id: number) => clearTimeout(id));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function playing(durationUs: number): Playback {
  const playback = new Playback(() => pictureMs);
  playback.open(durationUs);
  playback.play();
  return playback;
}

test('plays ten times slower than life', () => {
  const playback = playing(300_000);
  vi.advanceTimersByTime(1000);
  expect(playback.timeUs).toBe(100_000);
});

test('rests at the end, then begins again', () => {
  const playback = playing(10_000);
  vi.advanceTimersByTime(200);
  expect(playback.timeUs).toBe(10_000);
  vi.advanceTimersByTime(400);
  expect(playback.timeUs).toBe(10_000);
  vi.advanceTimersByTime(180);
  expect(playback.timeUs).toBeLessThan(10_000);
});

test('stands still while paused and goes on from there', () => {
  const playback = playing(300_000);
  vi.advanceTimersByTime(500);
  playback.toggle();
  const then = playback.timeUs;
  vi.advanceTimersByTime(5000);
  expect(playback.timeUs).toBe(then);
  playback.toggle();
  vi.advanceTimersByTime(500);
  expect(playback.timeUs).toBe(then + 50_000);
});

test('does not jump when the tab was in the background', () => {
  let draw: (now: number) => void = () => {};
  vi.stubGlobal('requestAnimationFrame', (next: (now: number) => void) => {
    draw = next;
    return 1;
  });
  const playback = playing(300_000);
  vi.advanceTimersByTime(pictureMs);
  draw(performance.now() + 60_000);
  expect(playback.timeUs).toBe(10_000);
});

test('seeks inside the recording only', () => {
  const playback = new Playback(() => pictureMs);
  playback.open(1000);
  playback.seek(5000);
  expect(playback.timeUs).toBe(1000);
  playback.seek(-1);
  expect(playback.timeUs).toBe(0);
});

test('opens a recording at its start, empty ones too', () => {
  const playback = playing(300_000);
  vi.advanceTimersByTime(500);
  playback.open(0);
  expect([playback.timeUs, playback.durationUs]).toEqual([0, 1]);
});

test('tells of time and state apart', () => {
  const playback = new Playback(() => pictureMs);
  const [time, state] = [vi.fn(), vi.fn()];
  playback.on('time', time);
  playback.on('state', state);
  playback.play();
  playback.play();
  expect([time, state].map((heard) => heard.mock.calls.length)).toEqual([0, 1]);
  playback.open(300_000);
  vi.advanceTimersByTime(3 * pictureMs);
  expect([time, state].map((heard) => heard.mock.calls.length)).toEqual([4, 2]);
});

test('plays as slowly as asked, from the moment at hand on', () => {
  const playback = playing(300_000);
  vi.advanceTimersByTime(500);
  playback.slowness = 200;
  vi.advanceTimersByTime(1000);
  expect(playback.timeUs).toBe(55_000);
});

test('moves bin by bin, rests in their middle, and stays inside the recording', () => {
  const playback = playing(20_000);
  playback.seek(9_999);
  playback.moveBin(1, 5000);
  expect([playback.timeUs, playback.bin(5000), playback.playing]).toEqual([12_500, 2, false]);
  playback.moveBin(-1, 5000);
  playback.moveBin(-1, 5000);
  playback.moveBin(-1, 5000);
  expect(playback.timeUs).toBe(2_500);
  for (let i = 0; i < 9; i++) playback.moveBin(1, 5000);
  expect(playback.timeUs).toBe(20_000);
});
