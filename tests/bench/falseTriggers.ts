import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

import { falseTriggers } from '../support/falseTriggers';

// npx tsx tests/bench/falseTriggers.ts FILE…
// How often read text is taken for spoken commands: text files of a sentence a line, or corpus lists, whose last column counts.

async function count(path: string): Promise<void> {
  let words = 0;
  const phrases = new Map<string, number>();
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const sentence = line.split('\t').at(-1)?.trim() ?? '';
    words += sentence.split(' ').length;
    for (const phrase of falseTriggers(sentence)) phrases.set(phrase, (phrases.get(phrase) ?? 0) + 1);
  }
  const all = [...phrases.values()].reduce((sum, each) => sum + each, 0);
  const often = [...phrases].sort((a, b) => b[1] - a[1]).slice(0, 12);
  const rate = ((all / words) * 1e6).toFixed(1);
  const list = often.map(([phrase, times]) => `${phrase} ${times}`).join(', ');
  process.stdout.write(`${path}: ${words} words, ${all} commands nobody meant, ${rate} in a million words (${list})\n`);
}

async function main(): Promise<void> {
  for (const path of process.argv.slice(2)) await count(path);
}

void main();
