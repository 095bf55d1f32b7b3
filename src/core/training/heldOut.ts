import * as tf from '@tensorflow/tfjs-core';

import type { Alphabet } from '../alphabet';
import { type ChunkConfig, defaultChunkConfig, fullContext } from '../acoustic/config';
import type { Network } from '../acoustic/network';
import type { Features } from '../features/config';
import { windowing } from '../acoustic/windowing';
import type { Batch } from './batches';
import { ctcLoss } from './ctcLoss';

/** What the network says of utterances that it does not learn from. */
export interface HeldOutResult {
  /** Summed nats and labels; their quotient compares with the training loss. */
  readonly nats: number;
  readonly labels: number;
  /** Best path of each utterance, in the order of the batch (Graves et al. 2006 §3.2). */
  readonly texts: readonly string[];
}

/** How much of an utterance a model is judged by: what the stream sees; with learned features all of it, as it is heard once more whole. */
export const judgingChunks = ({ kind }: Features): ChunkConfig =>
  kind === 'encoder' ? fullContext : defaultChunkConfig;

/** About how many frames are judged at once: a minute of learned features, half a minute of a spectrogram. */
export const judgedFrames = 3000;

export function evaluateHeldOut(
  network: Network,
  batch: Batch,
  alphabet: Alphabet,
  chunks: ChunkConfig,
): HeldOutResult {
  const labelCount = alphabet.size;
  const logProbs = posteriorsOf(network, batch, chunks);
  const unused = new Float32Array(logProbs.length);
  let nats = 0;
  let labels = 0;
  batch.targets.forEach((target, sequence) => {
    const loss = ctcLoss({ logits: logProbs, labelCount, rows: batch.rows[sequence]!, target }, unused);
    nats += loss ?? 0;
    if (loss !== null) labels += target.length;
  });
  return { nats, labels, texts: batch.rows.map((rows) => bestPath(logProbs, rows, alphabet)) };
}

/** Log posteriors of a batch, [rows, L], natural log. */
export function posteriorsOf(network: Network, batch: Batch, chunks: ChunkConfig): Float32Array {
  const posteriors = tf.tidy(() => {
    const windows = tf.tensor2d(batch.windows, [batch.packing.rows, network.config.inputSize]);
    return network.logPosteriors(windows, batch.packing, windowing(batch.packing, chunks));
  });
  const values = posteriors.dataSync() as Float32Array;
  posteriors.dispose();
  return values;
}

/** The most probable label of each timestep, repeats merged and blanks dropped. */
function bestPath(logProbs: Float32Array, rows: Int32Array, alphabet: Alphabet): string {
  const labels: number[] = [];
  let before = alphabet.blank;
  for (const row of rows) {
    let best = 0;
    for (let label = 1; label < alphabet.size; label += 1) {
      if (logProbs[row * alphabet.size + label]! > logProbs[row * alphabet.size + best]!) best = label;
    }
    if (best !== before && best !== alphabet.blank) labels.push(best);
    before = best;
  }
  return alphabet.decode(labels);
}
