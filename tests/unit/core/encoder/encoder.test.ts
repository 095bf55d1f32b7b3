import { beforeAll, describe, expect, it } from 'vitest';

import { encoderShapes, whisperBase } from '../../../../src/core/encoder/config';
import { Encoder } from '../../../../src/core/encoder/encoder';
import { drawnEncoder, drawnEncoderWeights, smallEncoder } from '../../../support/encoders';
import { useBackend } from '../../../support/tensors';

describe('Encoder', () => {
  beforeAll(() => useBackend('auto'));

  it('of Whisper base has 20.6 million weights', () => {
    const sizes = [...encoderShapes(whisperBase).values()].map((shape) => shape.reduce((a, b) => a * b, 1));
    expect(sizes.reduce((a, b) => a + b, 0)).toBe(20_593_664);
  });

  it('refuses a weight that is missing or of another shape', () => {
    const weights = drawnEncoderWeights(smallEncoder, 1);
    weights.delete('layers.1.output.bias');
    expect(() => new Encoder(smallEncoder, weights)).toThrow('weight layers.1.output.bias is none, expected 16');
    weights.set('layers.1.output.bias', { shape: [17], values: new Float32Array(17) });
    expect(() => new Encoder(smallEncoder, weights)).toThrow('weight layers.1.output.bias is 17, expected 16');
  });

  it('takes no more weights than it knows', () => {
    const weights = drawnEncoderWeights(smallEncoder, 1);
    weights.set('decoder', { shape: [1], values: new Float32Array(1) });
    new Encoder(smallEncoder, weights).dispose();
  });

  it('refuses states beyond its table of positions', () => {
    const encoder = drawnEncoder(1);
    expect(() => encoder.stem(new Float32Array(5 * smallEncoder.bands), 60)).toThrow(
      'an utterance has at most 60 states, this one at least 61',
    );
    encoder.dispose();
  });
});
