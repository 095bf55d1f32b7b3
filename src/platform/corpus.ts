import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';

import { fail, ok, type Result } from '../contract/result';

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
 * Reads a list of recordings: a header line, then a line a recording, fields separated by tabs, in any order; columns of other
 * names are left alone. Paths are relative to `root`; without one to the folder of the list, or to the folder above it when the
 * first recording is found there (a corpus names its recordings from its own top). Fails with `corpus-invalid` and names the line. The recordings are not opened.
 */
export async function readCorpus(tsvPath: string, root?: string): Promise<Result<CorpusEntry[]>> {
  const text = await readFile(tsvPath, 'utf8').catch(() => null);
  if (text === null) return fail('corpus-invalid', `The corpus list “${tsvPath}” cannot be read.`);
  const name = basename(tsvPath);
  if (root !== undefined) return parseCorpus(text, { name, root });
  const beside = parseCorpus(text, { name, root: dirname(tsvPath) });
  const above = parseCorpus(text, { name, root: dirname(dirname(resolve(tsvPath))) });
  return beginsWithFile(above) && !beginsWithFile(beside) ? above : beside;
}

const beginsWithFile = (corpus: Result<CorpusEntry[]>): boolean => corpus.ok && existsSync(corpus.value[0]?.path ?? '');

/** @param list.name what the sentence of a failure calls the list; @param list.root the folder that paths start from */
export function parseCorpus(
  text: string,
  list: { readonly name: string; readonly root: string },
): Result<CorpusEntry[]> {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = header.split('\t');
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) return invalid(list.name, `its first line lacks ${missing.join(', ')}`);
  const entries: CorpusEntry[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const entry = parseLine(line, names, list.root);
    if (typeof entry === 'string') return invalid(list.name, `line ${index + 2} ${entry}`);
    entries.push(entry);
  }
  return entries.length > 0 ? ok(entries) : invalid(list.name, 'it lists no recordings');
}

/** The recording, or what is wrong with the line. */
function parseLine(line: string, names: readonly string[], root: string): CorpusEntry | string {
  const fields = line.split('\t');
  if (fields.length < names.length) return `has ${fields.length} fields, expected ${names.length}`;
  const field = (column: Column): string => fields[names.indexOf(column)]?.trim() ?? '';
  const seconds = field('seconds') === '' ? NaN : Number(field('seconds'));
  if (field('path') === '') return 'names no file';
  if (!(seconds >= 0 && seconds < Infinity)) return 'tells no length in seconds';
  const path = resolve(root, field('path'));
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
