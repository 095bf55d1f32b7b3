import { relative } from 'node:path';

import { type Command, Option } from 'commander';

import { ok } from '../../contract/result';
import { textOf } from '../../contract/shownText';
import { sampleRateHz } from '../../core/audio/pcm';
import { filterRecording } from '../../core/audio/recordingFilter';
import { editsOf } from '../../core/corpus/edits';
import type { Recognizer } from '../../core/dictation/recognizer';
import { type ErrorInterval, type ScoredUtterance, wordErrorInterval } from '../../core/training/bootstrap';
import { drawErrorPlot } from '../../core/training/errorPlot';
import { countWordErrors, type ErrorRates, ErrorTally } from '../../core/training/wordErrors';
import { readAudio } from '../../platform/audio/audioFile';
import { type CorpusEntry, readCorpus } from '../../platform/corpus/corpus';
import { writeWholeFile } from '../../platform/files/wholeFile';
import {
  addRecognitionOptions,
  openChosen,
  type RecognitionOptions,
  recognize,
  wholeNumber,
} from '../recognition/recognition';
import { chooseReferences } from '../recognition/references';
import { checkOutput, forceOption } from '../terminal/outputFile';
import { evaluateMarks } from './evaluateMarks';
import { complain, exitCodes, failWith, formatTable, print, printJson, showProgress } from '../terminal/terminal';

interface EvaluateOptions extends RecognitionOptions {
  readonly corpus: string;
  readonly root?: string;
  readonly limit?: number;
  readonly table?: 'look-ahead';
  readonly plot?: string;
  readonly force?: true;
  readonly json?: true;
}

/** As they are given: one of the two lists. */
type ChosenOptions = Omit<EvaluateOptions, 'corpus'> & { readonly corpus?: string; readonly marks?: string };

export function addEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .description('count the errors on recordings whose words are known')
    .option('--corpus <tsv>', 'the list: path, seconds, speaker, source, text')
    .option('--marks <tsv>', 'judge marks and capitals in place of words: such a list, whose texts have them')
    .option('--root <folder>', 'where the paths of the list start; else at its own folder')
    .option('--limit <count>', 'take so many recordings, evenly spread over the list', wholeNumber)
    .addOption(new Option('--table <name>', 'compare settings').choices(['look-ahead']))
    .option('--plot <svg>', 'with --table, draw it, too')
    .addOption(forceOption())
    .option('--json', 'print one JSON object: {all, sources, settings}, with --table {lookAheads, settings}');
  addRecognitionOptions(command).action(async ({ corpus, marks, ...others }: ChosenOptions) => {
    if (corpus === undefined && marks !== undefined) {
      process.exitCode = await evaluateMarks({ ...others, marks });
      return;
    }
    if (corpus === undefined || marks !== undefined) return command.error('error: name one of --corpus and --marks');
    const options = { ...others, corpus };
    process.exitCode = await (options.table === undefined ? evaluate(options) : compareLookAheads(options));
  });
}

/** Seconds of audio and seconds that its recognition took. */
interface Timing {
  readonly audio: number;
  readonly work: number;
}

interface Evaluation {
  readonly tally: ErrorTally;
  /** By source. */
  readonly timings: ReadonlyMap<string, Timing>;
  /** By source. */
  readonly utterances: ReadonlyMap<string, readonly ScoredUtterance[]>;
  readonly unreadable: number;
}

async function evaluate(options: EvaluateOptions): Promise<number> {
  const corpus = await readCorpus(options.corpus, options.root, options);
  if (!corpus.ok) return failWith(corpus.error);
  const opened = await openChosen(options);
  if (!opened.ok) return failWith(opened.error);
  const { recognizer, backend, modelName } = opened.value;
  const { entries, leftOut } = chooseReferences(corpus.value, options.limit);
  const evaluation = await evaluateAll(recognizer, entries);
  const lookAheadMilliseconds = Math.round(recognizer.lookAheadSeconds * 1000);
  recognizer.dispose();
  const settings = {
    corpus: relative(process.cwd(), options.corpus),
    recordings: entries.length,
    decoder: options.decoder,
    hearing: options.once ? 'first' : 'second',
    lookAhead: options.lookAhead === 'full' ? 'full' : lookAheadMilliseconds,
    backend,
    model: modelName,
  };
  if (options.json) printJson({ ...toJson(evaluation), settings });
  else
    print(
      `${toTable(evaluation)}\n\n${Object.entries(settings)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')}`,
    );
  return exitCodeFor([evaluation], leftOut);
}

/** It worked where each recording that was asked for has judged, and there was one. */
function exitCodeFor(evaluations: readonly Evaluation[], leftOut: number): number {
  const isWhole = evaluations.every(({ unreadable, tally }) => unreadable === 0 && tally.all.utterances > 0);
  return isWhole && leftOut === 0 ? exitCodes.ok : exitCodes.failure;
}

async function compareLookAheads(options: EvaluateOptions): Promise<number> {
  const writable = options.plot === undefined ? ok(undefined) : await checkOutput(options.plot, options);
  if (!writable.ok) return failWith(writable.error);
  const corpus = await readCorpus(options.corpus, options.root, options);
  if (!corpus.ok) return failWith(corpus.error);
  const { entries, leftOut } = chooseReferences(corpus.value, options.limit);
  const rows: LookAheadRow[] = [];
  const evaluations: Evaluation[] = [];
  for (const lookAhead of comparedLookAheads) {
    const opened = await openChosen({ ...options, lookAhead });
    if (!opened.ok) return failWith(opened.error);
    const { recognizer } = opened.value;
    complain(`look-ahead ${lookAhead}`);
    const evaluation = await evaluateAll(recognizer, entries);
    evaluations.push(evaluation);
    const { all, sources } = toJson(evaluation);
    const delayMilliseconds = lookAhead === 'full' ? null : Math.round(recognizer.longestDelaySeconds * 1000);
    rows.push({ lookAhead, delayMilliseconds, all, sources });
    recognizer.dispose();
  }
  if (options.json) printJson({ lookAheads: rows, settings: { recordings: entries.length, decoder: options.decoder } });
  else print(toLookAheadTable(rows));
  const exitCode = exitCodeFor(evaluations, leftOut);
  if (options.plot === undefined) return exitCode;
  const points = rows.map(({ lookAhead, all }) => ({ name: String(lookAhead), ...all.werInterval, value: all.wer }));
  const drawn = await writeWholeFile(options.plot, drawErrorPlot('Word errors by look-ahead in milliseconds', points));
  return drawn.ok ? exitCode : failWith(drawn.error);
}

/** In milliseconds. */
const comparedLookAheads = ['full', 1280, 640, 320, 160, 80] as const;

interface LookAheadRow {
  readonly lookAhead: (typeof comparedLookAheads)[number];
  /** From a sound to the result for its timestep, at the longest; null where that is the end of the utterance. */
  readonly delayMilliseconds: number | null;
  readonly all: Score;
  readonly sources: Readonly<Record<string, Score>>;
}

function toLookAheadTable(rows: readonly LookAheadRow[]): string {
  const sources = Object.keys(rows[0]?.sources ?? {});
  const cells = rows.map(({ lookAhead, delayMilliseconds, all, sources: scores }) => [
    String(lookAhead),
    delayMilliseconds === null ? 'utterance' : String(delayMilliseconds),
    ...sources.map((source) => scores[source]?.wer.toFixed(1) ?? ''),
    all.wer.toFixed(1),
    `${all.werInterval.low.toFixed(1)}–${all.werInterval.high.toFixed(1)}`,
    all.realTimeFactor.toFixed(3),
  ]);
  return formatTable([['look-ahead ms', 'delay ms', ...sources, 'all', '95 %', 'real-time factor'], ...cells]);
}

async function evaluateAll(recognizer: Recognizer, entries: readonly CorpusEntry[]): Promise<Evaluation> {
  const tally = new ErrorTally();
  const timings = new Map<string, Timing>();
  const utterances = new Map<string, ScoredUtterance[]>();
  let unreadable = 0;
  const progress = showProgress(entries.length, 'recordings');
  for (const [index, entry] of entries.entries()) {
    const audio = await readAudio(entry.path);
    if (audio.ok) {
      const start = performance.now();
      const text = textOf(recognize(recognizer, filterRecording(audio.value)));
      const before = timings.get(entry.source) ?? { audio: 0, work: 0 };
      const work = before.work + (performance.now() - start) / 1000;
      timings.set(entry.source, { audio: before.audio + audio.value.length / sampleRateHz, work });
      tally.add(entry.source, entry.text, text);
      utterances.set(entry.source, [...(utterances.get(entry.source) ?? []), scoredOf(entry, text)]);
    } else {
      unreadable += 1;
      complain(audio.error.message);
    }
    progress.update(index + 1);
  }
  progress.stop();
  return { tally, timings, utterances, unreadable };
}

function scoredOf({ speaker, text: said }: CorpusEntry, heard: string): ScoredUtterance {
  const counts = countWordErrors(said, heard);
  return { speaker, errors: editsOf(counts), words: counts.length };
}

const sumOf = (timings: Iterable<Timing>): Timing =>
  [...timings].reduce((sum, { audio, work }) => ({ audio: sum.audio + audio, work: sum.work + work }), {
    audio: 0,
    work: 0,
  });

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Seconds of work for a second of audio. */
const realTimeFactorOf = ({ audio, work }: Timing): number => (audio === 0 ? 0 : work / audio);

interface Score {
  readonly utterances: number;
  readonly words: number;
  /** Percent, as `cer`. */
  readonly wer: number;
  readonly cer: number;
  readonly realTimeFactor: number;
  /** Percent, 95 %. */
  readonly werInterval: ErrorInterval;
}

const toScore = (rates: ErrorRates, timing: Timing, utterances: readonly ScoredUtterance[]): Score => ({
  utterances: rates.utterances,
  words: rates.words.length,
  wer: percentOf(rates, rates.wer),
  cer: percentOf(rates, rates.cer),
  realTimeFactor: rounded(realTimeFactorOf(timing), 4),
  werInterval: roundedInterval(wordErrorInterval(utterances)),
});

/** Nothing has judged where there are no utterances: NaN, which JSON writes as null. */
const percentOf = ({ utterances }: ErrorRates, rate: number): number => (utterances === 0 ? NaN : rounded(rate, 2));

const roundedInterval = ({ low, high, resampled }: ErrorInterval): ErrorInterval => ({
  low: rounded(low, 2),
  high: rounded(high, 2),
  resampled,
});

function toJson({ tally, timings, utterances }: Evaluation): { all: Score; sources: Record<string, Score> } {
  const scores = [...tally.sources].map(([source, rates]): [string, Score] => [
    source,
    toScore(rates, sumOf([timings.get(source) ?? sumOf([])]), utterances.get(source) ?? []),
  ]);
  const all = toScore(tally.all, sumOf(timings.values()), [...utterances.values()].flat());
  return { all, sources: Object.fromEntries(scores) };
}

function toTable(evaluation: Evaluation): string {
  const { all, sources } = toJson(evaluation);
  const rows = [...Object.entries(sources), ['all', all] as const].map(([name, score]) => [
    name,
    String(score.utterances),
    String(score.words),
    score.wer.toFixed(1),
    `${score.werInterval.low.toFixed(1)}–${score.werInterval.high.toFixed(1)}`,
    score.cer.toFixed(1),
    score.realTimeFactor.toFixed(3),
  ]);
  return formatTable([['source', 'utterances', 'words', 'WER %', '95 %', 'CER %', 'real-time factor'], ...rows]);
}
