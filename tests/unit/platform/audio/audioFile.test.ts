import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { float32ToInt16 } from '../../../../src/core/audio/pcm';
import { formatWav } from '../../../../src/core/audio/wav';
import { decodeAudio, readAudio } from '../../../../src/platform/audio/audioFile';
import { readCorpus } from '../../../../src/platform/corpus/corpus';
import { chirp } from '../../../support/audio';

const root = join(__dirname, '../../..');
const sound = chirp(200, 4000, 1, 0.375);

async function samplesOf(path: string): Promise<Float32Array> {
  const result = await readAudio(path);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** How far `actual` is below `expected` when `expected` is taken away, dB; the ends, where coders ring, are left out. */
function signalToNoiseDb(expected: Float32Array, actual: Float32Array): number {
  let [signal, noise] = [0, 0];
  for (let index = 2000; index < expected.length - 2000; index += 1) {
    signal += expected[index]! ** 2;
    noise += (expected[index]! - (actual[index] ?? 0)) ** 2;
  }
  return 10 * Math.log10(signal / noise);
}

describe('readAudio', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'utter-audio-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['chirp.flac', 90],
    ['chirp.oga', 90],
    ['chirp.mp3', 25],
    ['chirp.opus', 35],
  ])('gives the mean of both channels of %s at 16 kHz, not a sample early or late', async (name, leastDb) => {
    const samples = await samplesOf(join(root, 'audio', name));
    expect(samples).toHaveLength(16_000);
    expect(signalToNoiseDb(sound, samples)).toBeGreaterThan(leastDb);
  });

  it('gives the samples of a take as they are', async () => {
    const take = float32ToInt16(sound);
    await writeFile(join(folder, 'take.wav'), formatWav(take));
    expect(float32ToInt16(await samplesOf(join(folder, 'take.wav')))).toEqual(take);
  });

  it('goes by the content, whatever the name', async () => {
    await writeFile(join(folder, 'wrong.wav'), await readFile(join(root, 'audio/chirp.opus')));
    expect(await samplesOf(join(folder, 'wrong.wav'))).toEqual(await samplesOf(join(root, 'audio/chirp.opus')));
  });

  it('gives each of many files that are read at once its own samples', async () => {
    const names = ['chirp.opus', 'chirp.mp3', 'chirp.flac', 'chirp.opus', 'chirp.mp3', 'chirp.flac'];
    const together = await Promise.all(names.map((name) => samplesOf(join(root, 'audio', name))));
    for (const [index, name] of names.entries())
      expect(together[index]).toEqual(await samplesOf(join(root, 'audio', name)));
  });

  it('names the file and the reason where there is nothing to read', async () => {
    const results = [await readAudio(join(folder, 'none.wav')), await readAudio(folder), await readAudio(__filename)];
    expect(results.map((result) => (result.ok ? '' : result.error.message))).toEqual([
      '“none.wav” cannot be read: there is no such file.',
      expect.stringMatching(/^“utter-audio-.*” cannot be read: it is a folder\.$/),
      '“audioFile.test.ts” cannot be read: it is no WAV, FLAC, Ogg Opus or MP3 file.',
    ]);
  });

  it.each([0, 1, 999, 384_001, 4_294_967_291])(
    'refuses a sample rate of %i Hz, which would ask for gigabytes',
    async (rateHz) => {
      const wav = Buffer.from(formatWav(new Int16Array(16_000)));
      wav.writeUInt32LE(rateHz, 24);
      const result = await decodeAudio(wav, 'odd.wav');
      expect(result.ok ? '' : result.error.message).toMatch(
        /^“odd.wav” cannot be read: (its sample rate of \d+ Hz is not supported|its WAV header is incomplete)\.$/u,
      );
    },
  );

  it.each([1000, 44_101, 384_000])('reads a sample rate of %i Hz', async (rateHz) => {
    const wav = Buffer.from(formatWav(new Int16Array(rateHz)));
    wav.writeUInt32LE(rateHz, 24);
    const result = await decodeAudio(wav, 'odd.wav');
    expect(result.ok && result.value.length).toBe(16_000);
  });

  it.each(['chirp.flac', 'chirp.oga', 'chirp.mp3', 'chirp.opus'])(
    'survives %s cut anywhere, and reads the next',
    async (name) => {
      const bytes = await readFile(join(root, 'audio', name));
      for (const part of [0.001, 0.01, 0.3, 0.7, 0.99]) {
        const result = await decodeAudio(bytes.subarray(0, Math.ceil(bytes.length * part)), name);
        expect(result.ok ? result.value.length : result.error.code).toSatisfy(
          (outcome: unknown) => outcome === 'audio-unreadable' || (typeof outcome === 'number' && outcome <= 16_100),
        );
      }
      expect(await samplesOf(join(root, 'audio', name))).toHaveLength(16_000);
    },
  );
});

describe('a corpus list', () => {
  it('names recordings that can be read and are as long as it says', async () => {
    const corpus = await readCorpus(join(root, 'recordings/recordings.tsv'));
    if (!corpus.ok) throw new Error(corpus.error.message);
    expect(corpus.value).toHaveLength(5);
    for (const { path, seconds } of corpus.value) {
      expect(Math.abs((await samplesOf(path)).length / 16_000 - seconds)).toBeLessThan(0.01);
    }
  });
});
