import { existsSync, mkdirSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { fail, ok, type Result } from '../contract/result';
import { defaultChunkConfig } from '../core/acoustic/config';
import { Network, type WeightValues } from '../core/acoustic/network';
import { english } from '../core/alphabet';
import { inputSizeOf, type NormalizationPrior } from '../core/features/config';
import { batchesOf, batchOf } from '../core/training/batches';
import { evaluateHeldOut } from '../core/training/heldOut';
import { learningRateAt } from '../core/training/schedule';
import { Trainer, type StepReport } from '../core/training/trainer';
import { TrainingNetwork } from '../core/training/trainingNetwork';
import { ErrorTally } from '../core/training/wordErrors';
import type { CorpusEntry } from './corpus';
import { Examples } from './examples';
import type { FeatureCache } from './featureCache';
import { writeModel } from './modelFile';
import { readTensorFile, writeTensorFile } from './tensorFile';
import type { TrainingConfig } from './trainingConfig';

export interface HeldOutScore {
  readonly loss: number;
  readonly wer: number;
  readonly cer: number;
  readonly sources: ReadonlyMap<string, { readonly wer: number; readonly cer: number }>;
  /** A few targets and what was heard. */
  readonly examples: readonly { readonly said: string; readonly heard: string }[];
}

export type TrainingProgress =
  | {
      readonly type: 'step';
      readonly step: number;
      readonly totalSteps: number;
      readonly learningRate: number;
      readonly timesRealTime: number;
      readonly report: StepReport;
    }
  | { readonly type: 'held-out'; readonly step: number; readonly score: HeldOutScore };

export interface Corpus {
  readonly entries: readonly CorpusEntry[];
  readonly cache: FeatureCache;
}

const CheckpointHeader = z.looseObject({
  kind: z.literal('checkpoint'),
  shape: z.string(),
  step: z.int().nonnegative(),
  /** null before the first score: JSON has no infinity. */
  bestWer: z.number().nullable(),
  prior: z.strictObject({ mean: z.array(z.number()), variance: z.array(z.number()) }),
});

/**
 * One training run in a folder: `checkpoint` (everything, to go on from), `best.utter` and `last.utter` (models), `curve.tsv`.
 * A folder with a checkpoint goes on from it, to the same numbers as if it had never stopped.
 */
export class TrainingRun {
  readonly refusals;
  readonly #config: TrainingConfig;
  readonly #folder: string;
  readonly #network: TrainingNetwork;
  readonly #trainer: Trainer;
  readonly #training: Examples;
  readonly #heldOut: Corpus;
  readonly #heldOutExamples: Examples;
  #prior: NormalizationPrior;
  #step = 0;
  #bestWer = Infinity;

  private constructor(config: TrainingConfig, folder: string, training: Corpus, heldOut: Corpus) {
    this.#config = config;
    this.#folder = folder;
    this.#training = new Examples(training.entries, training.cache, config.features, english);
    this.#heldOut = heldOut;
    this.#heldOutExamples = new Examples(heldOut.entries, heldOut.cache, config.features, english);
    this.refusals = this.#training.refusals;
    this.#prior = this.#training.prior(1000);
    const network = {
      inputSize: inputSizeOf(config.features),
      hiddenUnits: config.hiddenUnits,
      labelCount: english.size,
    };
    this.#network = new TrainingNetwork(network, config.seed);
    this.#trainer = new Trainer(this.#network, config);
  }

  /** Fails with `checkpoint-refused` where the folder's checkpoint is of another configuration. */
  static open(config: TrainingConfig, folder: string, training: Corpus, heldOut: Corpus): Result<TrainingRun> {
    mkdirSync(folder, { recursive: true });
    const run = new TrainingRun(config, folder, training, heldOut);
    const checkpoint = join(folder, 'checkpoint');
    if (!existsSync(checkpoint)) return ok(run);
    const restored = run.#restore(checkpoint);
    return restored.ok ? ok(run) : restored;
  }

  get step(): number {
    return this.#step;
  }

  /** Trains to the end of the last epoch, or until `signal`; a checkpoint is written either way. */
  async *train(signal: AbortSignal): AsyncGenerator<TrainingProgress> {
    const { epochs, seed, batchSeconds, features } = this.#config;
    const plan = {
      frames: this.#training.frames,
      batchFrames: (batchSeconds * features.sampleRateHz) / features.hop,
      seed,
    };
    const perEpoch = batchesOf(plan, 0).length;
    const totalSteps = Math.round(epochs * perEpoch);
    let batches: readonly number[][] = [];
    let planned = -1;
    while (this.#step < totalSteps && !signal.aborted) {
      // Epochs differ by a few batches; each takes as many steps as the first, so that a step alone says where it belongs.
      const epoch = Math.floor(this.#step / perEpoch);
      if (epoch !== planned) batches = batchesOf(plan, epoch);
      planned = epoch;
      yield this.#trainStep(batches[(this.#step - epoch * perEpoch) % batches.length]!, totalSteps);
      if (this.#step % this.#config.checkpointSteps === 0) this.#save();
      if (this.#step % this.#config.evaluateSteps === 0 || this.#step === totalSteps) yield await this.#evaluate();
      // Lets a signal handler or a timer have its turn between two steps.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    this.#save();
  }

  dispose(): void {
    this.#trainer.adam.dispose();
    this.#network.dispose();
  }

  #trainStep(indices: readonly number[], totalSteps: number): TrainingProgress {
    const started = performance.now();
    const learningRate = learningRateAt(this.#step, { ...this.#config, totalSteps });
    const examples = this.#training.read(indices, this.#prior);
    const batch = batchOf(examples, this.#config.features);
    const report = this.#trainer.step(batch, learningRate, this.#trainer.drawChunks(this.#step));
    this.#step += 1;
    const frames = indices.reduce((sum, index) => sum + this.#training.frames[index]!, 0);
    const seconds = (frames * this.#config.features.hop) / this.#config.features.sampleRateHz;
    const timesRealTime = seconds / ((performance.now() - started) / 1000);
    return { type: 'step', step: this.#step, totalSteps, learningRate, timesRealTime, report };
  }

  async #evaluate(): Promise<TrainingProgress> {
    const score = this.#score();
    const sources = [...score.sources].map(([source, { wer, cer }]) => `${source}=${wer.toFixed(1)}/${cer.toFixed(1)}`);
    const fields = [this.#step, score.loss.toFixed(4), score.wer.toFixed(2), score.cer.toFixed(2), sources.join(' ')];
    await appendFile(join(this.#folder, 'curve.tsv'), `${fields.join('\t')}\n`);
    this.#writeModel('last.utter', score);
    if (score.wer < this.#bestWer) {
      this.#bestWer = score.wer;
      this.#writeModel('best.utter', score);
    }
    return { type: 'held-out', step: this.#step, score };
  }

  #score(): HeldOutScore {
    const { entries } = this.#heldOut;
    const stride = Math.max(1, Math.floor(entries.length / this.#config.evaluateUtterances));
    const chosen = entries
      .map((_, index) => index)
      .filter((index) => index % stride === 0 && this.#heldOutExamples.frames[index]! > 0);
    const network = new Network(this.#network.config, this.#network.fold());
    const tally = new ErrorTally();
    const examples: { said: string; heard: string }[] = [];
    let nats = 0;
    let labels = 0;
    try {
      for (const index of chosen) {
        const batch = batchOf(this.#heldOutExamples.read([index], this.#prior), this.#config.features);
        const result = evaluateHeldOut(network, batch, english, defaultChunkConfig);
        nats += result.nats;
        labels += result.labels;
        const { source, text } = entries[index]!;
        tally.add(source, text, result.texts[0] ?? '');
        if (examples.length < 5) examples.push({ said: text, heard: result.texts[0] ?? '' });
      }
    } finally {
      network.dispose();
    }
    return { loss: nats / labels, wer: tally.all.wer, cer: tally.all.cer, sources: tally.sources, examples };
  }

  #writeModel(file: string, score: HeldOutScore): void {
    const training = {
      config: this.#config,
      steps: this.#step,
      heldOut: { wer: score.wer, cer: score.cer, loss: score.loss },
    };
    const { name, features } = this.#config;
    const weights = this.#network.fold();
    writeModel(join(this.#folder, file), {
      name,
      features,
      network: this.#network.config,
      prior: this.#prior,
      weights,
      training,
    });
  }

  #save(): void {
    const tensors = new Map<string, WeightValues>();
    for (const [name, values] of this.#network.values()) tensors.set(`network/${name}`, values);
    for (const [name, values] of this.#trainer.adam.values()) tensors.set(`adam/${name}`, values);
    const prior = { mean: Array.from(this.#prior.mean), variance: Array.from(this.#prior.variance) };
    const header = { kind: 'checkpoint', shape: this.#shape(), step: this.#step, bestWer: this.#bestWer, prior };
    writeTensorFile(join(this.#folder, 'checkpoint'), { header, tensors }, 'float32');
  }

  /** What may not change between a checkpoint and its continuation. */
  #shape(): string {
    const { features, hiddenUnits, seed, batchSeconds } = this.#config;
    return JSON.stringify({ features, hiddenUnits, seed, batchSeconds, alphabet: english.symbols });
  }

  #restore(path: string): Result<undefined> {
    const file = readTensorFile(path);
    if (!file.ok) return fail('checkpoint-refused', file.error.message);
    const header = CheckpointHeader.safeParse(file.value.header);
    if (!header.success) return fail('checkpoint-refused', `The checkpoint in “${this.#folder}” is damaged.`);
    const { shape, step, bestWer, prior } = header.data;
    if (shape !== this.#shape())
      return fail('checkpoint-refused', `The checkpoint in “${this.#folder}” was made with ${shape}.`);
    const under = (prefix: string) =>
      new Map(
        [...file.value.tensors]
          .filter(([name]) => name.startsWith(prefix))
          .map(([name, values]) => [name.slice(prefix.length), values]),
      );
    this.#network.restore(under('network/'));
    this.#trainer.adam.restore(under('adam/'));
    this.#prior = { mean: Float32Array.from(prior.mean), variance: Float32Array.from(prior.variance) };
    this.#step = step;
    this.#bestWer = bestWer ?? Infinity;
    return ok(undefined);
  }
}
