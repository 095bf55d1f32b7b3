import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { cpuUsage } from 'node:process';
import { parseArgs } from 'node:util';

import { Random } from '../../src/core/training/random';
import { TakeIndex } from '../../src/platform/userFolder/takeIndex';
import { TakeStore } from '../../src/platform/userFolder/takeStore';
import { spoken } from '../support/fakeBridge';
import { takeWith } from '../support/takes';

/**
 * How long a search of many takes lasts: `npx tsx tests/bench/librarySearch.ts`. Takes of 100 words each are joined from the sentences
 * that come along for reading aloud; queries are typed letter by letter, as a user types them, and each state of each is asked ten
 * times. Prints the median and the longest of them, and what building, opening and listing cost; processor time of this process in
 * brackets, which is what counts where other work runs beside.
 */
const { values: options } = parseArgs({ options: { takes: { type: 'string', default: '10000' } } });
const sentences = readFileSync(resolve(__dirname, '../../resources/prompts/english.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));
const queries = [
  'the',
  'water',
  'never again',
  'old man',
  'sea wind',
  'xylophone',
  "it's",
  '"never again"',
  'c++',
  '🎉',
  '-',
];
const repeats = 10;

function writeTakes(folder: string, count: number): void {
  const random = new Random(1);
  for (let index = 0; index < count; index += 1) {
    const id = randomUUID();
    const text: string[] = [];
    while (text.length < 100) text.push(...(sentences[random.integer(0, sentences.length - 1)] ?? '').split(' '));
    const createdAt = new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString();
    mkdirSync(join(folder, 'takes', id), { recursive: true });
    const take = takeWith({
      id,
      createdAt,
      title: text.slice(0, 6).join(' '),
      utterances: [spoken(text.join(' '), 0)],
    });
    writeFileSync(join(folder, 'takes', id, 'take.json'), JSON.stringify(take, null, 2));
  }
}

async function timed<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  const from = clock();
  const value = await work();
  const { wall, processor } = since(from);
  console.log(`${name}: ${wall.toFixed(0)} ms (${processor.toFixed(0)})`);
  return value;
}

const clock = () => ({ wall: performance.now(), processor: cpuUsage() });

/** Milliseconds. */
function since(from: ReturnType<typeof clock>): Times {
  const { user, system } = cpuUsage(from.processor);
  return { wall: performance.now() - from.wall, processor: (user + system) / 1000 };
}

interface Times {
  readonly wall: number;
  readonly processor: number;
}

/** Each beginning of a query, asked again and again, and how many takes the whole of it finds. */
async function typedQuery(index: TakeIndex, query: string): Promise<{ times: Times[]; found: number }> {
  const times: Times[] = [];
  const asked = Array.from(query).flatMap((_, last) => Array<string>(repeats).fill(query.slice(0, last + 1)));
  let found = 0;
  for (const text of asked) {
    const from = clock();
    found = (await index.search(text)).total;
    times.push(since(from));
  }
  return { times, found };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'utter-library-'));
  try {
    writeTakes(folder, Number(options.takes));
    const store = new TakeStore(folder);
    const built = new TakeIndex(folder, store);
    await timed(`building the index of ${options.takes} takes`, () => built.search('x'));
    await built.close();
    const index = new TakeIndex(folder, store);
    await timed('opening it again', () => index.search('x'));
    await timed('listing all', () => index.summaries());
    const all: Times[] = [];
    for (const query of queries) {
      const { times, found } = await typedQuery(index, query);
      all.push(...times);
      console.log(`${query}: ${found} takes, ${told(times)}`);
    }
    console.log(`all: ${told(all)}`);
    await index.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function told(times: readonly Times[]): string {
  const at = (which: keyof Times, share: number): string => {
    const sorted = times.map((each) => each[which]).sort((a, b) => a - b);
    return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  };
  const pair = (share: number): string => `${at('wall', share)} ms (${at('processor', share)})`;
  return `median ${pair(0.5)}, 95 % ${pair(0.95)}, longest ${pair(1)}`;
}

void main();
