import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import type { Command } from 'commander';

import type { Result } from '../../contract/result';
import { noNoise, type NoiseFeatures } from '../../core/training/augmenter';
import type { RateFinder } from '../../core/training/rateFinder';
import { multiplyInBfloat16 } from '../../platform/acoustic/bfloat16';
import { readModel } from '../../platform/acoustic/modelFile';
import { loadTensorFlow } from '../../platform/acoustic/tensorflow';
import type { CachedCorpus } from '../../platform/corpus/cachedCorpus';
import { readCorpus } from '../../platform/corpus/corpus';
import type { Refusal } from '../../platform/corpus/examples';
import type { Analysis } from '../../platform/corpus/analysis';
import { FeatureCache } from '../../platform/corpus/featureCache';
import { openNoiseFeatures } from '../../platform/corpus/noise';
import { openAnalysis } from '../../platform/corpus/openAnalysis';
import { readTrainingConfig, type TrainingConfig } from '../../platform/training/trainingConfig';
import { TrainingRun } from '../../platform/training/trainingRun';
import { bundledModelPath, encodingOption } from '../recognition/recognition';
import { stopSignal } from '../terminal/stopSignal';
import { complain, print } from '../terminal/terminal';
import { tellByHeart, tellRates, TrainingProgressView } from '../terminal/trainingProgress';

interface TrainOptions {
  readonly corpus: string;
  readonly valid: string;
  readonly config: string;
  readonly output: string;
  readonly root?: string;
  readonly from?: string;
  readonly findRate?: true;
  readonly preflight: boolean;
  readonly encoding?: string;
}

interface Reading {
  readonly analysis: Analysis;
  readonly encoderWeights: NonNullable<CachedCorpus['encoderWeights']>;
  readonly dispose: () => void;
}

export function registerTrain(program: Command): void {
  program
    .command('train')
    .description('train an acoustic model; a run that was stopped goes on where it was')
    .requiredOption('--corpus <tsv>', 'what to learn from: columns path, seconds, speaker, source, text')
    .requiredOption('--valid <tsv>', 'held-out recordings that are scored and never learnt from')
    .requiredOption('--config <file>', 'the configuration, such as configs/first.json')
    .requiredOption('--output <folder>', 'where checkpoints and models go')
    .option('--root <dir>', 'the folder that the paths of the lists begin at')
    .option(
      '--from <file>',
      'begin with the weights of a model, of as many units or fewer, or of the checkpoint of another run',
    )
    .addOption(encodingOption())
    .option('--find-rate', 'try learning rates from low to high, print the losses and a suggestion, and train nothing')
    .option('--no-preflight', 'do not learn a few utterances by heart first to see that training works')
    .action(train);
}

async function train(options: TrainOptions): Promise<void> {
  if (statSync(options.output, { throwIfNoEntry: false })?.isFile())
    throw new Error(`“${options.output}” is a file; name a folder, where checkpoints and models go.`);
  const config = orThrow(readTrainingConfig(options.config));
  const backend = orThrow(await loadTensorFlow('auto'));
  if (config.precision === 'bfloat16') multiplyInBfloat16();
  print(`backend ${backend.name}, products in ${config.precision}`);
  const noise = await openNoise(options, config);
  const { analysis, encoderWeights, dispose } = openReading(config, options.from);
  const training = { ...(await openCorpus(options.corpus, options, analysis)), noise, encoderWeights };
  const heldOut = await openCorpus(options.valid, options, analysis);
  dispose();
  const run = orThrow(TrainingRun.open(config, options.output, training, heldOut));
  if (options.from !== undefined) orThrow(run.beginFrom(options.from));
  tellRefusals(options.corpus, run.refusals.training);
  tellRefusals(options.valid, run.refusals.heldOut);
  for (const { sentence } of run.alarms) complain(sentence);
  const stopped = stopSignal();
  try {
    if (options.findRate) await findRate(run, stopped);
    else await trainOn(run, options.preflight && run.step === 0, stopped);
  } finally {
    run.dispose();
  }
}

async function trainOn(run: TrainingRun, preflight: boolean, stopped: AbortSignal): Promise<void> {
  if (preflight) await learnByHeart(run, stopped);
  const view = new TrainingProgressView();
  for await (const progress of run.train(stopped)) view.show(progress);
  view.stop();
  print(stopped.aborted ? `stopped at step ${run.step}; the same command goes on from here` : 'done');
}

/** @throws where a trainer that works would have learnt what it was shown */
async function learnByHeart(run: TrainingRun, stopped: AbortSignal): Promise<void> {
  let wrong = 0;
  for await (const report of run.learnByHeart(stopped)) {
    tellByHeart(report);
    wrong = report.wordErrors;
  }
  if (wrong === 0 || stopped.aborted) return;
  throw new Error(
    'The network cannot even learn a few short utterances by heart, so it was not trained. Try another peakLearningRate ' +
      '(--find-rate suggests one) or more hiddenUnits, look whether the texts belong to their recordings, or go on regardless with --no-preflight.',
  );
}

async function findRate(run: TrainingRun, stopped: AbortSignal): Promise<void> {
  let last: RateFinder | null = null;
  for await (const finder of run.findRate(stopped)) {
    if (finder.points.length % 10 === 0) complain(`${finder.points.length} rates tried`);
    last = finder;
  }
  if (last !== null) tellRates(last);
}

/** What recordings are read with. Learned features come from the encoder as the model that is begun with has taught it. */
function openReading({ features }: TrainingConfig, from: string | undefined): Reading {
  const model = features.kind === 'encoder' && from?.endsWith('.utter') ? orThrow(readModel(from)) : null;
  const encoderWeights = model?.encoderWeights ?? new Map<string, never>();
  return { encoderWeights, ...orThrow(openAnalysis({ features, encoderWeights }, { modelPath: bundledModelPath })) };
}

async function openCorpus(list: string, options: TrainOptions, analysis: Analysis): Promise<CachedCorpus> {
  const entries = orThrow(await readCorpus(list, options.root, options));
  const cache = await FeatureCache.open(entries, analysis, featureFolder(), (done, total) => {
    if (done % 500 === 0) print(`features of ${list}: ${done} of ${total}`);
  });
  return { entries, cache };
}

async function openNoise({ root = '.' }: TrainOptions, config: TrainingConfig): Promise<NoiseFeatures> {
  const noise = config.augmentation?.noise;
  if (noise === undefined || config.features.kind === 'encoder') return noNoise;
  const folder = noise.folder === undefined ? undefined : resolve(root, noise.folder);
  return orThrow(await openNoiseFeatures(folder, config.features, featureFolder()));
}

const featureFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'utter', 'features');

function tellRefusals(list: string, refusals: readonly Refusal[]): void {
  for (const { path, reason } of refusals.slice(0, 10)) complain(`left out ${path}: ${reason}`);
  if (refusals.length > 10) complain(`left out ${refusals.length} recordings of ${list} in all`);
}

/** A failure here ends the command; the entry point prints its sentence. */
function orThrow<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
