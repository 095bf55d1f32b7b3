import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { CorpusEntry } from '../../src/platform/corpus/corpus';

/** Lists recordings as the general speech of an adaptation, to learn again and to judge by. */
export function placeGeneralSpeech(folder: string, recordings: readonly CorpusEntry[]): void {
  const header = 'path\tseconds\tspeaker\tsource\ttext';
  const lines = recordings.map(({ path, seconds, text }) => [path, seconds, 'x', 'general', text].join('\t'));
  for (const list of ['replay.tsv', 'canary.tsv']) writeFileSync(join(folder, list), [header, ...lines, ''].join('\n'));
}
