import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Network } from '../../../../src/core/acoustic/network';
import { english } from '../../../../src/core/alphabet';
import { joinSamples } from '../../../../src/core/audio/pcm';
import { EncoderModel } from '../../../../src/core/dictation/encoderModel';
import { samplesPerState, type Sight, tailStates } from '../../../../src/core/encoder/config';
import { chirp, cut, noise, pushLengths, sameToTheBit } from '../../../support/audio';
import { drawnEncoder, smallEncoder } from '../../../support/encoders';
import { drawnWeights } from '../../../support/networks';
import { expectNoTensorLeak, useBackend } from '../../../support/tensors';

const { width } = smallEncoder;
const context = 2;
const speech = joinSamples([chirp(200, 3000, 0.4), noise(0.3, 0.3, 1), chirp(2000, 300, 0.2)]);

function modelWith(sight: Sight): EncoderModel {
  const network = { inputSize: (2 * context + 1) * width, hiddenUnits: 12, labelCount: english.size };
  return new EncoderModel({
    encoder: drawnEncoder(4),
    sight,
    normalization: { mean: new Float32Array(width).fill(0.1), deviation: new Float32Array(width).fill(0.7) },
    network: new Network(network, drawnWeights(network, 3)),
    context,
  });
}

/** What a stream settles of the speech, cut into pieces. */
function streamed(model: EncoderModel, pieces: readonly Float32Array[]): Float32Array[] {
  const stream = model.openStream();
  const rows = [...pieces.flatMap((piece) => stream.push(piece).settled), ...stream.finish()];
  stream.dispose();
  return rows;
}

describe('EncoderModel', { timeout: 60_000 }, () => {
  let model: EncoderModel;
  beforeAll(async () => {
    await useBackend('wasm');
    model = modelWith({ hop: 5, look: 4, past: 12 });
  });
  afterAll(() => {
    model.dispose();
  });

  it('gives a timestep for each state, and for the silence that is heard behind the end', () => {
    expect(streamed(model, [speech])).toHaveLength(Math.ceil(speech.length / samplesPerState) + tailStates);
  });

  it('gives the same log posteriors however the samples are cut', () => {
    const whole = streamed(model, [speech]);
    const property = fc.property(pushLengths(6000), (lengths) => {
      expect(sameToTheBit(streamed(model, cut(speech, lengths)), whole)).toBe(true);
    });
    fc.assert(property, { numRuns: 6 });
  });

  it('tells of what lies ahead what it will settle, as far as it sees', () => {
    const stream = model.openStream();
    const [first] = cut(speech, [8000]);
    const { settled, ahead } = stream.push(first!);
    stream.dispose();
    expect([settled.length % 5, ahead.length]).toEqual([0, 4]);
  });

  it('hears whole what a stream hears that waits for the end', () => {
    const patient = modelWith({ hop: 1000, look: 0, past: 0 });
    const whole = patient.hearWhole(speech);
    const waited = streamed(patient, [speech]);
    patient.dispose();
    const differences = whole.map((row, t) =>
      Math.max(...row.map((value, label) => Math.abs(value - waited[t]![label]!))),
    );
    // The levels differ where the speech is not as loud as a stream takes for granted.
    expect(whole).toHaveLength(waited.length);
    expect(Math.max(...differences)).toBeLessThan(0.5);
  });

  it('hears what is longer than its table of positions, a timestep for each state', () => {
    const long = joinSamples([speech, speech, speech]);
    expect(model.hearWhole(long)).toHaveLength(Math.ceil(long.length / samplesPerState) + tailStates);
  });

  it('begins anew after finish and after restart, and leaves no tensor behind', async () => {
    await expectNoTensorLeak(() => {
      const stream = model.openStream();
      const first = [...stream.push(speech).settled, ...stream.finish()];
      stream.push(speech.subarray(0, 9000));
      stream.restart();
      const second = [...stream.push(speech).settled, ...stream.finish()];
      expect(sameToTheBit(second, first)).toBe(true);
      stream.push(speech);
      stream.dispose();
    });
  });
});
