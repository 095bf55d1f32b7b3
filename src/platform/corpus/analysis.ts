import { createHash } from 'node:crypto';

import type { Encoder } from '../../core/encoder/encoder';
import { wholeStates } from '../../core/encoder/wholeStates';
import { type EncoderFeatureConfig, type FeatureConfig, frameSizeOf } from '../../core/features/config';
import { Framer } from '../../core/features/framer';
import { LogFilterBank } from '../../core/features/logFilterBank';

/** How a recording becomes frames of features, not yet normalised. */
export interface Analysis {
  /** Tells analyses apart that give other frames. */
  readonly key: string;
  readonly frameSize: number;
  readonly longestSeconds: number;
  /** @param samples of a whole recording  @returns a new array, [frames, frameSize] */
  analyse(samples: Float32Array): Float32Array;
}

/** Log filter-bank energies. */
export function filterBankAnalysis(config: FeatureConfig): Analysis {
  // Context, stride and prior come after the frames and do not change them.
  const { kind: _kind, context: _context, stride: _stride, priorFrames: _priorFrames, ...analysis } = config;
  const frameSize = frameSizeOf(config);
  const logFilterBank = new LogFilterBank(config);
  return {
    key: JSON.stringify(analysis),
    frameSize,
    longestSeconds: Infinity,
    analyse: (samples) => {
      const count = Math.max(0, Math.floor((samples.length - config.frameLength) / config.hop) + 1);
      const energies = new Float32Array(count * frameSize);
      let frame = 0;
      new Framer(config.frameLength, config.hop).push(samples, (values) => {
        energies.set(logFilterBank.analyse(values), frame * frameSize);
        frame += 1;
      });
      return energies;
    },
  };
}

/**
 * States of an encoder that hears each recording whole.
 *
 * @param encoder stays the caller's
 * @param weights what of it has learnt since it was pretrained
 */
export function encoderAnalysis(
  config: EncoderFeatureConfig,
  encoder: Encoder,
  weights: ReadonlyMap<string, { readonly values: Float32Array }>,
): Analysis {
  const hash = createHash('sha256').update(config.encoder);
  for (const { values } of weights.values())
    hash.update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return {
    key: hash.digest('hex'),
    frameSize: config.width,
    longestSeconds: 29,
    analyse: (samples) => wholeStates(encoder, samples),
  };
}
