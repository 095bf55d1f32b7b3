import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { float32ToInt16, int16ToFloat32 } from '../../../../src/core/audio/pcm';
import { formatWav, formatWavHeader, parseWav, wavHeaderBytes, type WavAudio } from '../../../../src/core/audio/wav';

const int16s = fc
  .array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 200 })
  .map((list) => Int16Array.from(list));

function parsed(bytes: Uint8Array): WavAudio {
  const result = parseWav(bytes);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function chunk(id: string, body: Uint8Array, size = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

interface Format {
  readonly tag: number;
  readonly bits: number;
  readonly channels?: number;
  readonly rateHz?: number;
  readonly extensible?: boolean;
}

function formatChunk({ tag, bits, channels = 1, rateHz = 16_000, extensible = false }: Format): Buffer {
  const body = Buffer.alloc(extensible ? 40 : 16);
  body.writeUInt16LE(extensible ? 0xfffe : tag, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(rateHz, 4);
  body.writeUInt32LE((rateHz * channels * bits) / 8, 8);
  body.writeUInt16LE((channels * bits) / 8, 12);
  body.writeUInt16LE(bits, 14);
  if (extensible) body.writeUInt16LE(tag, 24);
  return chunk('fmt ', body);
}

function wav(...chunks: readonly Buffer[]): Buffer {
  const head = Buffer.from('RIFF\0\0\0\0WAVE', 'latin1');
  head.writeUInt32LE(4 + chunks.reduce((sum, { length }) => sum + length, 0), 4);
  return Buffer.concat([head, ...chunks]);
}

function int16Bytes(...values: number[]): Buffer {
  return Buffer.from(Int16Array.from(values).buffer);
}

const pcm16 = formatChunk({ tag: 1, bits: 16 });

describe('parseWav', () => {
  it('reads what formatWav writes', () => {
    fc.assert(
      fc.property(int16s, (samples) => {
        const audio = parsed(formatWav(samples));
        expect(audio.sampleRateHz).toBe(16_000);
        expect(float32ToInt16(audio.samples)).toEqual(samples);
      }),
    );
  });

  it.each([
    ['8-bit', { tag: 1, bits: 8 }, Buffer.from([0, 128, 192])],
    ['16-bit', { tag: 1, bits: 16 }, int16Bytes(-32_768, 0, 16_384)],
    ['24-bit', { tag: 1, bits: 24 }, Buffer.from([0, 0, 0x80, 0, 0, 0, 0, 0, 0x40])],
    ['32-bit', { tag: 1, bits: 32 }, Buffer.from(Int32Array.of(-(2 ** 31), 0, 2 ** 30).buffer)],
    ['32-bit float', { tag: 3, bits: 32 }, Buffer.from(Float32Array.of(-1, 0, 0.5).buffer)],
    ['64-bit float', { tag: 3, bits: 64 }, Buffer.from(Float64Array.of(-1, 0, 0.5).buffer)],
  ])('reads %s samples, plain and extensible', (_name, format, bytes) => {
    for (const extensible of [false, true]) {
      expect([...parsed(wav(formatChunk({ ...format, extensible }), chunk('data', bytes))).samples]).toEqual([
        -1, 0, 0.5,
      ]);
    }
  });

  it.each([
    ['32', Buffer.from(Float32Array.of(NaN, Infinity, -Infinity, 3e38, 0.5).buffer)],
    ['64', Buffer.from(Float64Array.of(NaN, Infinity, -Infinity, 3e300, 0.5).buffer)],
  ])('clips floats of %s bits, and takes what is no number for silence', (bits, bytes) => {
    const { samples } = parsed(wav(formatChunk({ tag: 3, bits: Number(bits) }), chunk('data', bytes)));
    expect([...samples]).toEqual([0, 1, -1, 1, 0.5]);
  });

  it('reads the least step of 24 bits on both sides of 0', () => {
    const bytes = Buffer.from([1, 0, 0, 0xff, 0xff, 0xff]);
    const { samples } = parsed(wav(formatChunk({ tag: 1, bits: 24 }), chunk('data', bytes)));
    expect([...samples]).toEqual([2 ** -23, -(2 ** -23)]);
  });

  it('gives the mean of the channels, and the rate', () => {
    const audio = parsed(
      wav(
        formatChunk({ tag: 1, bits: 16, channels: 2, rateHz: 44_100 }),
        chunk('data', int16Bytes(16_384, 0, -16_384, -16_384)),
      ),
    );
    expect(audio).toEqual({ sampleRateHz: 44_100, channelCount: 2, samples: Float32Array.of(0.25, -0.5) });
  });

  it('steps over chunks before and after the audio, of odd lengths too', () => {
    const note = chunk('LIST', Buffer.from('odd'));
    expect(parsed(wav(note, pcm16, note, chunk('data', int16Bytes(1, 2)), note)).samples).toHaveLength(2);
    expect(parsed(wav(pcm16, chunk('data', Buffer.alloc(0)), note)).samples).toHaveLength(0);
  });

  it.each([0, 2, 6, 1000, 0x7fff_ffff, 0xffff_ffff])(
    'reads a take whose writing was interrupted when its header said %i bytes',
    (size) => {
      const samples = [7, -9, 300, 4000, 12];
      const bytes = wav(pcm16, chunk('data', int16Bytes(...samples), size));
      expect([...float32ToInt16(parsed(bytes).samples)]).toEqual(samples);
    },
  );

  it('leaves half a sample at the end out', () => {
    const whole = formatWav(Int16Array.of(5, 6, 7));
    expect(parsed(whole.subarray(0, whole.length - 1)).samples).toHaveLength(2);
  });

  it('reads a view into a larger buffer', () => {
    const bytes = formatWav(Int16Array.of(5, 6, 7));
    const larger = new Uint8Array(bytes.length + 5);
    larger.set(bytes, 5);
    expect(parsed(larger.subarray(5)).samples).toHaveLength(3);
  });

  it('refuses what is no WAV file, or is cut in the header, or holds no PCM', () => {
    const whole = formatWav(Int16Array.of(5, 6, 7));
    for (let length = 0; length < wavHeaderBytes; length += 1)
      expect(parseWav(whole.subarray(0, length)).ok).toBe(false);
    expect(parseWav(wav(formatChunk({ tag: 2, bits: 4 }), chunk('data', Buffer.alloc(4)))).ok).toBe(false);
    expect(parseWav(wav(formatChunk({ tag: 1, bits: 16, channels: 0 }), chunk('data', Buffer.alloc(4)))).ok).toBe(
      false,
    );
    expect(parseWav(wav(chunk('data', Buffer.alloc(4)))).ok).toBe(false);
  });

  it('never throws, whatever the bytes', () => {
    const damaged = fc.tuple(fc.nat({ max: 63 }), fc.uint8Array({ maxLength: 40 })).map(([at, noise]) => {
      const bytes = Buffer.concat([formatWav(new Int16Array(10))]);
      bytes.set(noise.subarray(0, bytes.length - at), at);
      return bytes;
    });
    fc.assert(
      fc.property(damaged, (bytes) => typeof parseWav(bytes).ok === 'boolean'),
      { numRuns: 500 },
    );
  });
});

describe('formatWavHeader', () => {
  it('caps the size at what the format can say', () => {
    expect(Buffer.from(formatWavHeader(2 ** 33)).readUInt32LE(40)).toBe(0xffff_ffff - wavHeaderBytes);
  });
});

describe('PCM', () => {
  it('is the same after a way through floats', () => {
    fc.assert(
      fc.property(int16s, (samples) => {
        expect(float32ToInt16(int16ToFloat32(samples))).toEqual(samples);
      }),
    );
  });

  it('is clipped, not wrapped', () => {
    expect([...float32ToInt16(Float32Array.of(1, 2, -1, -2))]).toEqual([32_767, 32_767, -32_768, -32_768]);
  });
});
