import { readFile } from 'node:fs/promises';

import type { CorpusEntry } from './corpus';

/** What the column `split` of a list says of its recordings, by their order; empty where the list has none. */
async function readSplits(tsvPath: string): Promise<readonly string[]> {
  const text = await readFile(tsvPath, 'utf8').catch(() => '');
  const [header = '', ...lines] = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  const column = header.split('\t').indexOf('split');
  if (column < 0) return [];
  return lines.filter((line) => line.trim() !== '').map((line) => line.split('\t')[column]?.trim() ?? '');
}

/**
 * Recordings that a list marks as `test` in a column `split`, and the others. Without the column, or with nothing marked, none are
 * tests.
 *
 * @param entries what `readCorpus` gave for the list
 */
export async function splitOff(
  tsvPath: string,
  entries: readonly CorpusEntry[],
): Promise<{ readonly adapt: readonly CorpusEntry[]; readonly test: readonly CorpusEntry[] }> {
  const splits = await readSplits(tsvPath);
  const isTest = (index: number): boolean => splits[index] === 'test';
  return {
    adapt: entries.filter((_, index) => !isTest(index)),
    test: entries.filter((_, index) => isTest(index)),
  };
}
