import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';

import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';

import { fail, ok, type Result } from '../../contract/result';
import {
  type AdaptationProgress,
  type AdaptationScores,
  AdaptationSettings,
  adaptationPresets,
  type ErrorRate,
  type TaughtPart,
} from '../../contract/voice';
import { someMinutes } from '../../core/voice/splitVoice';
import type { AdaptationJob } from '../../platform/adaptation/adaptationJob';
import { type VoiceClips, withHeldOut } from '../../platform/adaptation/voiceClips';
import { checkRecordings } from '../../platform/corpus/checkedCorpus';
import { readCorpus } from '../../platform/corpus/corpus';
import { readLayout } from '../../platform/corpus/corpusLayouts';
import { splitOff } from '../../platform/corpus/corpusSplits';
import { resourcesFolder } from '../../platform/files/utterFolder';
import { failOfDisk } from '../../platform/files/wholeFile';
import { ownLanguageModelPath } from '../../platform/languageModel/languageModelBeside';
import { encodingOption, filesFor, modelOption } from '../recognition/recognition';
import { unannotated } from '../recognition/references';
import { endWhenStopped, stopSignal } from '../terminal/stopSignal';
import { checkOutput, forceOption } from '../terminal/outputFile';
import {
  complain,
  exitCodes,
  failWith,
  formatTable,
  print,
  printJson,
  type Progress,
  showProgress,
} from '../terminal/terminal';

interface AdaptOptions {
  readonly corpus?: string;
  readonly root?: string;
  readonly recordings?: string;
  readonly minutes?: number;
  readonly output: string;
  readonly model: string;
  readonly preset: (typeof adaptationPresets)[number];
  readonly learningRate?: number;
  readonly epochs?: number;
  readonly replay?: number;
  readonly documents?: string[];
  readonly general: string;
  readonly encoding?: string;
  readonly force?: true;
  readonly json?: true;
}

/** The general speech that comes with Utter. */
const bundledGeneral = join(resourcesFolder, 'adaptation');
const generalOption = (): Option =>
  new Option('--general <folder>', 'replay.tsv and canary.tsv for general speech').default(
    bundledGeneral,
    'what comes with Utter',
  );
/** Which recordings `--minutes` takes. */
const minutesSeed = 1;
const plainSteps = 10;

export function addAdapt(program: Command): void {
  program
    .command('adapt')
    .description('teach a model one voice; a run that was stopped or killed goes on where it was')
    .addOption(
      new Option(
        '--corpus <tsv>',
        'recordings of the voice: path, seconds, speaker, source, text; those with "test" in a column "split" only judge',
      ).conflicts('recordings'),
    )
    .option('--root <folder>', 'where the paths of the list start; else at its own folder')
    .option('--recordings <folder>', 'instead of a list: recordings with a .txt of the same name beside each')
    .option(
      '--minutes <count>',
      'use so much of the speech, drawn at random',
      numberIn(z.number().positive(), 'above 0'),
    )
    .requiredOption('--output <model>', 'the new model')
    .addOption(modelOption())
    .addOption(new Option('--preset <name>', 'how long').choices(adaptationPresets).default('standard'))
    .option(
      '--learning-rate <rate>',
      'in place of the one of the recipe',
      numberIn(advanced.learningRate, 'above 0, at most 1'),
    )
    .option(
      '--epochs <count>',
      'passes over the voice, in place of those of the preset',
      numberIn(advanced.epochs, 'above 0, at most 1000'),
    )
    .option(
      '--replay <share>',
      'share of general speech in what is learnt',
      numberIn(advanced.replayShare, 'from 0 to 0.9'),
    )
    .option('--documents <path...>', 'texts of your own (.txt, .md) or folders of them, to learn words from')
    .addOption(generalOption())
    .addOption(encodingOption())
    .addOption(forceOption())
    .option('--json', 'print one JSON object: {scores, sentences, isBetter}')
    .action(async (options: AdaptOptions, command: Command) => {
      const source = options.corpus ?? options.recordings;
      if (source === undefined) command.error('error: say what to learn from: --corpus <tsv> or --recordings <folder>');
      process.exitCode = await adapt(source, options);
    });
}

const { shape: advanced } = AdaptationSettings.shape.advanced.unwrap();

/** A parser of a number that a schema takes. @param range "from 0 to 0.9" */
const numberIn =
  (schema: z.ZodType<number | undefined>, range: string) =>
  (value: string): number => {
    const number = value.trim() === '' ? NaN : Number(value);
    if (!schema.safeParse(number).success) throw new InvalidArgumentError(`It is not a number ${range}.`);
    return number;
  };

async function adapt(source: string, options: AdaptOptions): Promise<number> {
  // Learning takes long: what would take no model at its end is told before.
  for (const path of [options.output, ownLanguageModelPath(options.output)]) {
    const writable = await checkOutput(path, options);
    if (!writable.ok) return failWith(writable.error);
  }
  const voice = await readVoice(source, options);
  if (!voice.ok) return failWith(voice.error);
  const { Adaptation, forgetAdaptation } = await import('../../platform/adaptation/adaptation');
  const job = jobOf(options, voice.value);
  const view = new AdaptationView();
  const goOn = endWhenStopped('stopped while the recordings were read; the same command goes on from here', () => {
    view.endReading();
  });
  const opened = await Adaptation.open(job, (progress) => {
    view.show(progress);
  });
  goOn();
  view.endReading();
  if (!opened.ok) return failWith(opened.error);
  const adaptation = opened.value;
  if (adaptation.step > 0) complain(`goes on at step ${adaptation.step} of ${adaptation.steps}`);
  const signal = stopSignal();
  const ended = await adaptation.run({
    signal,
    onProgress: (progress) => {
      view.show(progress);
    },
  });
  adaptation.dispose();
  if (!ended.ok) return failWith(ended.error);
  if (signal.aborted) return exitCodes.failure;
  view.tellDone(options.json === true);
  const placed = await placeModel(adaptation.modelPath, resolve(options.output));
  if (!placed.ok) return failWith(placed.error);
  await forgetAdaptation(job.folder);
  return exitCodes.ok;
}

/** The model, and beside it the language model of its words; one of before, which may be replaced, would serve it wrongly. */
async function placeModel(modelPath: string, output: string): Promise<Result<undefined>> {
  const [ownWords, wordsOutput] = [ownLanguageModelPath(modelPath), ownLanguageModelPath(output)];
  if (!existsSync(ownWords)) await rm(wordsOutput, { force: true });
  const placed = existsSync(ownWords) ? await place(ownWords, wordsOutput) : ok(undefined);
  return placed.ok ? place(modelPath, output) : placed;
}

async function place(modelPath: string, output: string): Promise<Result<undefined>> {
  try {
    await rename(modelPath, output);
    return ok(undefined);
  } catch (cause) {
    const failed: Result<never> = failOfDisk(cause);
    return failed.ok ? failed : fail(failed.error.code, `${failed.error.message} The new model is “${modelPath}”.`);
  }
}

function jobOf(options: AdaptOptions, voice: VoiceClips): AdaptationJob {
  const { output, model, preset, learningRate, epochs, replay, documents = [], general } = options;
  return {
    ...filesFor(model),
    generalFolder: resolve(general),
    voice,
    words: { documents: documents.map((path) => resolve(path)), texts: [], terms: [] },
    settings: { preset, advanced: { learningRate, epochs, replayShare: replay } },
    name: basename(output, extname(output)),
    folder: `${resolve(output)}.adapting`,
  };
}

/** What is learnt from and what judges. */
async function readVoice(source: string, options: AdaptOptions): Promise<Result<VoiceClips>> {
  const { minutes = Infinity, root, encoding } = options;
  if (options.corpus !== undefined) {
    const corpus = await readCorpus(source, root, { encoding });
    if (!corpus.ok) return corpus;
    const { adapt: learnt, test } = splitOff(unannotated(corpus.value));
    complain(`${learnt.length} recordings to learn from, ${test.length} that only judge`);
    const some = someMinutes(learnt, minutes, minutesSeed);
    return ok(test.length > 0 ? { learnt: some, heldOut: test } : withHeldOut(some));
  }
  const layout = await readLayout(source, { root, encoding });
  if (!layout.ok) return layout;
  for (const kind of layout.value.leftOut) complain(`left out ${kind}`);
  const { recordings } = layout.value;
  const progress = showProgress(recordings.length, 'recordings checked');
  const goOn = endWhenStopped('stopped while the recordings were checked; nothing is kept of that', () => {
    progress.stop();
  });
  const { entries, refused } = await checkRecordings(recordings, (done) => {
    progress.update(done);
  });
  goOn();
  progress.stop();
  for (const { path, reason, detail } of refused) complain(`left out ${path}: ${reason} ${detail}`.trimEnd());
  const voice = withHeldOut(someMinutes(entries, minutes, minutesSeed));
  complain(`${voice.learnt.length} recordings to learn from, ${voice.heldOut.length} that only judge`);
  return ok(voice);
}

/** Tells an adaptation on stderr, and its end on stdout. */
class AdaptationView {
  #done: (AdaptationProgress & { readonly type: 'done' }) | null = null;
  #reading: Progress | null = null;
  /** Told when the bar is gone. */
  readonly #leftOut: string[] = [];

  /** To be called when all recordings are read, or no more are. */
  endReading(): void {
    this.#reading?.stop();
    this.#reading = null;
    for (const sentence of this.#leftOut.splice(0)) complain(sentence);
  }

  show(progress: AdaptationProgress): void {
    if (progress.type === 'preparing') this.#showReading(progress);
    else if (progress.type === 'left-out') this.#leftOut.push(`left out ${progress.path}: ${progress.reason}`);
    else this.#showLearning(progress);
  }

  #showReading({ done, total }: AdaptationProgress & { readonly type: 'preparing' }): void {
    this.#reading ??= showProgress(total, 'recordings read');
    this.#reading.update(done);
  }

  #showLearning(progress: AdaptationProgress): void {
    if (progress.type === 'step' && progress.step % plainSteps === 0) {
      const { step, steps, loss, learningRate, secondsLeft } = progress;
      const left = `${Math.ceil(secondsLeft / 60)} min left`;
      complain(`${step}/${steps}  loss ${loss.toFixed(3)}  rate ${learningRate.toExponential(1)}  ${left}`);
    } else if (progress.type === 'score') {
      const { step, wer, loss, canaryWer } = progress;
      const voice = `WER ${wer.toFixed(1)}, loss ${loss.toFixed(3)}`;
      complain(`after step ${step}, best path: this voice ${voice}; general speech WER ${canaryWer.toFixed(1)}`);
    } else if (progress.type === 'judging' && progress.done % 50 === 0)
      complain(`judging: ${progress.done} of ${progress.total}`);
    else if (progress.type === 'stopped')
      complain(`stopped at step ${progress.step}; the same command goes on from here`);
    else if (progress.type === 'done') this.#done = progress;
  }

  tellDone(asJson: boolean): void {
    if (this.#done === null) return;
    const { scores, sentences, isBetter } = this.#done;
    if (asJson) printJson({ scores, sentences, isBetter });
    else print(`${toTable(scores)}\n\n${scores.parts.map(partSaid).join('\n')}${isBetter ? '' : `\n${notBetter}`}`);
  }
}

const notBetter = 'There was nothing to mend with these recordings: better keep the old model.';

/** What one thing that was taught did. */
function partSaid({ part, voice, canary, isKept }: TaughtPart): string {
  const what = part === 'sound' ? 'The sound of this voice' : 'The words of these texts';
  const rates = `${voice.before.wer.toFixed(1)} → ${voice.after.wer.toFixed(1)} % of its words wrong, general speech ${canary.before.wer.toFixed(1)} → ${canary.after.wer.toFixed(1)} %`;
  return `${what}: ${rates}. ${isKept ? 'It helps.' : 'It does not help.'}`;
}

function toTable({ voice, canary, minutes, trainingSeconds }: AdaptationScores): string {
  const rateOf = ({ wer, lowestWer, highestWer }: ErrorRate): string =>
    `${wer.toFixed(1)} (${lowestWer.toFixed(1)} – ${highestWer.toFixed(1)})`;
  const table = formatTable([
    ['WER % (95 %)', 'before', 'after', 'words'],
    ['this voice', rateOf(voice.before), rateOf(voice.after), String(voice.before.words)],
    ['general speech', rateOf(canary.before), rateOf(canary.after), String(canary.before.words)],
  ]);
  return `${table}\n\n${minutes.toFixed(1)} minutes of speech, learnt in ${Math.round(trainingSeconds)} s`;
}
