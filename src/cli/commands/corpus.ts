import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { type Command, InvalidArgumentError } from 'commander';

import { ok, type Result } from '../../contract/result';
import { splitRecordings, type Split } from '../../core/corpus/splitRecordings';
import { type CheckedCorpus, checkRecordings, refusalReasons } from '../../platform/corpus/checkedCorpus';
import { type CorpusEntry, formatCorpus } from '../../platform/corpus/corpus';
import { readLayout } from '../../platform/corpus/corpusLayouts';
import type { ListedRecording } from '../../platform/corpus/listedRecording';
import { formatTabTable, isListable } from '../../platform/files/table';
import { failOfDisk, writeWholeFile } from '../../platform/files/wholeFile';
import { encodingOption, seedNumber } from '../recognition/recognition';
import { checkOutput, forceOption } from '../terminal/outputFile';
import { complain, exitCodes, failWith, formatTable, print, printJson, showProgress } from '../terminal/terminal';

interface CorpusOptions {
  readonly output: string;
  readonly root?: string;
  readonly heldOut: number;
  readonly seed: number;
  readonly encoding?: string;
  readonly force?: true;
  readonly json?: true;
}

export function addCorpus(program: Command): void {
  program
    .command('corpus')
    .description('turn speech collections into the lists that training reads, and tell what was refused and why')
    .argument(
      '<source...>',
      'a list of Utter, Common Voice, DeepSpeech, LJSpeech or NeMo, or a folder: LibriSpeech, Common Voice, LJSpeech, recordings with a .txt beside each',
    )
    .requiredOption('--output <folder>', 'where train.tsv, valid.tsv and refused.tsv go')
    .option('--root <folder>', 'where the paths of lists start')
    .option('--held-out <share>', 'part of the time that goes to valid.tsv: new speakers, new sentences', shareOf, 0)
    .option('--seed <number>', 'which speakers are held out', seedNumber, 1)
    .addOption(encodingOption())
    .addOption(forceOption())
    .option('--json', 'print the report as one JSON object')
    .action(async (sources: string[], options: CorpusOptions) => {
      process.exitCode = await buildCorpus(sources, options);
    });
}

function shareOf(value: string): number {
  const share = Number(value);
  if (value.trim() === '' || !(share >= 0 && share < 1)) throw new InvalidArgumentError('It is not a part of 1.');
  return share;
}

async function buildCorpus(sources: readonly string[], options: CorpusOptions): Promise<number> {
  const writable = await prepareFolder(options);
  if (!writable.ok) return failWith(writable.error);
  const listed = await readSources(sources, options);
  if (!listed.ok) return failWith(listed.error);
  const progress = showProgress(listed.value.length, 'recordings');
  const checked = await checkRecordings(listed.value, (done) => {
    progress.update(done);
  });
  progress.stop();
  const split = splitRecordings(checked.entries, options.heldOut, options.seed);
  const written = await writeLists(options.output, checked, split);
  if (!written.ok) return failWith(written.error);
  const report = reportOf(checked, split);
  if (options.json) printJson(report);
  else print(toText(report));
  if (split.training.length > 0) return exitCodes.ok;
  complain('Nothing is left to learn from.');
  return exitCodes.failure;
}

/** Opening all recordings takes long: what would take no list at its end is told before. */
async function prepareFolder(options: CorpusOptions): Promise<Result<undefined>> {
  try {
    await mkdir(options.output, { recursive: true });
  } catch (cause) {
    return failOfDisk(cause);
  }
  for (const name of ['train.tsv', 'valid.tsv', 'refused.tsv']) {
    const writable = await checkOutput(join(options.output, name), options);
    if (!writable.ok) return writable;
  }
  return ok(undefined);
}

async function readSources(
  sources: readonly string[],
  { root, encoding }: CorpusOptions,
): Promise<Result<ListedRecording[]>> {
  const recordings: ListedRecording[] = [];
  for (const source of sources) {
    const corpus = await readLayout(resolve(source), {
      root: root === undefined ? undefined : resolve(root),
      encoding,
    });
    if (!corpus.ok) return corpus;
    complain(`${source}: ${corpus.value.recordings.length} recordings (${corpus.value.layout})`);
    for (const kind of corpus.value.leftOut) complain(`${source}: left out ${kind}`);
    recordings.push(...corpus.value.recordings);
  }
  return ok(recordings);
}

async function writeLists(
  folder: string,
  { refused }: CheckedCorpus,
  { training, heldOut }: Split<CorpusEntry>,
): Promise<Result<undefined>> {
  const reasons = refused.map(({ path, reason, detail }) => [onOneLine(path), reason, onOneLine(detail)]);
  const lists: Record<string, string> = {
    'train.tsv': formatCorpus(training),
    'refused.tsv': formatTabTable([['path', 'reason', 'detail'], ...reasons]),
    ...(heldOut.length > 0 && { 'valid.tsv': formatCorpus(heldOut) }),
  };
  for (const [name, text] of Object.entries(lists)) {
    const written = await writeWholeFile(join(folder, name), text);
    if (!written.ok) return written;
  }
  return ok(undefined);
}

/** What a list cannot hold is seen as JSON writes it. */
const onOneLine = (text: string): string => (isListable(text) ? text : JSON.stringify(text));

interface Part {
  readonly recordings: number;
  readonly hours: number;
  readonly speakers: number;
}

interface Report {
  readonly training: Part;
  readonly heldOut: Part;
  /** Neither: someone else says a sentence that is held out. */
  readonly leftOut: Part;
  /** How many, by reason. */
  readonly refused: Readonly<Record<string, number>>;
}

function reportOf({ refused }: CheckedCorpus, split: Split<CorpusEntry>): Report {
  const counts = refusalReasons.map((reason): [string, number] => [
    reason,
    refused.filter((one) => one.reason === reason).length,
  ]);
  return {
    training: partOf(split.training),
    heldOut: partOf(split.heldOut),
    leftOut: partOf(split.leftOut),
    refused: Object.fromEntries(counts.filter(([, count]) => count > 0)),
  };
}

const partOf = (entries: readonly CorpusEntry[]): Part => ({
  recordings: entries.length,
  hours: Number((entries.reduce((sum, { seconds }) => sum + seconds, 0) / 3600).toFixed(3)),
  speakers: new Set(entries.map(({ speaker }) => speaker)).size,
});

function toText({ training, heldOut, leftOut, refused }: Report): string {
  const row = (name: string, { recordings, hours, speakers }: Part): string[] => [
    name,
    String(recordings),
    hours.toFixed(2),
    String(speakers),
  ];
  const parts = formatTable([
    ['', 'recordings', 'hours', 'speakers'],
    row('to learn from', training),
    row('held out', heldOut),
    row('left out, as their sentences are held out', leftOut),
  ]);
  const reasons = Object.entries(refused).map(([reason, count]) => [`refused: ${reason}`, String(count)]);
  return reasons.length === 0 ? parts : `${parts}\n\n${formatTable(reasons)}`;
}
