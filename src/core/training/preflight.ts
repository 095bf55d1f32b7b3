import { defaultChunkConfig, type NetworkConfig } from '../acoustic/config';
import { Network } from '../acoustic/network';
import type { Alphabet } from '../alphabet';
import { editsOf } from '../corpus/edits';
import type { Batch } from './batches';
import { evaluateHeldOut } from './heldOut';
import { Trainer, type TrainerOptions } from './trainer';
import { TrainingNetwork } from './trainingNetwork';
import { countWordErrors } from './wordErrors';

/** Steps between two looks at what has been learnt. */
const stepsPerLook = 10;
/** So many short utterances are learnt … */
const utterances = 4;
/** … from so far between the shortest and the longest recording on. */
const place = 0.1;
/** Full rate from the first step on would throw a network of random weights about. */
const warmupSteps = 20;

export interface ByHeartOptions {
  readonly network: NetworkConfig;
  readonly trainer: TrainerOptions;
  readonly alphabet: Alphabet;
  readonly peakLearningRate: number;
  readonly largestSteps: number;
}

/** A loss that has not fallen below this share of the first by then will not get to nothing. */
const stepsToFall = 100;
const fallenShare = 0.8;

/** What has been learnt of the batch so far. */
export interface ByHeartReport {
  readonly step: number;
  /** Nats per label, with the statistics of the batch. */
  readonly loss: number;
  /** Of the exported network, best path. */
  readonly wordErrors: number;
  readonly said: readonly string[];
  readonly heard: readonly string[];
}

/**
 * Learns one batch by heart from random weights, with no dropout, until the exported network makes no error on it, the steps
 * are used up, or the loss stays where it was. A trainer that cannot do this cannot learn anything: data, labels, gradients, optimiser and export all take part.
 */
export function* learnByHeart(batch: Batch, options: ByHeartOptions): Generator<ByHeartReport> {
  const { alphabet } = options;
  const network = new TrainingNetwork(options.network, options.trainer.seed);
  const trainer = new Trainer(network, { ...options.trainer, dropout: 0 });
  const said = batch.targets.map((target) => alphabet.decode(target));
  try {
    let wordErrors = Infinity;
    let firstLoss = 0;
    for (let step = 1; step <= options.largestSteps && wordErrors > 0; step += 1) {
      const learningRate = options.peakLearningRate * Math.min(1, step / warmupSteps);
      const { loss } = trainer.step(batch, { step, learningRate, chunks: defaultChunkConfig });
      if (step === 1) firstLoss = loss;
      if (step % stepsPerLook !== 0 && step !== options.largestSteps) continue;
      const heard = heardBy(network, batch, alphabet);
      wordErrors = said.reduce((sum, text, index) => sum + editsOf(countWordErrors(text, heard[index]!)), 0);
      yield { step, loss, wordErrors, said, heard };
      if (step >= stepsToFall && !(loss < fallenShare * firstLoss)) return;
    }
  } finally {
    trainer.optimizer.dispose();
    network.dispose();
  }
}

/** What the exported network hears, its statistics those of the batch: running ones lag behind weights that move this fast. */
function heardBy(network: TrainingNetwork, batch: Batch, alphabet: Alphabet): readonly string[] {
  const plain = new Network(network.config, network.foldFor([batch]));
  try {
    return evaluateHeldOut(plain, batch, alphabet, defaultChunkConfig).texts;
  } finally {
    plain.dispose();
  }
}

/** Which recordings to learn by heart: short ones, but not the very shortest, each of another length. @param frames of each recording */
export function recordingsByHeart(frames: readonly number[]): number[] {
  const byLength = frames.map((_, index) => index).filter((index) => frames[index]! > 0);
  byLength.sort((a, b) => frames[a]! - frames[b]!);
  const distinct = [...new Map(byLength.map((index) => [frames[index]!, index])).values()];
  const first = Math.min(distinct.length * place, Math.max(0, distinct.length - utterances));
  return distinct.slice(Math.floor(first)).slice(0, utterances);
}
