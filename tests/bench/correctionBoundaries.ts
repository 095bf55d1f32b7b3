import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import type { Take } from '../../src/contract/transcript';
import { float32ToInt16, joinSamples, sampleRateHz } from '../../src/core/audio/pcm';
import { formatWav } from '../../src/core/audio/wav';
import { Random } from '../../src/core/training/random';
import { readAudio } from '../../src/platform/audio/audioFile';
import { type CorpusEntry, readCorpus } from '../../src/platform/corpus/corpus';
import { writeWholeFile } from '../../src/platform/files/wholeFile';
import { VoiceStore } from '../../src/platform/userFolder/voiceStore';
import { RecordingChecker } from '../../src/platform/voice/recordingChecker';
import { collectCorrections } from '../../src/platform/voice/takeCorrections';

import { takeWith } from '../support/takes';

/**
 * Whether clips around corrected words begin and end where they should: `npx tsx tests/bench/correctionBoundaries.ts --corpus train.tsv`.
 * A take is joined from recordings of single words of one speaker, so that every time in it is known; in each utterance of nine words
 * the middle one is corrected, so that a clip of seven has a neighbour on each side. Prints, for each end of each clip, how far it
 * lies from the gap between the words, in milliseconds: above 0 it cuts a word of the clip, below 0 it takes some of the neighbour.
 */
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: '' },
    root: { type: 'string' },
    source: { type: 'string', default: 'fsdd' },
    speaker: { type: 'string', default: 'fsdd-george' },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
    corrections: { type: 'string', default: '10' },
    gap: { type: 'string', default: '0.1' },
  },
});

const wordsPerUtterance = 9;
const corrected = 4;
const pauseSeconds = 1;
const gapSeconds = Number(options.gap);
const silence = (seconds: number): Float32Array => new Float32Array(Math.round(seconds * sampleRateHz));

interface SpokenWord {
  readonly text: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Joins the words of the list, in random order, to utterances. */
async function joinWords(
  entries: readonly CorpusEntry[],
  count: number,
): Promise<{ samples: Float32Array; utterances: SpokenWord[][] }> {
  const words = new Random(1).shuffled(entries).slice(0, count * wordsPerUtterance);
  const pieces: Float32Array[] = [];
  let length = 0;
  const append = (piece: Float32Array): void => {
    pieces.push(piece);
    length += piece.length;
  };
  const utterances: SpokenWord[][] = [];
  for (const [index, { path, text }] of words.entries()) {
    const begins = index % wordsPerUtterance === 0;
    append(silence(begins ? pauseSeconds : gapSeconds));
    if (begins) utterances.push([]);
    const audio = await readAudio(path);
    if (!audio.ok) throw new Error(audio.error.message);
    const startSeconds = length / sampleRateHz;
    append(audio.value);
    utterances.at(-1)!.push({ text, startSeconds, endSeconds: length / sampleRateHz });
  }
  append(silence(pauseSeconds));
  return { samples: joinSamples(pieces), utterances };
}

function takeOf(utterances: readonly SpokenWord[][], seconds: number): Take {
  return takeWith({
    seconds,
    corrected: true,
    utterances: utterances.map((words) => ({
      // What is heard late: the times of a take are those of the decoder.
      startSeconds: words[0]!.startSeconds + 0.1,
      endSeconds: words.at(-1)!.endSeconds + 0.2,
      words: words.map(({ text, startSeconds, endSeconds }, index) => ({
        text,
        startSeconds: startSeconds + 0.1,
        endSeconds: endSeconds + 0.1,
        confidence: index === corrected ? 1 : 0.7,
      })),
    })),
  });
}

async function main(): Promise<void> {
  const corpus = await readCorpus(options.corpus, options.root);
  if (!corpus.ok) throw new Error(corpus.error.message);
  const entries = corpus.value.filter(
    ({ source, speaker }) => source === options.source && speaker === options.speaker,
  );
  const { samples, utterances } = await joinWords(entries, Number(options.corrections));
  const folder = mkdtempSync(join(tmpdir(), 'utter-corrections-'));
  const wavPath = join(folder, 'audio.wav');
  await writeWholeFile(wavPath, formatWav(float32ToInt16(samples)));
  const checker = await RecordingChecker.open({ modelPath: options.model });
  if (!checker.ok) throw new Error(checker.error.message);
  const store = new VoiceStore(join(folder, 'voice'));
  await store.recover();
  const take = takeOf(utterances, samples.length / sampleRateHz);
  const made = await collectCorrections(take, wavPath, { store, checker: checker.value });
  if (!made.ok) throw new Error(made.error.message);
  console.log(`${made.value.length} clips of ${utterances.length} corrected words`);
  console.log('text\tstart, ms inside\tend, ms inside\tused');
  made.value.forEach(({ text, source, isUsed }, index) => {
    const words = utterances[index]!;
    const [, from = NaN, to = NaN] = (/ ([\d.]+)–([\d.]+) /u.exec(source ?? '') ?? []).map(Number);
    const [before, first, last, after] = [corrected - 4, corrected - 3, corrected + 3, corrected + 4].map(
      (at) => words[at]!,
    );
    const inside = (cuts: number, takes: number): string =>
      (1000 * (cuts > 0 ? cuts : takes > 0 ? -takes : 0)).toFixed(0);
    const atStart = inside(from - first!.startSeconds, before!.endSeconds - from);
    const atEnd = inside(last!.endSeconds - to, to - after!.startSeconds);
    console.log([text, atStart, atEnd, isUsed ? 'yes' : 'no'].join('\t'));
  });
  checker.value.dispose();
  rmSync(folder, { recursive: true });
}

void main();
