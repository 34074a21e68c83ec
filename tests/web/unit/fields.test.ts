import { describe, expect, test } from 'vitest';
import {
  choiceField,
  FieldError,
  limitField,
  listField,
  numberField,
  numbersField,
  switchField,
} from '../../../web/src/fields';

const about = { key: 'key', effect: 'reset' } as const;
const number = numberField(about, 1.25, { minimum: 0.5, maximum: 100 });
const whole = numberField(about, 32, { minimum: 1, maximum: 4096, whole: true });
const limit = limitField(about, { minimum: 1, maximum: 10_000 });
const range = { kind: 'sizes', minimum: 1, maximum: 4096, most: 3 } as const;
const list = listField(about, [512], range);

describe('numbers', () => {
  test('are read with a decimal point or comma and blanks around', () => {
    expect(number.parse(' 1.5 ')).toBe(1.5);
    expect(number.parse('1,5')).toBe(1.5);
    expect(number.parse('5e1')).toBe(50);
  });

  test('keep to their range, ends included', () => {
    expect(number.parse('0.5')).toBe(0.5);
    expect(number.parse('100')).toBe(100);
    expect(() => number.parse('0.49')).toThrow(FieldError);
    expect(() => number.parse('101')).toThrow(FieldError);
  });

  test.each(['', ' ', 'ten', '1.2.3', 'NaN', 'Infinity', '1 2'])('refuse "%s"', (text) => {
    expect(() => number.parse(text)).toThrow('Write a number from 0.5 to 100, for example 1.25.');
  });

  test('that must be whole refuse fractions and say so', () => {
    expect(whole.parse('64')).toBe(64);
    expect(() => whole.parse('1.5')).toThrow('Write a whole number from 1 to 4096');
  });
});

describe('one number or several', () => {
  const numbers = numbersField(about, 5, { minimum: 0.5, maximum: 100, most: 3 });

  test('is a number where there is one', () => {
    expect(numbers.parse(' 2,5 ')).toBe(2.5);
    expect(numbers.print(2.5)).toBe('2.5');
  });

  test.each(['2;5', '2; 5', '2 5', '2, 5'])('is a list where there are several: "%s"', (text) => {
    expect(numbers.parse(text)).toEqual([2, 5]);
  });

  test('takes decimal commas in a list, too', () => {
    expect(numbers.parse('2,5; 1,25')).toEqual([2.5, 1.25]);
    expect(numbers.print([2.5, 1.25])).toBe('2.5;1.25');
  });

  test.each(['', '2;', ';2', '2;0.1', '1;2;3;4', '2;x'])('refuses "%s"', (text) => {
    expect(() => numbers.parse(text)).toThrow('Write a number from 0.5 to 100, for example 5.');
  });
});

describe('limits', () => {
  test.each(['', '0', 'all', 'ALL', ' '])('take "%s" for no limit', (text) => {
    expect(limit.parse(text)).toBe(0);
  });

  test('print no limit as an empty text', () => {
    expect(limit.print(0)).toBe('');
    expect(limit.print(50)).toBe('50');
  });

  test('say that they may be left empty', () => {
    expect(() => limit.parse('-1')).toThrow('or leave it empty for all');
    expect(() => limit.parse('10001')).toThrow('from 1 to 10000');
  });
});

describe('what suits the data', () => {
  const fitting = limitField(about, { minimum: 1, maximum: 2000 }, 'fitting');

  test.each(['', '0', 'auto', 'Auto'])('is meant by "%s"', (text) => {
    expect(fitting.parse(text)).toBe(0);
  });

  test('has a word of its own, and says so', () => {
    expect(fitting.print(0)).toBe('auto');
    expect(fitting.print(100)).toBe('100');
    expect(() => fitting.parse('all')).toThrow('from 1 to 2000, or leave it empty for what suits');
  });
});

describe('lists', () => {
  test.each(['500,300', '500, 300', '500 300', '500;300', '500-300'])('read "%s"', (text) => {
    expect(list.parse(text)).toEqual([500, 300]);
  });

  test.each(['', '0', '-5', '500,-3', '5000', '1,2,3,4', '1.5', 'a'])('refuse "%s"', (text) => {
    expect(() => list.parse(text)).toThrow(new FieldError(range));
    expect(() => list.parse(text)).toThrow('one size from 1 to 4096 for each of at most 3');
  });
});

test('choices name what may be chosen', () => {
  const choice = choiceField(about, 'arctan', ['arctan', 'boxcar']);
  expect(choice.parse('boxcar')).toBe('boxcar');
  expect(() => choice.parse('round')).toThrow('Choose one of arctan, boxcar.');
});

test('switches are 1 or 0', () => {
  const field = switchField(about, true);
  expect(field.parse(field.print(false))).toBe(false);
  expect(() => field.parse('yes')).toThrow('Write 1 for on or 0 for off.');
});
