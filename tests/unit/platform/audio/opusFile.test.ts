import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { oggPackets } from '../../../../src/core/audio/oggPackets';
import { decodeOpusFile } from '../../../../src/platform/audio/opusFile';
import { oggStream } from '../../../support/ogg';

const granuleAt = 6;

async function samplesOf(bytes: Uint8Array): Promise<Float32Array> {
  const audio = await decodeOpusFile(bytes);
  if (!audio) throw new Error('no Opus stream');
  expect(audio.damage).toEqual([]);
  return audio.channels[0]!;
}

/** Writes the granule position into the last page. */
function ending(bytes: Buffer, granule: number): Buffer {
  bytes.writeBigInt64LE(BigInt(granule), bytes.lastIndexOf('OggS') + granuleAt);
  return bytes;
}

describe('decodeOpusFile', () => {
  let original: Uint8Array = new Uint8Array();
  let packets: Buffer[] = [];
  let sound: Float32Array = new Float32Array();
  /** One second and the pre-skip, at 48 kHz. */
  let lastGranule = 0;
  beforeAll(async () => {
    original = await readFile(join(__dirname, '../../../audio/chirp.opus'));
    packets = oggPackets(original).map(({ bytes }) => Buffer.from(bytes));
    lastGranule = oggPackets(original).at(-1)?.granule ?? 0;
    sound = await samplesOf(original);
  });

  it('takes the tags for no audio, however many pages they fill', async () => {
    const [head, tags, ...audio] = packets;
    const longTags = Buffer.concat([tags!, Buffer.alloc(70_000)]);
    const file = ending(oggStream([head!, longTags, ...audio], 255), lastGranule);
    // The granules of this stream say nothing of where it begins: only its length is that of the original.
    expect(await samplesOf(file)).toHaveLength(sound.length);
    expect(await samplesOf(file)).toEqual(sound);
  });

  it('ends where the last granule says, less the pre-skip', async () => {
    const file = ending(oggStream(packets, 255), lastGranule - 4800);
    expect(await samplesOf(file)).toEqual(sound.subarray(0, sound.length - 1600));
  });

  it('applies the gain of the header', async () => {
    const [head, ...rest] = packets;
    const quieter = Buffer.from(head!);
    quieter.writeInt16LE(Math.round(-20 * Math.log10(2) * 256), 16);
    const samples = await samplesOf(ending(oggStream([quieter, ...rest], 255), lastGranule));
    expect(Math.max(...samples) / Math.max(...sound)).toBeCloseTo(0.5, 3);
  });

  it('joins streams that follow one another', async () => {
    const other = Buffer.from(original);
    for (let at = other.indexOf('OggS'); at >= 0; at = other.indexOf('OggS', at + 1)) other.writeUInt32LE(77, at + 14);
    expect(await samplesOf(Buffer.concat([original, other]))).toEqual(Float32Array.of(...sound, ...sound));
  });

  it('gives null where there is no Opus stream', async () => {
    expect(await decodeOpusFile(oggStream([Buffer.from('OpusHea')], 4))).toBeNull();
    expect(await decodeOpusFile(new Uint8Array(100))).toBeNull();
  });

  it('tells that packets are damaged', async () => {
    const [head, tags, first, ...rest] = packets;
    const broken = Buffer.from(first!);
    broken[0] = 0xff;
    broken[1] = 0x3f;
    const audio = await decodeOpusFile(ending(oggStream([head!, tags!, broken, ...rest], 255), lastGranule));
    expect(audio?.damage.length).toBeGreaterThan(0);
  });
});
