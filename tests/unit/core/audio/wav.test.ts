import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatWav, formatWavHeader, isTakeHeader, wavHeaderBytes } from '../../../../src/core/audio/wav';

const int16s = fc
  .array(fc.integer({ min: -32_768, max: 32_767 }), { maxLength: 200 })
  .map((list) => Int16Array.from(list));

describe('formatWav', () => {
  it('is the header and the samples, in little-endian order', () => {
    fc.assert(
      fc.property(int16s, (samples) => {
        const bytes = Buffer.from(formatWav(samples));
        expect(bytes.subarray(0, wavHeaderBytes)).toEqual(Buffer.from(formatWavHeader(samples.length)));
        expect([...samples.keys()].map((index) => bytes.readInt16LE(wavHeaderBytes + 2 * index))).toEqual([...samples]);
      }),
    );
  });

  it('announces 16 kHz mono of 16 bits', () => {
    const header = Buffer.from(formatWavHeader(100));
    expect(header.toString('latin1', 0, 4) + header.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect([header.readUInt32LE(4), header.readUInt16LE(20), header.readUInt16LE(22)]).toEqual([236, 1, 1]);
    expect([header.readUInt32LE(24), header.readUInt16LE(34), header.readUInt32LE(40)]).toEqual([16_000, 16, 200]);
  });
});

describe('isTakeHeader', () => {
  it('knows what formatWav writes', () => {
    fc.assert(fc.property(int16s, (samples) => isTakeHeader(formatWav(samples), wavHeaderBytes + 2 * samples.length)));
  });

  it('takes no file whose samples are not all that follows, and none of another rate', () => {
    const bytes = Buffer.from(formatWav(new Int16Array(50)));
    expect([bytes.length - 1, bytes.length + 1, bytes.length + 2].map((size) => isTakeHeader(bytes, size))).toEqual([
      false,
      false,
      false,
    ]);
    bytes.writeUInt32LE(44_100, 24);
    expect(isTakeHeader(bytes, bytes.length)).toBe(false);
  });
});
