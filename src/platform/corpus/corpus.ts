import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';
import { readTable } from '../files/table';

/** One recording of a corpus and what is said in it. */
export interface CorpusEntry {
  /** Absolute. */
  readonly path: string;
  readonly seconds: number;
  readonly speaker: string;
  /** The collection that it comes from; error rates are told by it. */
  readonly source: string;
  readonly text: string;
}

const columns = ['path', 'seconds', 'speaker', 'source', 'text'] as const;
type Column = (typeof columns)[number];

/**
 * Reads a list of recordings: a header line, then a line a recording, fields in any order, separated by tabs or by commas
 * (`readTable`); columns of other names are left alone. Paths are relative to `root`; without one to the folder of the list, or to
 * the folder above it when the first recording is found there (a corpus names its recordings from its own top). Fails with
 * `corpus-invalid` and names the line. The recordings are not opened.
 *
 * @param needed columns that there must be; of others that there are not, texts are empty and seconds NaN
 */
export async function readCorpus(
  listPath: string,
  root?: string,
  needed: readonly Column[] = columns,
): Promise<Result<CorpusEntry[]>> {
  const text = await readFile(listPath, 'utf8').catch(() => null);
  if (text === null) return fail('corpus-invalid', `The corpus list “${listPath}” cannot be read.`);
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
  if (typeof table === 'string') return invalid(name, table);
  const missing = needed.filter((column) => !table.names.includes(column));
  if (missing.length > 0) return invalid(name, `its first line lacks ${missing.join(', ')}`);
  const entries: CorpusEntry[] = [];
  for (const { line, fields } of table.rows) {
    const entry = parseFields(fields, table.names, root);
    if (typeof entry === 'string') return invalid(name, `line ${line} ${entry}`);
    if (needed.includes('seconds') && Number.isNaN(entry.seconds))
      return invalid(name, `line ${line} tells no length in seconds`);
    entries.push(entry);
  }
  return entries.length > 0 ? ok(entries) : invalid(name, 'it lists no recordings');
}

/** The recording, or what is wrong with the line. */
function parseFields(fields: readonly string[], names: readonly string[], root: string): CorpusEntry | string {
  if (fields.length < names.length) return `has ${fields.length} fields, expected ${names.length}`;
  const field = (column: Column): string => fields[names.indexOf(column)]?.trim() ?? '';
  if (field('path') === '') return 'names no file';
  const path = resolve(root, field('path'));
  const told = field('seconds') === '' ? NaN : Number(field('seconds'));
  const seconds = told >= 0 && told < Infinity ? told : NaN;
  return { path, seconds, speaker: field('speaker'), source: field('source'), text: field('text') };
}

/** What `readCorpus` reads. Paths are written as they are: absolute ones are found from anywhere on this machine. */
export function formatCorpus(entries: readonly CorpusEntry[]): string {
  const lines = entries.map(({ path, seconds, speaker, source, text }) =>
    [path, seconds.toFixed(2), speaker, source, text].join('\t'),
  );
  return [columns.join('\t'), ...lines, ''].join('\n');
}

const invalid = (name: string, reason: string): Result<never> =>
  fail('corpus-invalid', `The corpus list “${name}” is not valid: ${reason}.`);
