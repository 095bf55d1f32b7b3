import fc from 'fast-check';

export const drawnWord = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');

/** Lines to count n-grams of. */
export const drawnText = fc.array(
  fc.array(drawnWord, { minLength: 1, maxLength: 6 }).map((words) => words.join(' ')),
  { minLength: 1, maxLength: 40 },
);

/** What a model of such a text may be like. */
export const drawnShape = {
  order: fc.integer({ min: 1, max: 4 }),
  pruneUpTo: fc.constantFrom([], [0, 1], [0, 1, 2, 2], [0, 0, 1]),
  minCount: fc.integer({ min: 1, max: 3 }),
};
