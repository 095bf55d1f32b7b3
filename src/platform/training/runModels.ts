import { join } from 'node:path';

import type { NetworkConfig } from '../../core/acoustic/config';
import type { WeightValues } from '../../core/acoustic/network';
import type { NormalizationPrior } from '../../core/features/config';
import { WeightAverage } from '../../core/training/weightAverage';
import type { Checkpoint } from '../acoustic/checkpoint';
import { writeModel } from '../acoustic/modelFile';
import type { HeldOutScore, HeldOutScorer } from './heldOutScorer';
import type { TrainingConfig } from './trainingConfig';

/** A checkpoint whose WER is at most so many times the best joins the average. */
const goodTimesBest = 1.05;

/** What a run has learnt after a step. */
interface Learnt {
  readonly step: number;
  readonly weights: ReadonlyMap<string, WeightValues>;
  readonly prior: NormalizationPrior;
}

/** Where models go, and what they are made and judged with. */
interface RunModelsPlace {
  readonly folder: string;
  readonly sizes: NetworkConfig;
  readonly heldOut: HeldOutScorer;
  /** What of the encoder has learnt; a part of every model of the run. */
  readonly encoderWeights: ReadonlyMap<string, WeightValues>;
}

/** The models that a training run writes into its folder: `last.utter`, `best.utter` and `average.utter` (of the last good ones). */
export class RunModels {
  readonly #config: TrainingConfig;
  readonly #folder: string;
  readonly #sizes: NetworkConfig;
  readonly #heldOut: HeldOutScorer;
  readonly #encoderWeights: ReadonlyMap<string, WeightValues>;
  readonly #average: WeightAverage;
  #bestWer = Infinity;
  #scoresSinceBest = 0;

  constructor(config: TrainingConfig, { folder, sizes, heldOut, encoderWeights }: RunModelsPlace) {
    this.#config = config;
    this.#folder = folder;
    this.#sizes = sizes;
    this.#heldOut = heldOut;
    this.#encoderWeights = encoderWeights;
    this.#average = new WeightAverage(config.averagedCheckpoints);
  }

  get scoresSinceBest(): number {
    return this.#scoresSinceBest;
  }

  /** Scores what was learnt, and the average with it; writes what is last and what is best. */
  score(learnt: Learnt): { readonly score: HeldOutScore; readonly average: HeldOutScore } {
    const score = this.#heldOut.score(this.#sizes, learnt.weights, learnt.prior);
    this.#write('last.utter', learnt, score);
    this.#scoresSinceBest += 1;
    if (score.wer < this.#bestWer) {
      this.#bestWer = score.wer;
      this.#scoresSinceBest = 0;
      this.#write('best.utter', learnt, score);
    }
    const isGood = score.wer <= goodTimesBest * this.#bestWer;
    if (isGood || this.#average.count === 0) this.#average.add(learnt.weights);
    const weights = this.#average.values();
    const average = this.#heldOut.score(this.#sizes, weights, learnt.prior);
    this.#write('average.utter', { ...learnt, weights }, average);
    return { score, average };
  }

  /** What a checkpoint keeps of them. */
  state(): Pick<Checkpoint, 'bestWer' | 'scoresSinceBest' | 'averaged' | 'average'> {
    return {
      bestWer: this.#bestWer,
      scoresSinceBest: this.#scoresSinceBest,
      averaged: this.#average.count,
      average: this.#average.values(),
    };
  }

  restore({ bestWer, scoresSinceBest, averaged, average }: ReturnType<RunModels['state']>): void {
    this.#average.restore(average, averaged);
    this.#bestWer = bestWer;
    this.#scoresSinceBest = scoresSinceBest;
  }

  #write(file: string, { step, weights, prior }: Learnt, { wer, cer, loss }: HeldOutScore): void {
    const { name, features } = this.#config;
    const training = { config: this.#config, steps: step, heldOut: { wer, cer, loss } };
    const encoderWeights = this.#encoderWeights;
    const model = { name, features, network: this.#sizes, prior, weights, encoderWeights, training };
    writeModel(join(this.#folder, file), model);
  }
}
