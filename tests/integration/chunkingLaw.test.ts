import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Utterance } from '../../src/contract/transcript';
import { joinSamples } from '../../src/core/audio/pcm';
import type { Recognizer } from '../../src/core/dictation/recognizer';
import type { SessionEvent } from '../../src/core/dictation/session';
import { readAudio } from '../../src/platform/audio/audioFile';
import { openRecognizer, type RecognizerOptions } from '../../src/platform/recognition/openRecognizer';
import { cut, seededRandom, silence } from '../support/audio';

const root = join(import.meta.dirname, '../..');
const modelPath = join(root, 'resources/models/english.utter');
const recordings = ['an401-mdms2-b.opus', '6272-70171-0021.opus'];

async function samplesOf(recording: string): Promise<Float32Array> {
  const audio = await readAudio(join(root, 'tests/recordings', recording));
  if (!audio.ok) throw new Error(audio.error.message);
  return audio.value;
}

async function opened(options: Omit<RecognizerOptions, 'modelPath'>): Promise<Recognizer> {
  const result = await openRecognizer({ modelPath, ...options });
  if (!result.ok) throw new Error(result.error.message);
  return result.value.recognizer;
}

function heard(recognizer: Recognizer, pieces: readonly Float32Array[]): Utterance[] {
  const session = recognizer.openSession();
  const events: SessionEvent[] = pieces.flatMap((piece) => session.push(piece));
  events.push(...session.finish());
  session.dispose();
  return events.flatMap((event) => (event.type === 'final' ? [event.utterance] : []));
}

/** Ways to cut: a microphone's 10 ms, a file reader's blocks, and lengths that fit nothing. */
function cuts(samples: Float32Array): Readonly<Record<string, Float32Array[]>> {
  const random = seededRandom(3);
  return {
    '10 ms': cut(samples, [160]),
    '4096 samples': cut(samples, [4096]),
    'odd lengths': cut(
      samples,
      Array.from({ length: 50 }, () => Math.floor(random() * 5000)),
    ),
  };
}

describe('the shipped model on real speech', { timeout: 120_000 }, () => {
  describe.each([
    ['greedy, as the stream is heard', { decoder: 'greedy', hearsAgain: false }],
    ['beam, each utterance heard again', { decoder: 'beam' }],
  ] as const)('%s', (_, options) => {
    let recognizer: Recognizer;
    let samples: Float32Array;
    let whole: Utterance[];

    beforeAll(async () => {
      recognizer = await opened(options);
      const spoken = await Promise.all(recordings.map(samplesOf));
      samples = joinSamples(spoken.flatMap((recording) => [recording, silence(1.5)]));
      whole = heard(recognizer, [samples]);
    });
    afterAll(() => {
      recognizer.dispose();
    });

    it('hears words, and an utterance for each recording at least', () => {
      expect(whole.length).toBeGreaterThanOrEqual(recordings.length);
      expect(whole.every(({ words }) => words.length > 0)).toBe(true);
    });

    it.each(Object.keys(cuts(new Float32Array(0))))('hears the same in pieces of %s', (name) => {
      expect(heard(recognizer, cuts(samples)[name]!)).toEqual(whole);
    });
  });

  it('hears the same words on wasm as on tensorflow', async () => {
    const samples = await samplesOf(recordings[0]!);
    const textOn = async (backend: 'tensorflow' | 'wasm'): Promise<string[]> => {
      const recognizer = await opened({ backend, decoder: 'greedy', hearsAgain: false });
      const words = heard(recognizer, [samples]).flatMap((utterance) => utterance.words.map(({ text }) => text));
      recognizer.dispose();
      return words;
    };
    expect(await textOn('wasm')).toEqual(await textOn('tensorflow'));
  });

  it('hears the words of a whole utterance alike with any look-ahead that holds it', async () => {
    const samples = await samplesOf(recordings[0]!);
    const textWith = async (lookAheadMilliseconds: number | 'full'): Promise<string[]> => {
      // What is heard again is heard with all that follows, whatever the look-ahead of the stream.
      const recognizer = await opened({ lookAheadMilliseconds, decoder: 'greedy', hearsAgain: false });
      const words = heard(recognizer, [samples]).flatMap((utterance) => utterance.words.map(({ text }) => text));
      recognizer.dispose();
      return words;
    };
    expect(await textWith(10_000)).toEqual(await textWith('full'));
  });
});
