/**
 * What the filter of recordings does to word errors: recordings as they are, with an offset and much more quiet, each without the filter
 * and with it.
 *
 *     npx tsx tests/bench/recordingFilter.ts --corpus TSV [--limit 60]
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { recognize } from '../../src/cli/recognition/recognition';
import { float32ToInt16, int16ToFloat32 } from '../../src/core/audio/pcm';
import { filterRecording } from '../../src/core/audio/recordingFilter';
import type { Recognizer } from '../../src/core/dictation/recognizer';
import { editsOf } from '../../src/core/corpus/edits';
import { countWordErrors } from '../../src/core/training/wordErrors';
import { textOf } from '../../src/contract/shownText';
import { readAudio } from '../../src/platform/audio/audioFile';
import { type CorpusEntry, readCorpus } from '../../src/platform/corpus/corpus';
import { openRecognizer } from '../../src/platform/recognition/openRecognizer';

const { values } = parseArgs({
  options: {
    corpus: { type: 'string', default: '' },
    limit: { type: 'string', default: '60' },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
  },
});

/** As a file of sixteen bits holds it. */
const changed = (samples: Float32Array, gain: number, offset: number): Float32Array =>
  int16ToFloat32(float32ToInt16(samples.map((sample) => sample * gain + offset)));

const kinds: readonly (readonly [name: string, change: (samples: Float32Array) => Float32Array])[] = [
  ['as it is', (samples) => samples],
  ['offset 0.05', (samples) => changed(samples, 1, 0.05)],
  ['40 dB quieter', (samples) => changed(samples, 0.01, 0)],
];

class Tally {
  readonly #counts = new Map<string, { edits: number; words: number }>();

  add(key: string, text: string, heard: string): void {
    const counts = countWordErrors(text, heard);
    const { edits, words } = this.#counts.get(key) ?? { edits: 0, words: 0 };
    this.#counts.set(key, { edits: edits + editsOf(counts), words: words + counts.length });
  }

  print(): void {
    for (const [key, { edits, words }] of this.#counts)
      console.log(`${key}: ${((100 * edits) / words).toFixed(1)} % of ${words} words`);
  }
}

async function judge(recognizer: Recognizer, { path, text }: CorpusEntry, tally: Tally): Promise<void> {
  const audio = await readAudio(path);
  if (!audio.ok) throw new Error(audio.error.message);
  for (const [name, change] of kinds) {
    const samples = change(audio.value);
    tally.add(`${name}, plain`, text, textOf(recognize(recognizer, samples)));
    tally.add(`${name}, filtered`, text, textOf(recognize(recognizer, filterRecording(samples))));
  }
}

async function main(): Promise<void> {
  const corpus = await readCorpus(values.corpus);
  if (!corpus.ok) throw new Error(corpus.error.message);
  const opened = await openRecognizer({ modelPath: values.model, decoder: 'beam', backend: 'auto' });
  if (!opened.ok) throw new Error(opened.error.message);
  const { recognizer } = opened.value;
  const every = Math.ceil(corpus.value.length / Number(values.limit));
  const tally = new Tally();
  for (const entry of corpus.value.filter((_, index) => index % every === 0)) await judge(recognizer, entry, tally);
  recognizer.dispose();
  tally.print();
}

void main();
