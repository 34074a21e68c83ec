import type { CameraClient, Film, Stroke } from 'rouse-snn/camera';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Filming } from '../../../web/src/filming';
import { Sketch } from '../../../web/src/sketch';
import { Gate, settle } from './fakes';

class FakeCamera implements CameraClient {
  readonly gate = new Gate();
  readonly filmed: number[] = [];
  failure: Error | null = null;
  closed = false;

  async filmStrokes(strokes: readonly Stroke[]): Promise<Film> {
    this.filmed.push(strokes.length);
    await this.gate.pass();
    if (this.failure) throw this.failure;
    return { times: Uint32Array.of(strokes.length), channels: Uint32Array.of(0) };
  }

  filmPicture(): Promise<Film> {
    throw new Error('unused');
  }

  writeDigit(): Promise<Stroke[]> {
    throw new Error('unused');
  }

  close(): void {
    this.closed = true;
  }
}

const cameras: FakeCamera[] = [];
let sketch: Sketch;
let filming: Filming;
const shown: number[] = [];
const failures: unknown[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  cameras.length = 0;
  shown.length = 0;
  failures.length = 0;
  sketch = new Sketch();
  filming = new Filming(
    sketch,
    () => {
      cameras.push(new FakeCamera());
      return cameras.at(-1) as FakeCamera;
    },
    ({ times }) => shown.push(times[0] ?? -1),
    (error) => failures.push(error),
  );
});

afterEach(() => {
  filming.close();
  vi.useRealTimers();
});

async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await settle();
}

function stroke(): void {
  sketch.begin({ x: 0.2, y: 0.2 });
  sketch.move({ x: 0.8, y: 0.8 });
  sketch.end();
}

test('films the blank paper at once, and each drawing when the pen has rested', async () => {
  await pass(0);
  expect(shown).toEqual([0]);
  stroke();
  await pass(90);
  expect(shown).toEqual([0]);
  await pass(20);
  expect(shown).toEqual([0, 1]);
  await pass(5000);
  expect(cameras).toHaveLength(1);
  expect(cameras[0]?.filmed).toEqual([0, 1]);
});

test('waits while the pen is on the paper, and films quick strokes together', async () => {
  await pass(0);
  stroke();
  await pass(50);
  stroke();
  await pass(50);
  sketch.begin({ x: 0.5, y: 0.5 });
  await pass(500);
  expect(shown).toEqual([0]);
  sketch.end();
  await pass(110);
  expect(shown).toEqual([0, 3]);
});

test('films one drawing at a time, the last one too', async () => {
  await pass(0);
  cameras[0]?.gate.close();
  stroke();
  await pass(110);
  stroke();
  await pass(110);
  stroke();
  await pass(110);
  expect(cameras[0]?.filmed).toEqual([0, 1]);
  cameras[0]?.gate.open();
  await pass(10);
  expect(cameras[0]?.filmed).toEqual([0, 1, 3]);
  expect(shown).toEqual([0, 1, 3]);
});

test('tells of a camera that fails, and takes a new one for the next drawing', async () => {
  await pass(0);
  const [first] = cameras as [FakeCamera];
  first.failure = new Error('broken');
  stroke();
  await pass(110);
  expect(failures).toEqual([first.failure]);
  expect(first.closed).toBe(true);
  stroke();
  await pass(110);
  expect(cameras).toHaveLength(2);
  expect(shown).toEqual([0, 2]);
});

test('shows nothing and tells nothing once it is closed', async () => {
  await pass(0);
  cameras[0]?.gate.close();
  stroke();
  await pass(110);
  filming.close();
  cameras[0]?.gate.open();
  await pass(500);
  expect(shown).toEqual([0]);
  expect(cameras[0]?.closed).toBe(true);
  expect(failures).toEqual([]);
});
