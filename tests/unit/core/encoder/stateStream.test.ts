import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { wholeSight } from '../../../../src/core/encoder/config';
import type { Encoder } from '../../../../src/core/encoder/encoder';
import { StateStream, type StateStreamOptions } from '../../../../src/core/encoder/stateStream';
import { chirp, cut, pushLengths, sameToTheBit, silence } from '../../../support/audio';
import { drawnEncoder, settledRows } from '../../../support/encoders';
import { expectNoTensorLeak, useBackend } from '../../../support/tensors';

describe('StateStream', { timeout: 60_000 }, () => {
  let encoder: Encoder;
  beforeAll(async () => {
    await useBackend('auto');
    encoder = drawnEncoder(3);
  });
  afterAll(() => {
    encoder.dispose();
  });

  const samples = chirp(100, 6000, 0.61);
  const sight = { hop: 4, look: 5, past: 12 };

  function run(pieces: readonly Float32Array[], options: StateStreamOptions): Float32Array[] {
    const stream = new StateStream(encoder, options);
    const rows = settledRows([...pieces.flatMap((piece) => stream.push(piece)), ...stream.finish()]);
    stream.dispose();
    return rows;
  }

  it('gives the same states to the bit however the samples are cut', () => {
    const atOnce = run([samples], { sight });
    fc.assert(
      fc.property(pushLengths(2000), (lengths) => {
        expect(sameToTheBit(run(cut(samples, lengths), { sight }), atOnce)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  it('counts the states that were begun and those of the silence behind them', () => {
    expect(run([samples], { sight })).toHaveLength(Math.ceil(samples.length / 320) + 10);
    expect(run([samples], { sight, tail: 0 })).toHaveLength(Math.ceil(samples.length / 320));
    expect(run([samples], { sight: wholeSight, tail: 3 })).toHaveLength(Math.ceil(samples.length / 320) + 3);
  });

  it('hears the silence behind the end as if it had been pushed', () => {
    const pushed = run([samples, silence(0.2)], { sight, tail: 0 });
    expect(sameToTheBit(pushed, run([samples], { sight }))).toBe(true);
  });

  it('makes nothing of an utterance without samples', () => {
    expect(run([], { sight })).toEqual([]);
    expect(run([new Float32Array(0)], { sight: wholeSight })).toEqual([]);
  });

  it('tells the top for a second hearing', () => {
    const stream = new StateStream(encoder, { sight });
    settledRows([...stream.push(samples), ...stream.finish()]);
    expect(stream.top).toBeGreaterThan(0);
    const second = run([samples], { sight: wholeSight, firstTop: stream.top });
    expect(second).toHaveLength(Math.ceil(samples.length / 320) + 10);
    stream.dispose();
  });

  it('leaves no tensor behind', async () => {
    await expectNoTensorLeak(() => {
      run(cut(samples, [1000]), { sight });
      run([samples], { sight: wholeSight });
    });
  });
});
