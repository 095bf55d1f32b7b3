import { existsSync, mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';
import type { AdaptationProgress, HeardSentence, TaughtPart } from '../../contract/voice';
import type { WeightValues } from '../../core/acoustic/network';
import {
  adaptationRate,
  type AdaptationRecipe,
  adaptationSteps,
  recipeOf,
  replaySeconds,
} from '../../core/training/adaptationRecipe';
import { PlainNetwork } from '../../core/training/plainNetwork';
import { Trainer } from '../../core/training/trainer';
import { weightsBetween } from '../../core/training/weightsBetween';
import { readCheckpoint, writeCheckpoint } from '../acoustic/checkpoint';
import { type AcousticModel, readModel, writeModel } from '../acoustic/modelFile';
import { loadTensorFlow } from '../acoustic/tensorflow';
import { turnOfOthers } from '../acoustic/turnOfOthers';
import { openAnalysis } from '../corpus/openAnalysis';
import { failOfDisk } from '../files/wholeFile';
import { ownLanguageModelPath } from '../languageModel/languageModelBeside';
import { type AdaptationJob, hearingFilesOf } from './adaptationJob';
import { AdaptationBatches } from './adaptationBatches';
import { type AdaptationMaterial, hashOfFile, openMaterial } from './adaptationMaterial';
import { BestPathScorer, type BestPathScore } from './bestPathScorer';
import { hear, hearStates } from './hearing';
import { type Candidate, judge } from './judge';
import { teachWords } from './taughtWords';

export interface AdaptationRunning {
  /** Stops after a step; what was learnt is kept in the folder. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: AdaptationProgress) => void;
}

/** What a crash may cost. */
const checkpointMilliseconds = 20_000;
/** Over how many steps the time left is estimated. */
const estimatedSteps = 20;
const shownSentences = 8;

/**
 * Teaches a model one voice. A folder with a checkpoint of the same job goes on from it, whatever ended the process. The model that
 * is in use is never written to: the new one is `model.utter` in the job's folder, whole or not there.
 */
export class Adaptation {
  readonly steps: number;
  readonly #job: AdaptationJob;
  readonly #model: AcousticModel;
  readonly #material: AdaptationMaterial;
  readonly #recipe: AdaptationRecipe;
  readonly #network: PlainNetwork;
  readonly #trainer: Trainer;
  readonly #batches: AdaptationBatches;
  readonly #scorer: BestPathScorer;
  readonly #shape: string;
  #step = 0;
  #before: BestPathScore | null = null;
  #trainingSeconds = 0;

  private constructor(job: AdaptationJob, model: AcousticModel, material: AdaptationMaterial) {
    this.#job = job;
    this.#model = model;
    this.#material = material;
    this.#recipe = recipeOf(job.settings, model.features.kind);
    const { trainer, learns } = this.#recipe;
    this.#network = new PlainNetwork(model.network, model.weights, learns);
    this.#trainer = new Trainer(this.#network, trainer);
    this.#batches = new AdaptationBatches(material, model, this.#recipe);
    this.steps = adaptationSteps(this.#recipe, this.#batches.stepsPerEpoch);
    this.#scorer = new BestPathScorer(material, model);
    const { learns: _learns, ...numbers } = this.#recipe;
    this.#shape = JSON.stringify({ model: hashOfFile(job.modelPath), recipe: numbers });
  }

  /**
   * Reads the recordings. Fails with `speech-too-little`, with `corpus-invalid` where the general speech is missing, and as
   * `readModel`, the backend and the disk do. Dispose it at the end.
   */
  static async open(
    job: AdaptationJob,
    onProgress: (progress: AdaptationProgress) => void = () => undefined,
  ): Promise<Result<Adaptation>> {
    const model = readModel(job.modelPath);
    if (!model.ok) return model;
    const backend = await loadTensorFlow('auto');
    if (!backend.ok) return backend;
    try {
      mkdirSync(job.folder, { recursive: true });
      const learntSeconds = job.voice.learnt.reduce((sum, { seconds }) => sum + seconds, 0);
      const places = {
        generalFolder: job.generalFolder,
        cacheFolder: join(job.folder, 'features'),
        replaySeconds: replaySeconds(job.settings, learntSeconds),
      };
      const opened = openAnalysis(model.value, job);
      if (!opened.ok) return opened;
      const reading = { features: model.value.features, analysis: opened.value.analysis };
      const material = await openMaterial(job.voice, reading, places, onProgress);
      opened.value.dispose();
      if (!material.ok) return material;
      const adaptation = new Adaptation(job, model.value, material.value);
      adaptation.#restore();
      return ok(adaptation);
    } catch (cause) {
      return failOfDisk(cause);
    }
  }

  /** Where the new model is, once `done` was told. */
  get modelPath(): string {
    return join(this.#job.folder, 'model.utter');
  }

  /** Steps that were taken; more than 0 at first where a checkpoint goes on. */
  get step(): number {
    return this.#step;
  }

  /**
   * Learns, and judges the new model, until `done` or until `signal`; may be called again after the latter. Fails where the disk is
   * full, with a checkpoint of before, with `training-failed` where the loss is no number, and with `recording-missing` where nothing
   * that it could be judged by can be read any more.
   */
  async run({ signal, onProgress }: AdaptationRunning): Promise<Result<undefined>> {
    try {
      const learnt = await this.#learn({ signal, onProgress });
      if (!learnt.ok) return learnt;
      this.#save();
      if (!signal.aborted) {
        this.#writeModel(this.#newWeights());
        const judged = await this.#judge({ signal, onProgress });
        if (!judged.ok) return judged;
      }
      if (signal.aborted) onProgress({ type: 'stopped', step: this.#step });
      return ok(undefined);
    } catch (cause) {
      return failOfDisk(cause);
    }
  }

  dispose(): void {
    this.#trainer.optimizer.dispose();
    this.#network.dispose();
  }

  async #learn({ signal, onProgress }: AdaptationRunning): Promise<Result<undefined>> {
    const times: number[] = [];
    let saved = -Infinity;
    if (this.#step < this.steps) this.#tellScore(onProgress);
    while (this.#step < this.steps && !signal.aborted) {
      const started = performance.now();
      const { loss, learningRate } = this.#takeStep();
      if (!Number.isFinite(loss)) return fail('training-failed');
      times.push((performance.now() - started) / 1000);
      this.#trainingSeconds += times.at(-1)!;
      const recent = times.slice(-estimatedSteps);
      const perStep = recent.reduce((sum, seconds) => sum + seconds, 0) / recent.length;
      const secondsLeft = perStep * (this.steps - this.#step);
      onProgress({ type: 'step', step: this.#step, steps: this.steps, loss, learningRate, secondsLeft });
      if (this.#step % this.#scoreSteps === 0 || this.#step === this.steps) this.#tellScore(onProgress);
      if (performance.now() - saved > checkpointMilliseconds) {
        this.#save();
        saved = performance.now();
      }
      await turnOfOthers();
    }
    return ok(undefined);
  }

  /** After each pass, and not more often than ten times in all. */
  get #scoreSteps(): number {
    return Math.max(this.#batches.stepsPerEpoch, Math.ceil(this.steps / 10));
  }

  #takeStep(): { readonly loss: number; readonly learningRate: number } {
    const learningRate = adaptationRate(this.#recipe, this.#step, this.steps);
    const { loss } = this.#trainer.step(this.#batches.at(this.#step), this.#trainer.plan(this.#step, learningRate));
    this.#step += 1;
    return { loss, learningRate };
  }

  #tellScore(onProgress: (progress: AdaptationProgress) => void): void {
    const score = this.#scorer.score(this.#newWeights());
    if (this.#step === 0) this.#before = score;
    const before = (this.#before ??= this.#scorer.score(this.#model.weights));
    const sentences: HeardSentence[] = score.voice.heard.slice(0, shownSentences).map(({ said, heard }, index) => ({
      said,
      before: before.voice.heard[index]?.heard ?? '',
      now: heard,
    }));
    const { loss, wer } = score.voice;
    onProgress({ type: 'score', step: this.#step, wer, loss, canaryWer: score.canary.wer, sentences });
  }

  async #judge({ signal, onProgress }: AdaptationRunning): Promise<Result<undefined>> {
    const base = hearingFilesOf(this.#job);
    const languageModelPath = ownLanguageModelPath(this.modelPath);
    const taught = await teachWords(base, this.#job.words, this.#material, languageModelPath);
    if (!taught.ok) return taught;
    const sound: Candidate = { part: 'sound', files: { modelPath: this.modelPath } };
    const candidates: Candidate[] = taught.value ? [sound, { part: 'words', files: { languageModelPath } }] : [sound];
    const judging = this.#model.features.kind === 'encoder' ? hearStates(this.#material) : hear;
    const judged = await judge(base, candidates, this.#material, { signal, onProgress, hear: judging });
    if (!judged.ok) return judged;
    if (judged.value === null) return ok(undefined);
    const { sentences, ...rates } = judged.value;
    const scores = { ...rates, minutes: this.#minutesLearnt, trainingSeconds: this.#trainingSeconds };
    const isBetter = rates.parts.some(({ isKept }) => isKept);
    await this.#keepWhatHelps(rates.parts);
    onProgress({ type: 'done', modelPath: this.modelPath, scores, sentences, isBetter });
    return ok(undefined);
  }

  /** The sound is what it was where the words alone help; where nothing helps, the user may still want what was learnt. */
  async #keepWhatHelps(parts: readonly TaughtPart[]): Promise<void> {
    const [sound, words] = parts;
    if (words?.isKept !== true) await rm(ownLanguageModelPath(this.modelPath), { force: true });
    else if (sound?.isKept !== true) this.#writeModel(this.#model.weights);
  }

  get #minutesLearnt(): number {
    const frames = this.#material.learnt.examples.frames.reduce((sum, count) => sum + count, 0);
    return (frames * this.#model.features.hop) / this.#model.features.sampleRateHz / 60;
  }

  #writeModel(weights: ReadonlyMap<string, WeightValues>): void {
    const { features, network, prior, encoderWeights } = this.#model;
    const training = { ...this.#model.training, adapted: { steps: this.steps, minutes: this.#minutesLearnt } };
    writeModel(this.modelPath, { name: this.#job.name, features, network, prior, weights, encoderWeights, training });
  }

  #newWeights(): ReadonlyMap<string, WeightValues> {
    return weightsBetween(this.#model.weights, this.#network.values(), this.#recipe.learntShare);
  }

  get #checkpointPath(): string {
    return join(this.#job.folder, 'checkpoint');
  }

  #save(): void {
    const checkpoint = {
      shape: this.#shape,
      recordings: this.#material.hash,
      step: this.#step,
      bestWer: Infinity,
      scoresSinceBest: 0,
      trainingSeconds: this.#trainingSeconds,
      averaged: 0,
      prior: this.#model.prior,
      network: this.#network.values(),
      optimizer: this.#trainer.optimizer.values(),
      average: new Map(),
    };
    writeCheckpoint(this.#checkpointPath, checkpoint, this.#recipe.trainer.optimizer);
  }

  /** A checkpoint of another model, recipe or other recordings is of no use to this job, which begins anew. */
  #restore(): void {
    if (!existsSync(this.#checkpointPath)) return;
    const read = readCheckpoint(this.#checkpointPath, this.#recipe.trainer.optimizer);
    if (!read.ok || read.value.shape !== this.#shape || read.value.recordings !== this.#material.hash) return;
    this.#network.restore(read.value.network);
    this.#trainer.optimizer.restore(read.value.optimizer);
    this.#step = read.value.step;
    this.#trainingSeconds = read.value.trainingSeconds ?? 0;
  }
}

/** Forgets a job: its checkpoint, its features and a model that was not kept. */
export async function forgetAdaptation(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
