/**
 * What is told, doubted and passed over: of single words and of noise, each recording by itself.
 *
 *     npx tsx tests/bench/doubted.ts [--noise FOLDER] [--every 4] [--words LIST]
 *
 * LIST has a path and a word a line, with a tab between.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { pieces } from '../../src/cli/recognition/recognition';
import type { Recognizer } from '../../src/core/dictation/recognizer';
import type { SessionEvent } from '../../src/core/dictation/session';
import { readAudio } from '../../src/platform/audio/audioFile';
import { recordingsIn } from '../../src/platform/corpus/noise';
import { openRecognizer } from '../../src/platform/recognition/openRecognizer';

const { values } = parseArgs({
  options: {
    noise: { type: 'string', default: '' },
    every: { type: 'string', default: '4' },
    words: { type: 'string', default: '' },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
  },
});

function eventsOf(recognizer: Recognizer, samples: Float32Array): SessionEvent[] {
  const session = recognizer.openSession();
  const events = [...pieces(samples)].flatMap((piece) => session.push(piece));
  events.push(...session.finish());
  session.dispose();
  return events;
}

const heardIn = (events: readonly SessionEvent[], type: 'final' | 'doubted'): string[] =>
  events
    .filter((event) => event.type !== 'partial')
    .filter((event) => event.type === type)
    .flatMap(({ utterance }) => utterance.words.map(({ text, confidence }) => `${text} ${confidence.toFixed(2)}`));

async function judge(recognizer: Recognizer, recordings: readonly { path: string; word: string }[]): Promise<void> {
  let [told, doubted, nothing] = [0, 0, 0];
  for (const { path, word } of recordings) {
    const audio = await readAudio(path);
    if (!audio.ok) continue;
    const events = eventsOf(recognizer, audio.value);
    const [finals, doubts] = [heardIn(events, 'final'), heardIn(events, 'doubted')];
    if (finals.length > 0) told += 1;
    else if (doubts.length > 0) doubted += 1;
    else nothing += 1;
    if (finals.length + doubts.length > 0)
      console.log(`${word}: ${finals.join(', ')}${doubts.length > 0 ? ` (${doubts.join(', ')})` : ''}`);
  }
  console.log(`${told} told, ${doubted} doubted, ${nothing} nothing`);
}

async function main(): Promise<void> {
  const opened = await openRecognizer({ modelPath: values.model, decoder: 'beam', backend: 'auto' });
  if (!opened.ok) throw new Error(opened.error.message);
  const { recognizer } = opened.value;
  if (values.words !== '') {
    const lines = readFileSync(values.words, 'utf8').trim().split('\n');
    await judge(
      recognizer,
      lines.map((line) => ({ path: line.split('\t')[0]!, word: line.split('\t')[1]! })),
    );
  }
  if (values.noise !== '') {
    const paths = await recordingsIn(values.noise);
    if (!paths.ok) throw new Error(paths.error.message);
    await judge(
      recognizer,
      paths.value.filter((_, index) => index % Number(values.every) === 0).map((path) => ({ path, word: 'noise' })),
    );
  }
  recognizer.dispose();
}

void main();
