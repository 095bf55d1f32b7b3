import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { fail, ok, type Result } from '../../contract/result';
import type { NetworkConfig } from '../../core/acoustic/config';
import { english } from '../../core/alphabet';
import { inputSizeOf, type NormalizationPrior } from '../../core/features/config';
import { TrainingAlarms, type Alarm } from '../../core/training/alarms';
import { alphabetAlarm } from '../../core/training/dataAlarms';
import { learnByHeart, type ByHeartReport } from '../../core/training/preflight';
import { RateFinder } from '../../core/training/rateFinder';
import { learningRateAt } from '../../core/training/schedule';
import { Trainer, type StepReport } from '../../core/training/trainer';
import { TrainingNetwork } from '../../core/training/trainingNetwork';
import { readCheckpoint, writeCheckpoint } from '../acoustic/checkpoint';
import { readModel } from '../acoustic/modelFile';
import { turnOfOthers } from '../acoustic/turnOfOthers';
import type { CachedCorpus } from '../corpus/cachedCorpus';
import type { Refusal } from '../corpus/examples';
import { HeldOutScorer, type HeldOutScore } from './heldOutScorer';
import { RunBatches } from './runBatches';
import { RunModels } from './runModels';
import type { TrainingConfig } from './trainingConfig';
import { TrainingJournal } from './trainingJournal';

export type TrainingProgress =
  | {
      readonly type: 'step';
      readonly step: number;
      readonly totalSteps: number;
      readonly learningRate: number;
      readonly timesRealTime: number;
      readonly report: StepReport;
    }
  | { readonly type: 'held-out'; readonly step: number; readonly score: HeldOutScore; readonly average: HeldOutScore }
  | { readonly type: 'alarm'; readonly step: number; readonly alarm: Alarm }
  | { readonly type: 'flat'; readonly step: number; readonly scores: number };

/** As many steps as the pre-flight may take. Most need 60. */
const byHeartSteps = 300;
/** The range of the learning-rate finder. */
const lowestRate = 1e-6;
const highestRate = 1;
const rateSteps = 120;

/**
 * One training run in a folder: `checkpoint` (everything, to go on from), the models, and what the journal writes. A folder with a
 * checkpoint goes on from it, to the same numbers as if it had never stopped.
 */
export class TrainingRun {
  /** Recordings of the two lists that cannot be learnt from or scored. */
  readonly refusals: { readonly training: readonly Refusal[]; readonly heldOut: readonly Refusal[] };
  /** What is wrong with the recordings, before anything is learnt. */
  readonly alarms: readonly Alarm[];
  readonly #config: TrainingConfig;
  readonly #folder: string;
  readonly #network: TrainingNetwork;
  readonly #trainer: Trainer;
  readonly #batches: RunBatches;
  readonly #recordings: string;
  readonly #heldOut: HeldOutScorer;
  readonly #models: RunModels;
  readonly #alarms = new TrainingAlarms();
  #prior: NormalizationPrior;
  #step = 0;

  private constructor(config: TrainingConfig, folder: string, training: CachedCorpus, heldOut: CachedCorpus) {
    this.#config = config;
    this.#folder = folder;
    this.#batches = new RunBatches(config, training);
    const { examples } = this.#batches;
    this.#heldOut = new HeldOutScorer(heldOut, config);
    this.refusals = { training: examples.refusals, heldOut: this.#heldOut.refusals };
    this.#recordings = examples.hash;
    const texts = training.entries.map(({ text }) => text);
    const alarm = alphabetAlarm(texts, english);
    this.alarms = alarm === null ? [] : [alarm];
    this.#prior = examples.prior(1000);
    this.#network = new TrainingNetwork(this.#sizes, config.seed);
    this.#trainer = new Trainer(this.#network, config);
    const encoderWeights = training.encoderWeights ?? new Map<string, never>();
    this.#models = new RunModels(config, { folder, sizes: this.#sizes, heldOut: this.#heldOut, encoderWeights });
  }

  /**
   * Fails with `checkpoint-refused` where the folder's checkpoint is of another configuration or other recordings, and with
   * `corpus-invalid` where no recording can be learnt from or scored.
   */
  static open(
    config: TrainingConfig,
    folder: string,
    training: CachedCorpus,
    heldOut: CachedCorpus,
  ): Result<TrainingRun> {
    mkdirSync(folder, { recursive: true });
    const run = new TrainingRun(config, folder, training, heldOut);
    if (run.#batches.stepsPerEpoch === 0) {
      const reason = run.alarms[0]?.sentence ?? run.refusals.training[0]?.reason ?? 'the list is empty';
      return fail('corpus-invalid', `No recording of the corpus can be learnt from: ${reason}`);
    }
    const scorable = run.#heldOut.check();
    if (!scorable.ok) return scorable;
    if (!existsSync(run.#checkpointPath)) return ok(run);
    const restored = run.#restore();
    return restored.ok ? ok(run) : restored;
  }

  get step(): number {
    return this.#step;
  }

  /**
   * Begins with the weights of another run, such as one with other recordings or another optimiser, or with those of a model, which
   * may have fewer units; nothing else of it goes on. A run that has steps of its own keeps its weights. Fails with
   * `checkpoint-refused` or `model-refused` where the network is another.
   */
  beginFrom(path: string): Result<undefined> {
    if (this.#step > 0) return ok(undefined);
    return path.endsWith('.utter') ? this.#beginFromModel(path) : this.#beginFromCheckpoint(path);
  }

  #beginFromModel(path: string): Result<undefined> {
    const model = readModel(path);
    if (!model.ok) return model;
    const { features, network, prior, weights } = model.value;
    if (network.hiddenUnits > this.#config.hiddenUnits || !isDeepStrictEqual(features, this.#config.features))
      return fail(
        'model-refused',
        `The network of “${path}” has other features or more units than the configuration says.`,
      );
    this.#prior = prior;
    this.#network.unfold(weights, [...this.#batches.settling(this.#prior)]);
    return ok(undefined);
  }

  #beginFromCheckpoint(checkpointPath: string): Result<undefined> {
    const read = readCheckpoint(checkpointPath, this.#config.optimizer);
    if (!read.ok) return read;
    const { shape, network, prior } = read.value;
    if (networkOf(shape) !== networkOf(this.#shape()))
      return fail('checkpoint-refused', `The network of “${checkpointPath}” is another: ${networkOf(shape)}.`);
    this.#network.restore(network);
    this.#prior = prior;
    return ok(undefined);
  }

  /** Learns a few utterances by heart in a network of its own; the last report of a trainer that works has no word errors. */
  async *learnByHeart(signal: AbortSignal): AsyncGenerator<ByHeartReport> {
    const reports = learnByHeart(this.#batches.byHeart(this.#prior), {
      network: this.#sizes,
      trainer: this.#config,
      alphabet: english,
      peakLearningRate: this.#config.peakLearningRate,
      largestSteps: byHeartSteps,
    });
    for (const report of reports) {
      yield report;
      await turnOfOthers();
      if (signal.aborted) return;
    }
  }

  /** Takes steps at a climbing learning rate in a network of its own, and tells the finder after each. */
  async *findRate(signal: AbortSignal): AsyncGenerator<RateFinder> {
    const network = new TrainingNetwork(this.#sizes, this.#config.seed);
    const trainer = new Trainer(network, this.#config);
    const finder = new RateFinder(lowestRate, highestRate, rateSteps);
    try {
      let goesOn = true;
      // The second epoch is the first in random order; batches that grow longer would bend the curve.
      for (let step = this.#batches.stepsPerEpoch; goesOn && !signal.aborted; step += 1) {
        const { loss } = trainer.step(this.#batches.at(step, this.#prior), trainer.plan(step, finder.learningRate));
        goesOn = finder.push(loss);
        yield finder;
        await turnOfOthers();
      }
    } finally {
      trainer.optimizer.dispose();
      network.dispose();
    }
  }

  /** Trains to the end of the last epoch, until the held-out curve is flat, or until `signal`; a checkpoint is written in any case. */
  async *train(signal: AbortSignal): AsyncGenerator<TrainingProgress> {
    const journal = new TrainingJournal(this.#folder);
    await journal.goBackTo(this.#step);
    const totalSteps = Math.max(1, Math.round(this.#config.epochs * this.#batches.stepsPerEpoch));
    while (this.#step < totalSteps && !this.#isFlat && !signal.aborted) {
      for (const progress of this.#advance(totalSteps)) {
        if (progress.type === 'step') journal.step(progress.step, progress.report, progress.learningRate);
        if (progress.type === 'held-out') journal.score(progress.step, progress.score, progress.average);
        if (progress.type === 'alarm') journal.alarm(progress.step, progress.alarm);
        yield progress;
      }
      if (this.#step % this.#config.checkpointSteps === 0) this.#save();
      await turnOfOthers();
    }
    this.#save();
    if (this.#isFlat) yield { type: 'flat', step: this.#step, scores: this.#models.scoresSinceBest };
  }

  dispose(): void {
    this.#trainer.optimizer.dispose();
    this.#network.dispose();
  }

  get #sizes(): NetworkConfig {
    const { features, hiddenUnits } = this.#config;
    return { inputSize: inputSizeOf(features), hiddenUnits, labelCount: english.size };
  }

  get #checkpointPath(): string {
    return join(this.#folder, 'checkpoint');
  }

  get #isFlat(): boolean {
    return this.#models.scoresSinceBest >= (this.#config.patience ?? Infinity);
  }

  /** One step, and all that is due after it. */
  *#advance(totalSteps: number): Generator<TrainingProgress> {
    const taken = this.#trainStep(totalSteps);
    yield taken;
    for (const alarm of this.#alarms.push(taken.report)) yield { type: 'alarm', step: this.#step, alarm };
    if (this.#step % this.#config.evaluateSteps !== 0 && this.#step !== totalSteps) return;
    const weights = this.#network.foldFor(this.#batches.settling(this.#prior));
    const { score, average } = this.#models.score({ step: this.#step, weights, prior: this.#prior });
    yield { type: 'held-out', step: this.#step, score, average };
    if (score.alarm !== null) yield { type: 'alarm', step: this.#step, alarm: score.alarm };
  }

  #trainStep(totalSteps: number): TrainingProgress & { readonly type: 'step' } {
    const started = performance.now();
    const step = this.#step;
    const { stepsPerEpoch } = this.#batches;
    const learningRate = learningRateAt(step, { ...this.#config, totalSteps, stepsPerEpoch });
    const report = this.#trainer.step(this.#batches.at(step, this.#prior), this.#trainer.plan(step, learningRate));
    this.#step += 1;
    const timesRealTime = this.#batches.secondsAt(step) / ((performance.now() - started) / 1000);
    return { type: 'step', step: this.#step, totalSteps, learningRate, timesRealTime, report };
  }

  #save(): void {
    const checkpoint = {
      shape: this.#shape(),
      recordings: this.#recordings,
      step: this.#step,
      ...this.#models.state(),
      prior: this.#prior,
      network: this.#network.values(),
      optimizer: this.#trainer.optimizer.values(),
    };
    writeCheckpoint(this.#checkpointPath, checkpoint, this.#config.optimizer);
  }

  /** What may not change between a checkpoint and its continuation. Adam is not named, as it was not in the first ones. */
  #shape(): string {
    const { features, hiddenUnits, seed, batchSeconds, optimizer } = this.#config;
    const named = optimizer === 'adam' ? {} : { optimizer };
    return JSON.stringify({ features, hiddenUnits, seed, batchSeconds, alphabet: english.symbols, ...named });
  }

  #restore(): Result<undefined> {
    const read = readCheckpoint(this.#checkpointPath, this.#config.optimizer);
    if (!read.ok) return read;
    const checkpoint = read.value;
    const refused = (reason: string): Result<never> =>
      fail(
        'checkpoint-refused',
        `The checkpoint in “${this.#folder}” was made with ${reason}; take another folder, and “--from” for its weights.`,
      );
    if (checkpoint.shape !== this.#shape()) return refused(checkpoint.shape);
    if (checkpoint.recordings !== undefined && checkpoint.recordings !== this.#recordings)
      return refused('other recordings');
    this.#network.restore(checkpoint.network);
    this.#trainer.optimizer.restore(checkpoint.optimizer);
    this.#models.restore(checkpoint);
    this.#prior = checkpoint.prior;
    this.#step = checkpoint.step;
    return ok(undefined);
  }
}

/** What of a checkpoint's shape the weights depend on. */
function networkOf(shape: string): string {
  const { features, hiddenUnits, alphabet } = JSON.parse(shape) as Record<string, unknown>;
  return JSON.stringify({ features, hiddenUnits, alphabet });
}
