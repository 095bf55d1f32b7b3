import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Random } from '../../../../src/core/training/random';

const drawn = <Value>(count: number, draw: () => Value): Value[] => Array.from({ length: count }, draw);
const seeds = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 3 });

describe('Random', () => {
  it('gives the same numbers for the same seeds and others for others', () => {
    fc.assert(
      fc.property(seeds, (given) => {
        const one = new Random(...given);
        const same = new Random(...given);
        const other = new Random(...given.slice(0, -1), given.at(-1)! + 1);
        const numbers = drawn(8, () => one.uniform());
        expect(drawn(8, () => same.uniform())).toEqual(numbers);
        expect(drawn(8, () => other.uniform())).not.toEqual(numbers);
      }),
    );
  });

  it('stays in 0 ≤ x < 1, with the mean and variance of the uniform distribution', () => {
    const random = new Random(4);
    const numbers = drawn(20_000, () => random.uniform());
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(mean(numbers)).toBeCloseTo(1 / 2, 1);
    expect(mean(numbers.map((number) => (number - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
  });

  it('draws normal numbers of mean 0 and deviation 1', () => {
    const random = new Random(5);
    const numbers = drawn(20_000, () => random.normal());
    expect(Math.abs(mean(numbers))).toBeLessThan(0.03);
    expect(mean(numbers.map((number) => number ** 2))).toBeCloseTo(1, 1);
    expect(numbers.filter((number) => Math.abs(number) < 1).length / numbers.length).toBeCloseTo(0.683, 1);
  });

  it('draws whole numbers between both ends, and reaches both', () => {
    const random = new Random(6);
    expect(new Set(drawn(200, () => random.integer(-1, 2)))).toEqual(new Set([-1, 0, 1, 2]));
  });

  it('shuffles without losing anything or touching what it was given', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.nat()), (given, items) => {
        const before = [...items];
        const ascending = (a: number, b: number): number => a - b;
        expect(new Random(...given).shuffled(items).sort(ascending)).toEqual([...items].sort(ascending));
        expect(items).toEqual(before);
      }),
    );
  });
});

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
