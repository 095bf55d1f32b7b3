import * as tf from '@tensorflow/tfjs-core';

import { wholeSight } from './config';
import type { Encoder } from './encoder';
import { topOf } from './logMel';
import { StateStream } from './stateStream';

/**
 * States of a recording that is heard whole, one each 20 ms, and of the silence behind it: a new array, [states, width].
 *
 * @param samples 16 kHz mono, up to 29 s
 */
export function wholeStates(encoder: Encoder, samples: Float32Array): Float32Array {
  const stream = new StateStream(encoder, { sight: wholeSight, firstTop: topOf(samples, encoder.config.bands) });
  const blocks = [...stream.push(samples), ...stream.finish()].map(({ states }) => states);
  stream.dispose();
  const flat = blocks.map((block) => block.dataSync() as Float32Array);
  const values = new Float32Array(flat.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const block of flat) {
    values.set(block, place);
    place += block.length;
  }
  tf.dispose(blocks);
  return values;
}
