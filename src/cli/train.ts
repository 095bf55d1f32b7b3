import { homedir } from 'node:os';
import { join } from 'node:path';

import type { Command } from 'commander';

import type { Result } from '../contract/result';
import type { FeatureConfig } from '../core/features/config';
import { readCorpus } from '../platform/corpus';
import { FeatureCache } from '../platform/featureCache';
import { loadTensorFlow } from '../platform/tensorflow';
import { readTrainingConfig } from '../platform/trainingConfig';
import { TrainingRun, type Corpus, type TrainingProgress } from '../platform/trainingRun';
import { print } from './terminal';

interface TrainOptions {
  readonly corpus: string;
  readonly valid: string;
  readonly config: string;
  readonly output: string;
  readonly root?: string;
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
    .action(train);
}

async function train(options: TrainOptions): Promise<void> {
  const config = orThrow(readTrainingConfig(options.config));
  const backend = orThrow(await loadTensorFlow('auto'));
  print(`backend ${backend.name}`);
  const training = await openCorpus(options.corpus, options, config.features);
  const heldOut = await openCorpus(options.valid, options, config.features);
  const run = orThrow(TrainingRun.open(config, options.output, training, heldOut));
  tellRefusals(run);
  const stopped = new AbortController();
  process.once('SIGINT', () => {
    stopped.abort();
  });
  process.once('SIGTERM', () => {
    stopped.abort();
  });
  for await (const progress of run.train(stopped.signal)) tell(progress);
  run.dispose();
  print(stopped.signal.aborted ? `stopped at step ${run.step}; the same command goes on from here` : 'done');
}

async function openCorpus(list: string, { root }: TrainOptions, features: FeatureConfig): Promise<Corpus> {
  const entries = orThrow(await readCorpus(list, root));
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'utter', 'features');
  const cache = await FeatureCache.open(entries, features, folder, (done, total) => {
    if (done % 500 === 0) print(`features of ${list}: ${done} of ${total}`);
  });
  return { entries, cache };
}

function tellRefusals({ refusals }: TrainingRun): void {
  for (const { path, reason } of refusals.slice(0, 10)) print(`left out ${path}: ${reason}`);
  if (refusals.length > 10) print(`left out ${refusals.length} recordings in all`);
}

function tell(progress: TrainingProgress): void {
  if (progress.type === 'held-out') {
    const { score, step } = progress;
    print(
      `held-out after step ${step}: loss ${score.loss.toFixed(3)}  WER ${score.wer.toFixed(1)}  CER ${score.cer.toFixed(1)}`,
    );
    for (const [source, { wer, cer }] of score.sources)
      print(`  ${source}: WER ${wer.toFixed(1)}  CER ${cer.toFixed(1)}`);
    for (const { said, heard } of score.examples) print(`  said  ${said}\n  heard ${heard}`);
    return;
  }
  if (progress.step % 10 !== 0) return;
  const { step, totalSteps, report, learningRate, timesRealTime } = progress;
  const losses = `loss ${report.loss.toFixed(3)} (${report.intermediateLoss.toFixed(3)})  norm ${report.gradientNorm.toFixed(2)}`;
  print(
    `${step}/${totalSteps}  ${losses}  rate ${learningRate.toExponential(1)}  ${timesRealTime.toFixed(0)} × real time`,
  );
}

/** A failure here ends the command; the entry point prints its sentence. */
function orThrow<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
