import fc from 'fast-check';
import { expect, it } from 'vitest';

import { selectBest } from '../../../../src/core/decode/selectBest';

it('brings the best to the front, as sorting does', () => {
  const scores = fc.array(fc.integer({ min: -20, max: 0 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(scores, fc.nat(), (values, draw) => {
      const count = 1 + (draw % values.length);
      const items = Int32Array.from(values.keys());
      selectBest(items, Float64Array.from(values), values.length, count);
      const best = [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0) || a - b).slice(0, count);
      expect([...items.slice(0, count)].sort((a, b) => a - b)).toEqual(best.sort((a, b) => a - b));
    }),
  );
});
