import { readdirSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DiskRuns } from '../../../../src/platform/languageModel/diskRuns';
import { temporaryFolder } from '../../../support/temporaryFolder';

const numbers = fc.array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 50 });

describe('DiskRuns', () => {
  it('gives back what was appended, from any place', () => {
    const runs = new DiskRuns(temporaryFolder());
    fc.assert(
      fc.property(fc.array(numbers, { maxLength: 5 }), fc.nat(60), fc.nat(60), (pieces, start, count) => {
        const writer = runs.create();
        for (const piece of pieces) writer.append(Uint32Array.from(piece));
        const run = writer.finish();
        const whole = pieces.flat();
        expect(run.length).toBe(whole.length);
        const into = new Uint32Array(count);
        const read = run.read(start, into);
        expect([...into.subarray(0, read)]).toEqual(whole.slice(start, start + count));
      }),
    );
    runs.dispose();
  });

  it('leaves nothing behind', () => {
    const folder = temporaryFolder();
    const runs = new DiskRuns(folder);
    runs.create().append(Uint32Array.of(1, 2, 3));
    expect(readdirSync(folder)).toHaveLength(1);
    runs.dispose();
    expect(readdirSync(folder)).toEqual([]);
  });
});
