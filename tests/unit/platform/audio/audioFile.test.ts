import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { float32ToInt16 } from '../../../../src/core/audio/pcm';
import { formatWav } from '../../../../src/core/audio/wav';
import { readAudio } from '../../../../src/platform/audio/audioFile';
import { readCorpus } from '../../../../src/platform/corpus/corpus';
import { chirp, seededRandom } from '../../../support/audio';
import {
  aiff,
  au,
  caf,
  chirpBytes,
  chunk,
  coded,
  formatChunk,
  id3,
  rf64,
  sphere,
  voc,
  w64,
  wav,
} from '../../../support/soundFiles';

const root = join(__dirname, '../../..');
const sound = chirp(200, 4000, 1, 0.375);
const pcm16 = { tag: 1, bits: 16 };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'utter-audio-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function samplesOf(path: string): Promise<Float32Array> {
  const result = await readAudio(path);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** What is read of a file with this content. */
async function readBytes(bytes: Uint8Array, name = 'sound'): ReturnType<typeof readAudio> {
  await writeFile(join(folder, name), bytes);
  return readAudio(join(folder, name));
}

async function samplesIn(bytes: Uint8Array): Promise<Float32Array> {
  await writeFile(join(folder, 'sound'), bytes);
  return samplesOf(join(folder, 'sound'));
}

const messageOf = (result: Awaited<ReturnType<typeof readAudio>>): string => (result.ok ? '' : result.error.message);

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
  it.each([
    ['chirp.flac', 90, 0],
    ['chirp.oga', 90, 0],
    ['chirp.mp3', 25, 0],
    ['chirp.opus', 35, 0],
    ['chirp.m4a', 15, 0.025],
    ['chirp.webm', 25, 0.001],
    ['chirp.ogg', 20, 0.005],
    ['chirp22050.mp3', 20, 0.001],
    // Its film is three times as long as its sound.
    ['chirp.mp4', 15, 0.025],
  ])('gives the mean of both channels of %s at 16 kHz, in its place', async (name, leastDb, tolerance) => {
    const samples = await samplesOf(join(root, 'audio', name));
    expect(Math.abs(samples.length - 16_000)).toBeLessThanOrEqual(tolerance * 16_000);
    expect(signalToNoiseDb(sound, samples)).toBeGreaterThan(leastDb);
  });

  it.each(['chirp.wma', 'chirp.aac', 'chirp.ac3', 'chirp.mka'])(
    'reads %s, which has the delay of its encoder in it',
    async (name) => {
      const samples = await samplesOf(join(root, 'audio', name));
      expect(Math.abs(samples.length - 16_000)).toBeLessThan(1000);
    },
  );

  it('reads AMR of telephones', async () => {
    const random = seededRandom(1);
    const frames = Array.from({ length: 50 }, () => [
      0x3c,
      ...Array.from({ length: 31 }, () => Math.floor(random() * 256)),
    ]);
    expect(await samplesIn(Buffer.concat([Buffer.from('#!AMR\n'), Buffer.from(frames.flat())]))).toHaveLength(16_000);
  });

  it('takes what telephones send for a pause in AMR for no damage', async () => {
    const speech = Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31, 0x35)]);
    const pause = [Buffer.from([0x44, 1, 2, 3, 4, 5]), Buffer.from([0x7c]), Buffer.from([0x7c])];
    const frames = Array.from({ length: 30 }, () => [speech, ...pause]).flat();
    const file = Buffer.concat([Buffer.from('#!AMR\n'), ...frames, speech]);
    expect((await samplesIn(file)).length).toBeGreaterThanOrEqual(31 * 320);
    expect(messageOf(await readBytes(file.subarray(0, -10)))).toMatch(/^“sound” is cut off/u);
    file.writeUInt8(0x04, 6 + 3 * 40);
    expect(messageOf(await readBytes(file))).toMatch(/^“sound” is damaged/u);
  });

  it.each([
    [{ tag: 1, bits: 8 }, 30],
    [{ tag: 1, bits: 16 }, 80],
    [{ tag: 1, bits: 24 }, 100],
    [{ tag: 1, bits: 32 }, 100],
    [{ tag: 3, bits: 32 }, 100],
    [{ tag: 3, bits: 64 }, 100],
    [{ tag: 6, bits: 8 }, 30],
    [{ tag: 7, bits: 8 }, 30],
    [{ tag: 1, bits: 24, extensible: true }, 100],
  ])('reads WAV coded as %o', async (coding, leastDb) => {
    const samples = await samplesIn(wav(formatChunk(coding), chunk('data', coded(sound, coding))));
    expect(samples).toHaveLength(16_000);
    expect(signalToNoiseDb(sound, samples)).toBeGreaterThan(leastDb);
  });

  it.each([
    ['RF64', rf64(sound)],
    ['Wave64', w64(sound)],
    ['AIFF', aiff(sound)],
    ['CAF', caf(sound)],
    ['Sun AU', au(sound)],
    ['NIST SPHERE', sphere(sound)],
    ['Creative VOC', voc(sound)],
  ])('reads %s', async (_, bytes) => {
    const samples = await samplesIn(bytes);
    expect(samples).toHaveLength(16_000);
    expect(signalToNoiseDb(sound, samples)).toBeGreaterThan(80);
  });

  it('reads MP3 in WAV', async () => {
    const mp3 = chirpBytes('chirp.mp3');
    const format = formatChunk({ tag: 0x55, bits: 0, channels: 2, rateHz: 44_100 });
    format.writeUInt32LE(12_000, 16);
    format.writeUInt16LE(1, 20);
    const samples = await samplesIn(wav(format, chunk('data', mp3)));
    expect(Math.abs(samples.length - 16_000)).toBeLessThan(1600);
    expect(Math.max(...samples)).toBeGreaterThan(0.3);
  });

  it('reads GSM in WAV, as telephone systems write it', async () => {
    const random = seededRandom(2);
    // A second: 25 blocks of 65 bytes, 320 samples each.
    const blocks = Buffer.from(Array.from({ length: 25 * 65 }, () => Math.floor(random() * 256)));
    const format = chunk(
      'fmt ',
      Buffer.concat([formatChunk({ tag: 49, bits: 0, rateHz: 8000 }).subarray(8), Buffer.from([2, 0, 0x40, 1])]),
    );
    format.writeUInt32LE(1625, 16);
    format.writeUInt16LE(65, 20);
    expect(await samplesIn(wav(format, chunk('data', blocks)))).toHaveLength(16_000);
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
    const names = ['chirp.opus', 'chirp.mp3', 'chirp.flac', 'chirp.opus'];
    const together = await Promise.all(names.map((name) => samplesOf(join(root, 'audio', name))));
    for (const [index, name] of names.entries())
      expect(together[index]).toEqual(await samplesOf(join(root, 'audio', name)));
  });

  it('makes floats above full scale quieter, all by the same', async () => {
    const loud = sound.map((sample) => sample * 20_000);
    const samples = await samplesIn(
      wav(formatChunk({ tag: 3, bits: 32 }), chunk('data', coded(loud, { tag: 3, bits: 32 }))),
    );
    expect(Math.max(...samples)).toBeCloseTo(1, 2);
    expect(
      signalToNoiseDb(
        sound.map((sample) => sample / 0.375),
        samples,
      ),
    ).toBeGreaterThan(60);
  });

  it.each([1000, 44_101, 384_000])('reads a sample rate of %i Hz', async (rateHz) => {
    const file = wav(formatChunk({ ...pcm16, rateHz }), chunk('data', Buffer.alloc(rateHz * 2)));
    expect(Math.abs((await samplesIn(file)).length - 16_000)).toBeLessThanOrEqual(16);
  });
});

describe('what is around the sound', () => {
  const data = chunk('data', coded(sound, pcm16));
  const junk = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 37) % 251));
  it.each([
    ['a list before WAV audio', wav(formatChunk(pcm16), chunk('LIST', Buffer.alloc(31)), data)],
    ['a size of 0 in a WAV file', wav(formatChunk(pcm16), chunk('data', coded(sound, pcm16), 0))],
    [
      'a list of odd length before WAV audio, without the byte that should follow',
      wav(
        formatChunk(pcm16),
        chunk('LIST', Buffer.alloc(31)).subarray(0, -1),
        chunk('bext', Buffer.alloc(7)).subarray(0, -1),
        data,
      ),
    ],
    ['the largest size in a WAV file', wav(formatChunk(pcm16), chunk('data', coded(sound, pcm16), 0xffff_ffff))],
    ['bytes behind the RIFF chunk', Buffer.concat([wav(formatChunk(pcm16), data), id3(1001), junk])],
    ['a chunk behind the audio', wav(formatChunk(pcm16), data, chunk('id3 ', junk))],
    ['ID3 in front of FLAC', Buffer.concat([id3(2000), chirpBytes('chirp.flac')])],
    ['ID3 in front of Opus', Buffer.concat([id3(2000), chirpBytes('chirp.opus')])],
    ['ID3 behind MP3', Buffer.concat([chirpBytes('chirp.mp3'), Buffer.from('TAG'.padEnd(128, '\0'), 'latin1')])],
  ])('is stepped over: %s', async (_, bytes) => {
    const samples = await samplesIn(bytes);
    expect(samples).toHaveLength(16_000);
    expect(signalToNoiseDb(sound, samples)).toBeGreaterThan(20);
  });

  it.each([
    ['zeros', Buffer.alloc(1000)],
    ['a little junk', junk.subarray(0, 300)],
    [
      'an APE tag',
      Buffer.concat([
        Buffer.from('APETAGEX\u00d0\u0007\0\0\u0020\0\0\0\0\0\0\0\0\0\0\u00a0', 'latin1'),
        Buffer.alloc(40),
      ]),
    ],
    ['the end of a frame', chirpBytes('chirp.mp3').subarray(500, 700)],
  ])('is stepped over: %s in front of MP3', async (_, before) => {
    const samples = await samplesIn(Buffer.concat([before, chirpBytes('chirp.mp3')]));
    expect(samples.length).toBeGreaterThan(15_900);
    expect(samples.length).toBeLessThan(18_500);
  });
});

describe('a file that cannot be read', () => {
  it('gets its name and the reason', async () => {
    const results = [await readAudio(join(folder, 'none.wav')), await readAudio(folder), await readAudio(__filename)];
    expect(results.map(messageOf)).toEqual([
      '“none.wav” cannot be read: there is no such file.',
      expect.stringMatching(/^“utter-audio-.*” cannot be read: it is a folder\.$/),
      '“audioFile.test.ts” cannot be read: it is a text and no sound file.',
    ]);
  });

  it.each([
    ['nothing at all', Buffer.alloc(0), 'it is empty'],
    [
      'a MIDI file',
      Buffer.from('MThd\0\0\0\u0006\0\0\0\u0001\0\u0060', 'latin1'),
      'it is a MIDI file, which holds notes and no sound',
    ],
    ['a PDF', Buffer.from('%PDF-1.7\n'.repeat(50)), 'it is a PDF document'],
    ['zeros', Buffer.alloc(5000), 'no sound was found in it; save it as WAV, FLAC or MP3'],
    ['only a tag', id3(3000), 'no sound was found in it; save it as WAV, FLAC or MP3'],
    [
      'M4A of a recording that broke off',
      chirpBytes('short.m4a').subarray(0, 4000),
      'it is an MP4 file whose index is missing or damaged, as where a recording broke off',
    ],
    [
      'the beginning of a WebM file',
      chirpBytes('short.webm').subarray(0, 100),
      'it is a WebM or Matroska file in which no sound was found',
    ],
    ['WMA', chirpBytes('short.wma').subarray(0, 100), 'it is a Windows Media file whose header is damaged'],
    ['WAV without audio', wav(formatChunk(pcm16)), 'it is a WAV file without audio, or one whose header is damaged'],
  ])('is named for what it is: %s', async (_, bytes, reason) => {
    expect(messageOf(await readBytes(bytes))).toBe(`“sound” cannot be read: ${reason}.`);
  });

  it.each([0, 1, 999, 4_294_967_291])('has a sample rate of %i Hz, which would ask for gigabytes', async (rateHz) => {
    const file = wav(formatChunk({ ...pcm16, rateHz }), chunk('data', Buffer.alloc(32_000)));
    expect(messageOf(await readBytes(file))).toMatch(/^“sound” cannot be read: .*\.$/u);
  });
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
