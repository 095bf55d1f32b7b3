import { existsSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';
import { formatTabTable, readTable, type Table } from '../files/table';
import { readTextFile, type TextKind } from '../files/textFile';

/** One recording of a corpus and what is said in it. */
export interface CorpusEntry {
  /** Absolute. */
  readonly path: string;
  readonly seconds: number;
  readonly speaker: string;
  /** The collection that it comes from; error rates are told by it. */
  readonly source: string;
  readonly text: string;
  /** What the list says that it is for, where it says so: `test` only judges. */
  readonly split?: string;
}

/** What a text that lists recordings is called. */
export const listKind = (encoding?: string): TextKind => ({
  name: 'The corpus list',
  failure: 'corpus-invalid',
  encoding,
});

export interface ListOptions {
  /** Columns that there must be; of others that there are not, texts are empty and seconds NaN. Default: all. */
  readonly needed?: readonly Column[] | undefined;
  /** Of a list without a mark; default UTF-8. */
  readonly encoding?: string | undefined;
}

const columns = ['path', 'seconds', 'speaker', 'source', 'text'] as const;
type Column = (typeof columns)[number];

/**
 * Reads a list of recordings: a header line, then a line a recording, fields in any order, separated by tabs or by commas
 * (`readTable`); columns of other names are left alone. Paths are relative to `root`; without one to the folder of the list, or to
 * the folder above it when the first recording is found there (a corpus names its recordings from its own top). Fails with
 * `corpus-invalid` and names the line. The recordings are not opened.
 */
export async function readCorpus(
  listPath: string,
  root?: string,
  { needed = columns, encoding }: ListOptions = {},
): Promise<Result<CorpusEntry[]>> {
  const text = await readTextFile(listPath, listKind(encoding));
  return text.ok ? corpusIn(text.value, listPath, root, needed) : text;
}

/** As `readCorpus`, of a list whose text is at hand. */
export function corpusIn(
  text: string,
  listPath: string,
  root: string | undefined,
  needed: readonly Column[],
): Result<CorpusEntry[]> {
  const name = basename(listPath);
  if (root !== undefined) return parseCorpus(text, { name, root, needed });
  const beside = parseCorpus(text, { name, root: dirname(listPath), needed });
  const above = parseCorpus(text, { name, root: dirname(dirname(resolve(listPath))), needed });
  return beginsWithFile(above) && !beginsWithFile(beside) ? above : beside;
}

const beginsWithFile = (corpus: Result<CorpusEntry[]>): boolean => corpus.ok && existsSync(corpus.value[0]?.path ?? '');

/** @param list.name what the sentence of a failure calls the list; @param list.root the folder that paths start from */
export function parseCorpus(
  text: string,
  list: { readonly name: string; readonly root: string; readonly needed?: readonly Column[] },
): Result<CorpusEntry[]> {
  const { name, root, needed = columns } = list;
  const table = readTable(text);
  if (typeof table === 'string') return invalidList(name, table);
  const names = columnsOf(table);
  const missing = needed.filter((column) => !names.includes(column));
  if (missing.length > 0) return invalidList(name, `its first line lacks ${missing.join(', ')}; ${whatItHas(table)}`);
  const entries: CorpusEntry[] = [];
  for (const { line, fields } of table.rows) {
    const entry = parseFields(fields, names, root);
    if (entry === null) return invalidList(name, `line ${line} names no file`);
    if (needed.includes('seconds') && Number.isNaN(entry.seconds))
      return invalidList(name, `line ${line} tells no length in seconds`);
    entries.push(entry);
  }
  return entries.length > 0 ? ok(entries) : invalidList(name, 'it lists no recordings');
}

/** DeepSpeech calls two of the columns otherwise. */
const columnsOf = ({ names }: Table): readonly string[] =>
  names.includes('wav_filename')
    ? names.map((name) => (name === 'wav_filename' ? 'path' : name === 'transcript' ? 'text' : name))
    : names;

/** So much of a name is shown: a text without a header may be one long line. */
const shownCharacters = 40;

function whatItHas({ names }: Table): string {
  const named = names.filter((name) => name !== '').map((name) => `“${name.slice(0, shownCharacters)}”`);
  return `it has ${named.join(', ') || 'nothing'} (“utter corpus” makes such a list of other layouts)`;
}

/** Null where the line names no file. */
function parseFields(fields: readonly string[], names: readonly string[], root: string): CorpusEntry | null {
  const field = (column: Column | 'split'): string => fields[names.indexOf(column)]?.trim() ?? '';
  if (field('path') === '') return null;
  const path = resolve(root, field('path'));
  const told = field('seconds') === '' ? NaN : Number(field('seconds'));
  const seconds = told >= 0 && told < Infinity ? told : NaN;
  const split = field('split').toLowerCase();
  const said = { speaker: field('speaker'), source: field('source'), text: field('text') };
  return { path, seconds, ...said, ...(split !== '' && { split }) };
}

/**
 * What `readCorpus` reads. Paths are written as they are: absolute ones are found from anywhere on this machine.
 *
 * @throws RangeError where a list cannot hold a name (`isListable`)
 */
export const formatCorpus = (entries: readonly CorpusEntry[]): string =>
  formatTabTable([
    columns,
    ...entries.map(({ path, seconds, speaker, source, text }) => [path, seconds.toFixed(2), speaker, source, text]),
  ]);

export const invalidList = (name: string, reason: string): Result<never> =>
  fail('corpus-invalid', `The corpus list “${name}” is not valid: ${reason}.`);
