import { createReadStream } from 'node:fs';

import { type Command, InvalidArgumentError } from 'commander';

import { ok, type Result } from '../../contract/result';
import { english } from '../../core/alphabet';
import { HeldOutTexts } from '../../core/corpus/heldOutTexts';
import { normalizeText } from '../../core/corpus/normalizeText';
import { sentencesOf } from '../../core/corpus/sentences';
import { writeArpa } from '../../core/languageModel/arpa';
import { highestOrder } from '../../core/languageModel/binary';
import type { NgramModel } from '../../core/languageModel/ngramModel';
import { PerplexityTally } from '../../core/languageModel/perplexity';
import type { RunStore } from '../../core/languageModel/runs';
import { estimateStreamed } from '../../core/languageModel/streamedKneserNey';
import { TextCollector } from '../../core/languageModel/textCollector';
import { readCorpus } from '../../platform/corpus/corpus';
import { linesOf, textFailure } from '../../platform/files/textFile';
import { writeWholeFile } from '../../platform/files/wholeFile';
import { DiskRuns } from '../../platform/languageModel/diskRuns';
import { loadLanguageModel, saveLanguageModel } from '../../platform/languageModel/languageModelFile';
import { encodingOption, wholeNumber } from '../recognition/recognition';
import { checkOutput, forceOption } from '../terminal/outputFile';
import { complain, exitCodes, failWith, formatTable, print, printJson } from '../terminal/terminal';
import { addMerge, countsOf } from './lmMerge';
import { addMix } from './lmMix';
import { addTune } from './lmTune';

interface BuildOptions {
  readonly order: number;
  readonly prune: readonly number[];
  readonly minCount: number;
  readonly vocabulary: number;
  readonly output: string;
  readonly arpa?: string;
  readonly scratch?: string;
  readonly heldOut: readonly string[];
  readonly force?: true;
  readonly encoding?: string;
}

/** Of each order; 24 MB for the longest n-grams of order 4, and half as much again while they are sorted. */
const rowsInMemory = 1_000_000;

interface PerplexityOptions {
  readonly model: string;
  readonly corpus: string;
  readonly encoding?: string;
  readonly json?: true;
}

export function registerLanguageModel(program: Command): void {
  const command = program.command('lm').description('build and judge language models');
  command
    .command('build')
    .description('estimate an n-gram model, with modified Kneser–Ney smoothing, from plain text')
    .argument(
      '<text...>',
      'files with no sentence on two lines; - for what is piped in; a file given twice counts twice; what cannot be spelt, such as figures, cuts a sentence in two',
    )
    .requiredOption('--output <file>', 'the compact model')
    .option('--order <words>', `the longest n-gram, at most ${highestOrder}`, orderNumber, 4)
    .option(
      '--prune <counts>',
      'leave out n-grams of order 1, 2, … that occur so often or less',
      countList,
      [0, 1, 2, 2],
    )
    .option('--min-count <count>', 'leave out words that occur less often', wholeNumber, 1)
    .option('--vocabulary <words>', 'keep only so many words, the most frequent', wholeNumber, 500_000)
    .option('--arpa <file>', 'write the model as ARPA text, too')
    .option(
      '--held-out <tsv>',
      'a list that will judge: its sentences and what shares seven words in a row with one are left out; may be given several times',
      (path: string, paths: readonly string[]) => [...paths, path],
      [],
    )
    .option('--scratch <folder>', 'where n-grams are sorted; else the system’s folder for temporary files')
    .addOption(encodingOption())
    .addOption(forceOption())
    .action(async (texts: string[], options: BuildOptions) => {
      process.exitCode = await build(texts, options);
    });
  command
    .command('perplexity')
    .description('judge a model by texts that it has not seen')
    .requiredOption('--model <file>', 'the compact model, or an ARPA file')
    .requiredOption('--corpus <tsv>', 'the list whose texts judge, by source')
    .addOption(encodingOption())
    .option('--json', 'print one JSON object')
    .action(async (options: PerplexityOptions) => {
      process.exitCode = await perplexity(options);
    });
  addMerge(command);
  addMix(command);
  addTune(command);
}

function orderNumber(text: string): number {
  const order = wholeNumber(text);
  if (order > highestOrder)
    throw new InvalidArgumentError(`It is above ${highestOrder}, the longest that a model holds.`);
  return order;
}

function countList(text: string): number[] {
  const counts = text.split(',').map(Number);
  const isRising = counts.every((count, i) => Number.isInteger(count) && count >= (counts[i - 1] ?? 0));
  if (!isRising) throw new InvalidArgumentError('whole numbers that never fall, such as 0,1,2,2');
  return counts;
}

async function build(texts: readonly string[], options: BuildOptions): Promise<number> {
  for (const path of [options.output, options.arpa ?? options.output]) {
    const writable = await checkOutput(path, options);
    if (!writable.ok) return failWith(writable.error);
  }
  const heldOut = await heldOutTexts(options);
  if (!heldOut.ok) return failWith(heldOut.error);
  const store = new DiskRuns(options.scratch);
  try {
    const model = await estimate(texts, { ...options, heldOut: heldOut.value }, store);
    if (model === null) return exitCodes.failure;
    const saved = await saveLanguageModel(options.output, model);
    if (!saved.ok) return failWith(saved.error);
    const written = options.arpa === undefined ? saved : await writeWholeFile(options.arpa, arpaPieces(model));
    if (!written.ok) return failWith(written.error);
    print(countsOf(model));
    return exitCodes.ok;
  } finally {
    store.dispose();
  }
}

/** What is said in the lists that judge; where a list says what its recordings are for, in those that only judge. */
async function heldOutTexts({ heldOut, encoding }: BuildOptions): Promise<Result<HeldOutTexts>> {
  const texts: string[] = [];
  for (const list of heldOut) {
    const corpus = await readCorpus(list, undefined, { encoding });
    if (!corpus.ok) return corpus;
    const judging = corpus.value.filter(({ split = 'test' }) => split === 'test');
    texts.push(...judging.map(({ text }) => normalizeText(text)));
  }
  return ok(new HeldOutTexts(texts));
}

interface EstimateOptions extends Omit<BuildOptions, 'heldOut'> {
  readonly heldOut: HeldOutTexts;
}

async function estimate(
  texts: readonly string[],
  options: EstimateOptions,
  store: RunStore,
): Promise<NgramModel | null> {
  const collector = new TextCollector(store);
  for (const text of texts) {
    if (!(await collect(text, collector, options))) return null;
    complain(`${text}: ${collector.size.words} words so far`);
  }
  if (collector.size.words === 0) {
    complain('There is no text to learn from.');
    return null;
  }
  const vocabulary = collector.vocabulary(options.minCount, options.vocabulary);
  const { order, prune: pruneUpTo } = options;
  return estimateStreamed(vocabulary, collector.sentences(vocabulary), { order, pruneUpTo, store, rowsInMemory });
}

/** Whether the text could be read; else it is told. */
async function collect(
  text: string,
  collector: TextCollector,
  { encoding, heldOut }: EstimateOptions,
): Promise<boolean> {
  const bytes: AsyncIterable<Uint8Array> = text === '-' ? process.stdin : createReadStream(text);
  try {
    for await (const line of linesOf(bytes, encoding))
      sentencesOf(line, english)
        .filter((sentence) => !heldOut.holds(sentence))
        .forEach((sentence) => {
          collector.add(sentence);
        });
    return true;
  } catch (cause) {
    const failed = textFailure(cause, text, { name: 'The text', failure: 'corpus-invalid' });
    if (!failed.ok) complain(failed.error.message);
    return false;
  }
}

/** So many characters are written at a time: a line each would take a call of the system each. */
const writtenCharacters = 1 << 16;

function* arpaPieces(model: NgramModel): Generator<string, void> {
  let piece = '';
  for (const line of writeArpa(model)) {
    piece += `${line}\n`;
    if (piece.length < writtenCharacters) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

async function perplexity(options: PerplexityOptions): Promise<number> {
  const corpus = await readCorpus(options.corpus, undefined, options);
  if (!corpus.ok) return failWith(corpus.error);
  const model = loadLanguageModel(options.model);
  if (!model.ok) return failWith(model.error);
  const tally = new PerplexityTally(model.value.model);
  for (const { source, text } of corpus.value) tally.add(source, normalizeText(text));
  if (options.json) printJson(Object.fromEntries(tally.sources()));
  else {
    const rows = [...tally.sources()].map(([source, { words, unknown, perplexity: value }]) => [
      source,
      String(words),
      String(unknown),
      value.toFixed(1),
    ]);
    print(formatTable([['source', 'words', 'unknown', 'perplexity'], ...rows]));
  }
  return exitCodes.ok;
}
