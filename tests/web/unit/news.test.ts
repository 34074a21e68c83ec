import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { News } from '../../../web/src/news';

const tell = vi.fn();
let news: News<'epoch' | 'trace'>;

beforeEach(() => {
  vi.useFakeTimers();
  tell.mockReset();
  news = new News(() => 200, tell);
});

afterEach(() => {
  vi.useRealTimers();
});

test('the first news is told at once, a flood of it five times a second', () => {
  news.add('epoch');
  vi.advanceTimersByTime(0);
  expect(tell).toHaveBeenCalledTimes(1);
  for (let k = 0; k < 1000; k++) {
    news.add('epoch');
    vi.advanceTimersByTime(1);
  }
  expect(tell).toHaveBeenCalledTimes(6);
});

test('the last news is never kept back for good', () => {
  news.add('epoch');
  vi.advanceTimersByTime(10);
  news.add('epoch');
  vi.advanceTimersByTime(1000);
  expect(tell).toHaveBeenCalledTimes(2);
});

test('topics take turns, within one interval', () => {
  news.add('epoch');
  news.add('trace');
  vi.advanceTimersByTime(0);
  expect(tell.mock.calls).toEqual([['epoch']]);
  vi.advanceTimersByTime(50);
  expect(tell.mock.calls).toEqual([['epoch'], ['trace']]);
});

test('after closing nothing is told', () => {
  news.add('epoch');
  news.close();
  vi.advanceTimersByTime(1000);
  expect(tell).not.toHaveBeenCalled();
});
