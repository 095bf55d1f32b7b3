import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

import type { NumberStyle } from '../../src/contract/shaping';
import { CommandReader } from '../../src/core/shaping/commandReader';

// npx tsx tests/bench/writtenForms.ts FILE…
// What becomes of the numbers, dates, addresses and abbreviations of read text: text files of a sentence a line, or corpus lists, of
// which the column "text", or else the last, counts. Prints each change with the words around it, to be read, and how many there were.

const style = (process.env['NUMBERS'] ?? 'ten') as NumberStyle;

/** What is written otherwise in a sentence, each with the words around it. */
function changesOf(said: readonly string[]): { readonly form: string; readonly around: string }[] {
  const reader = new CommandReader({
    obeysCommands: false,
    numbers: style,
    sentences: false,
    sentencePauseSeconds: 2,
    paragraphPauseSeconds: 3,
    commands: [],
  });
  return [...reader.push(said), ...reader.finish()].flatMap((token) => {
    if (token.kind !== 'write') return [];
    const form = `${said.slice(token.from, token.to).join(' ')} → ${token.text}`;
    const [before, after] = [said.slice(Math.max(0, token.from - 4), token.from), said.slice(token.to, token.to + 4)];
    return [{ form, around: `${before.join(' ')} [${form}] ${after.join(' ')}` }];
  });
}

/** The sentences of a file, word by word. */
async function* sentencesOf(path: string): AsyncGenerator<string[]> {
  let column: number | null = null;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const columns = line.split('\t');
    const isHeader = column === null && columns.includes('text');
    column ??= columns.indexOf('text');
    if (!isHeader) yield (columns.at(column) ?? '').split(' ').filter((word) => word !== '');
  }
}

async function read(path: string): Promise<void> {
  const found = new Map<string, { around: string; times: number }>();
  let [words, changed] = [0, 0];
  for await (const said of sentencesOf(path)) {
    words += said.length;
    for (const { form, around } of changesOf(said)) {
      changed += 1;
      found.set(form, { around: found.get(form)?.around ?? around, times: (found.get(form)?.times ?? 0) + 1 });
    }
  }
  for (const { around, times } of [...found.values()].sort((a, b) => b.times - a.times)) {
    process.stdout.write(`${times}\t${around}\n`);
  }
  process.stdout.write(`${path}: ${words} words, ${changed} written otherwise, ${found.size} of them different\n`);
}

async function main(): Promise<void> {
  for (const path of process.argv.slice(2)) await read(path);
}

void main();
