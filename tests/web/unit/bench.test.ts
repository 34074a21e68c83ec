import type { BenchEvent, BenchReport } from 'rouse-snn/bench';
import { describe, expect, test } from 'vitest';
import { browserOf } from '../../../web/src/bench/environment';
import { bytes, lineInWords, significant, timeToGo } from '../../../web/src/bench/figures';
import { Measurement } from '../../../web/src/bench/measurement';
import { logarithmic, spread } from '../../../web/src/bench/scales';

describe('a logarithmic scale', () => {
  test('makes equal ratios equal distances, and may run downwards', () => {
    const scale = logarithmic(0.1, 10, 400, 0);
    expect(scale.at(0.1)).toBeCloseTo(400);
    expect(scale.at(1)).toBeCloseTo(200);
    expect(scale.at(10)).toBeCloseTo(0);
    expect(scale.at(4) - scale.at(2)).toBeCloseTo(scale.at(2) - scale.at(1));
  });

  test('labels round values inside its bounds only', () => {
    expect(logarithmic(0.12, 4, 0, 1).labelled).toEqual([0.2, 0.5, 1, 2]);
    expect(logarithmic(0.1, 8, 0, 1).labelled).toEqual([0.1, 0.2, 0.5, 1, 2, 5]);
    expect(logarithmic(0.5, 90000, 0, 1).labelled).toEqual([1, 10, 100, 1000, 10000]);
    expect(logarithmic(0, 1, 0, 1).labelled).toEqual([]);
  });
});

describe('spreading labels', () => {
  test('leaves alone what is far enough apart', () => {
    expect(spread([50, 10, 30], 14, 100)).toEqual([50, 10, 30]);
  });

  test('keeps the distance and the order', () => {
    expect(spread([12, 10, 11], 14, 100)).toEqual([38, 10, 24]);
  });

  test('pushes back what would leave the picture', () => {
    expect(spread([95, 99], 14, 100)).toEqual([86, 100]);
  });
});

describe('figures', () => {
  test.for([
    [0.012345, '0.0123'],
    [1.2345, '1.23'],
    [12.345, '12.3'],
    [123.45, '123'],
    [1234.5, '1\u00a0235'],
    [1234567, '1\u00a0234\u00a0567'],
    [-0.5, '-0.500'],
    [0, '0'],
    [Number.NaN, '–'],
  ] as const)('%d is written %s', ([value, text]) => {
    expect(significant(value)).toBe(text);
  });

  test('sizes are those of the suite', () => {
    expect([16384, 262144, 4624000, 67108864].map(bytes)).toEqual([
      '16 KB',
      '256 KB',
      '4 MB',
      '64 MB',
    ]);
  });

  test('a line says what a unit costs, and what is there besides', () => {
    const line = { intercept_ms: 0.2811, slope_ms: 81e-6, r_squared: 0.99834 };
    expect(lineInWords(line, 'event')).toBe('81.0 ns for each event plus 0.281 ms, R²\u00a00.9983');
    expect(lineInWords({ ...line, intercept_ms: -0.5 }, 'event')).toContain('less 0.500 ms');
  });

  test('the time to go is a guess from the work that is done', () => {
    expect(timeToGo(5000, 0)).toBe('');
    expect(timeToGo(5000, 0.25)).toBe('about 15 s to go');
    expect(timeToGo(5000, 0.9)).toBe('a few seconds to go');
  });
});

test.for([
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
    'Firefox 130 on Linux',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Safari/537.36 Edg/129.0.0.0',
    'Edge 129 on Windows',
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36',
    'Chromium 156 on Linux',
  ],
  [
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.0.0 Mobile Safari/537.36',
    'Chromium 129 on Android',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
    'Safari 17.5 on iOS',
  ],
  ['something else', 'An unknown browser'],
] as const)('%s is named', ([agent, name]) => {
  expect(browserOf(agent)).toBe(name);
});

describe('a measurement', () => {
  const report = { training: [] } as unknown as BenchReport;
  const told: BenchEvent = { type: 'report', json: JSON.stringify(report), markdown: '# report' };

  function begin() {
    let tell: (event: BenchEvent) => void = () => {};
    let now = 0;
    let stopped = 0;
    const measurement = new Measurement(
      (_seconds, _environment, listener) => {
        tell = listener;
        return () => {
          stopped += 1;
        };
      },
      () => now,
    );
    measurement.start(0.1, 'a test');
    return {
      measurement,
      tell: (event: BenchEvent, at = 0) => {
        now = at;
        tell(event);
      },
      stopped: () => stopped,
    };
  }

  test('tells where it is, and keeps the last report', () => {
    const { measurement, tell, stopped } = begin();
    let changes = 0;
    measurement.on('change', () => {
      changes += 1;
    });
    tell({ type: 'case', index: 0, cases: 2, name: 'first', done: 0 });
    expect(measurement).toMatchObject({ running: true, name: 'first', index: 0, toGo: '' });
    tell(told, 6000);
    tell({ type: 'case', index: 1, cases: 2, name: 'second', done: 0.25 }, 6000);
    expect(measurement).toMatchObject({ report, name: 'second', toGo: 'about 20 s to go' });
    tell({ type: 'finished' });
    expect(measurement).toMatchObject({ status: 'finished', done: 1, markdown: '# report' });
    expect([changes, stopped()]).toEqual([4, 1]);
  });

  test('that is cancelled stops its worker, keeps what it has and listens no more', () => {
    const { measurement, tell, stopped } = begin();
    tell(told);
    measurement.cancel();
    tell({ type: 'finished' });
    expect(measurement).toMatchObject({ status: 'cancelled', report, json: '{"training":[]}' });
    expect(stopped()).toBe(1);
  });

  test('that fails says why, and a new one forgets it', () => {
    const { measurement, tell } = begin();
    tell({ type: 'failed', message: 'no SIMD' });
    expect(measurement).toMatchObject({ status: 'failed', problem: 'no SIMD' });
    measurement.start(0.1, 'a test');
    expect(measurement).toMatchObject({ status: 'running', problem: '', report: null, json: '' });
  });
});
