import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { ChannelChoice } from '../../../../src/core/audio/channelMixer';
import { joinSamples } from '../../../../src/core/audio/pcm';
import { readAudio } from '../../../../src/platform/audio/audioFile';
import { type AudioFindings, openAudio } from '../../../../src/platform/audio/audioStream';
import { damageSentence } from '../../../../src/platform/audio/damage';
import { chirp } from '../../../support/audio';
import {
  aiff,
  caf,
  chirpBytes,
  chunk,
  coded,
  formatChunk,
  id3,
  rf64,
  spokenOpus,
  w64,
  wav,
  withPages,
} from '../../../support/soundFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

interface Read {
  readonly samples: Float32Array;
  readonly findings: AudioFindings;
  readonly sentence: string;
}

async function read(bytes: Uint8Array, channel: ChannelChoice = 'mix'): Promise<Read> {
  const path = join(temporaryFolder(), 'sound');
  await writeFile(path, bytes);
  const stream = await openAudio(path, { name: 'sound', channel });
  if (!stream.ok) throw new Error(stream.error.message);
  const pieces: Float32Array[] = [];
  for await (const piece of stream.value.pieces) pieces.push(piece);
  const findings = stream.value.findings();
  const sentence = findings.damage === null ? '' : damageSentence('sound', findings.damage);
  return { samples: joinSamples(pieces), findings, sentence };
}

const seconds = ({ samples }: Read): number => samples.length / 16_000;

function withBitFlipped(bytes: Buffer, part: number): Buffer {
  const damaged = Buffer.from(bytes);
  const at = Math.floor(bytes.length * part);
  damaged.writeUInt8(damaged.readUInt8(at) ^ 0x10, at);
  return damaged;
}

function withBytes(bytes: Buffer, part: number, body: Buffer): Buffer {
  const at = Math.floor(bytes.length * part);
  return Buffer.concat([bytes.subarray(0, at), body, bytes.subarray(at)]);
}

const stereo = { tag: 1, bits: 16, channels: 2 };

/** Left and right, 16 kHz. */
function stereoWav(left: Float32Array, right: Float32Array): Buffer {
  const turns = new Float32Array(2 * left.length);
  left.forEach((sample, frame) => {
    turns[2 * frame] = sample;
    turns[2 * frame + 1] = right[frame]!;
  });
  return wav(formatChunk(stereo), chunk('data', coded(turns, stereo)));
}

describe('damage', () => {
  it('of one bit in a FLAC file costs a frame and is told with its place and length', async () => {
    const damaged = await read(withBitFlipped(chirpBytes('chirp.flac'), 0.5));
    expect(seconds(damaged)).toBeGreaterThan(0.88);
    expect(damaged.sentence).toMatch(/^“sound” is damaged: .*first at 0\.\d\d s\.$/u);
  });

  it('in one place leaves a gap, so that what follows keeps its time', async () => {
    const bytes = Buffer.from(chirpBytes('chirp.flac'));
    const { samples, findings } = await read(bytes.fill(0, bytes.length / 2, bytes.length / 2 + 600));
    const { atSeconds, seconds: missing } = findings.damage!.gap!;
    expect(samples.length / 16_000 + missing).toBeCloseTo(1, 3);
    expect(atSeconds).toBeGreaterThan(0.3);
    expect(atSeconds).toBeLessThan(0.7);
    const whole = await read(chirpBytes('chirp.flac'));
    // What is missing is no whole number of samples: up to half a one at 4 kHz.
    const end = samples.subarray(-4000);
    expect(end.every((sample, index) => Math.abs(sample - whole.samples[12_000 + index]!) < 0.1)).toBe(true);
  });

  it.each(['chirp.flac', 'chirp.mp3', 'chirp.oga', 'chirp.webm'])(
    'of a cut %s is told, and what is there is read',
    async (name) => {
      const bytes = chirpBytes(name);
      const cut = await read(bytes.subarray(0, Math.ceil(bytes.length * 0.7)));
      expect(seconds(cut)).toBeGreaterThan(0.3);
      expect(seconds(cut)).toBeLessThan(0.95);
      expect(cut.sentence).toMatch(/^“sound” is (?:cut off|damaged)/u);
    },
  );

  it('of a cut Opus file is told, though nobody knows how much is missing', async () => {
    const bytes = spokenOpus();
    const cut = await read(bytes.subarray(0, Math.ceil(bytes.length * 0.7)));
    expect(seconds(cut)).toBeGreaterThan(1.9);
    expect(cut.sentence).toMatch(/^“sound” is cut off at \d\.\d\d s: an unknown part is missing there\.$/u);
  });

  it('of an Ogg file that is cut in its last page is told', async () => {
    const bytes = chirpBytes('chirp.oga');
    const last = bytes.lastIndexOf('OggS');
    for (const kept of [last + 3, last + 40, bytes.length - 1])
      expect((await read(bytes.subarray(0, kept))).sentence).toMatch(/^“sound” is cut off/u);
  });

  it('of which FFmpeg makes nothing, without a word, is told', async () => {
    const file = Buffer.from(chirpBytes('short.m4a'));
    file.write('lvhd', file.indexOf('mvhd'));
    await expect(read(file)).rejects.toThrow('“sound” cannot be read: there is no sound in it.');
  });

  it('of AAC whose first frame tells of more channels than there can be is read', async () => {
    const file = Buffer.from(chirpBytes('short.m4a'));
    file.set([189, 43, 189], file.indexOf('mdat') + 4);
    const { samples, sentence } = await read(file);
    expect(samples.length).toBeGreaterThan(8000);
    expect(sentence).toMatch(/^“sound” is damaged/u);
  });

  it('of a header that a coding cannot do without leaves no sound, which is said without a breakdown', async () => {
    const file = Buffer.from(chirpBytes('short.webm'));
    file.writeUInt8(65, file.indexOf('OpusHead') + 8);
    await expect(read(file)).rejects.toThrow(/it is a WebM/u);
  });

  it('of a cut WAV file is told with what is missing', async () => {
    const file = wav(
      formatChunk({ tag: 1, bits: 16 }),
      chunk('data', coded(chirp(200, 4000, 1), { tag: 1, bits: 16 })),
    );
    const cut = await read(file.subarray(0, 24_044));
    expect(cut.samples).toHaveLength(12_000);
    expect(cut.sentence).toBe('“sound” is cut off at 0.75 s: about 0.25 s is missing there.');
  });

  it.each([
    ['RF64', rf64],
    ['Wave64', w64],
    ['CAF', caf],
    ['AIFF', aiff],
  ])('of a cut %s file is told with what is missing', async (_, format) => {
    const whole = format(chirp(200, 4000, 1));
    expect((await read(whole)).sentence).toBe('');
    const cut = await read(whole.subarray(0, whole.length - 8000));
    expect(cut.samples).toHaveLength(12_000);
    expect(cut.sentence).toBe('“sound” is cut off at 0.75 s: about 0.25 s is missing there.');
  });

  it.each([
    ['zeros', Buffer.alloc(2000)],
    ['junk', Buffer.from(Array.from({ length: 2000 }, (_, index) => (index * 37) % 251))],
  ])('of %s in an MP3 costs no more than they replace', async (_, body) => {
    const damaged = await read(withBytes(chirpBytes('chirp.mp3'), 0.5, body));
    expect(seconds(damaged)).toBeGreaterThan(0.9);
  });

  it('is none where zeros fill an MP3 up whose length is known', async () => {
    const filled = await read(Buffer.concat([chirpBytes('chirp.mp3'), Buffer.alloc(4096)]));
    expect(Math.abs(seconds(filled) - 1)).toBeLessThan(0.02);
    expect(filled.findings.damage).toBeNull();
  });

  it.each([0n, -1n, 48_000n])('of a last granule of %i costs an Opus file nothing', async (granule) => {
    const whole = await read(spokenOpus());
    const wrong = await read(
      withPages(spokenOpus(), (page, isLast) => {
        if (isLast) page.writeBigInt64LE(granule, 6);
      }),
    );
    // But for the filling of its last packet.
    expect(wrong.samples.length).toBeGreaterThanOrEqual(whole.samples.length);
    expect(wrong.samples.length).toBeLessThan(whole.samples.length + 0.06 * 16_000);
    // The resampler hears the filling as well.
    const same = whole.samples.length - 200;
    expect(wrong.samples.subarray(0, same)).toEqual(whole.samples.subarray(0, same));
    expect(wrong.findings.damage).toBeNull();
  });

  it('of all granules, counted at another rate, costs an Opus file nothing', async () => {
    const whole = seconds(await read(spokenOpus()));
    const slow = withPages(spokenOpus(), (page) => page.writeBigInt64LE(page.readBigInt64LE(6) / 3n, 6));
    expect(seconds(await read(slow))).toBeGreaterThan(whole - 0.01);
  });

  it('of an MP3 file that is cut in a frame, and does not say how long it is, is told', async () => {
    const cut = await read(chirpBytes('short.mp3').subarray(0, 2486));
    expect(seconds(cut)).toBeCloseTo(0.65, 2);
    expect(cut.findings.damage?.isCutOff).toBe(true);
  });

  it('of the first pages of sound of an Ogg file is told', async () => {
    const opus = chirpBytes('short.opus');
    opus.fill(0, 900, 1700);
    const damaged = await read(opus);
    expect(seconds(damaged)).toBeLessThan(0.9);
    expect(damaged.sentence).toBe('“sound” is damaged: not all of it can be read.');
  });

  it('is nothing that is learnt from', async () => {
    const path = join(temporaryFolder(), 'flip.flac');
    await writeFile(path, withBitFlipped(chirpBytes('chirp.flac'), 0.5));
    const result = await readAudio(path);
    expect(result.ok ? '' : result.error.message).toMatch(/^“flip\.flac” is damaged/u);
  });
});

describe('files that were joined', () => {
  it('are read one after the other: MP3 of two sample rates', async () => {
    const joined = await read(Buffer.concat([chirpBytes('chirp22050.mp3'), chirpBytes('chirp.mp3')]));
    expect(seconds(joined)).toBeGreaterThan(1.95);
    expect(seconds(joined)).toBeLessThan(2.15);
  });

  it('are whole with tags between them', async () => {
    const mp3 = chirpBytes('chirp.mp3');
    const joined = await read(Buffer.concat([id3(500), mp3, id3(3000), mp3]));
    expect(seconds(joined)).toBeGreaterThan(2);
    expect(joined.sentence).toBe('');
  });

  it('are read one after the other: Opus, of the same serial number or another', async () => {
    const opus = chirpBytes('chirp.opus');
    const other = withPages(opus, (page) => page.writeUInt32LE(77, 14));
    for (const second of [other, opus]) {
      const joined = await read(Buffer.concat([opus, second]));
      expect(seconds(joined)).toBeGreaterThan(1.95);
      expect(joined.sentence).toBe('');
    }
  });
});

describe('channels', () => {
  const [rising, falling] = [chirp(200, 4000, 1.5), chirp(4000, 200, 1.5)];

  it('are chosen', async () => {
    const file = stereoWav(rising, falling);
    const [left, right] = [await read(file, 0), await read(file, 1)];
    expect(left.samples.every((sample, index) => Math.abs(sample - rising[index]!) < 1e-4)).toBe(true);
    expect(right.samples.every((sample, index) => Math.abs(sample - falling[index]!) < 1e-4)).toBe(true);
  });

  it('that cancel each other are told, and one is taken', async () => {
    const inverted = await read(
      stereoWav(
        rising,
        rising.map((sample) => -0.8 * sample),
      ),
    );
    expect(inverted.findings.taken).toEqual({ channel: 0, fromSeconds: 0 });
    expect(inverted.samples.every((sample, index) => Math.abs(sample - rising[index]!) < 1e-4)).toBe(true);
  });

  it('that are not there are a failure', async () => {
    const path = join(temporaryFolder(), 'mono');
    await writeFile(path, wav(formatChunk({ tag: 1, bits: 24 }), chunk('data', coded(rising, { tag: 1, bits: 24 }))));
    const opened = await openAudio(path, { name: 'mono', channel: 1 });
    expect(opened.ok ? '' : opened.error.message).toBe(
      '“mono” cannot be read: it has one channel, and no right channel.',
    );
  });
});

it('leaves a file in its middle, and reads the next', async () => {
  const path = join(temporaryFolder(), 'long.wav');
  await writeFile(path, wav(formatChunk({ tag: 1, bits: 24 }), chunk('data', Buffer.alloc(3 * 16_000 * 600))));
  const stream = await openAudio(path, { name: 'long' });
  if (!stream.ok) throw new Error(stream.error.message);
  for await (const piece of stream.value.pieces) {
    expect(piece.length).toBeLessThanOrEqual(2 * 16_000);
    break;
  }
  expect(seconds(await read(chirpBytes('chirp.flac')))).toBe(1);
});
