import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { adtsFrames } from '../../../../src/platform/audio/adtsFrames';
import { frameStructure, type FrameKind, type FrameStructure } from '../../../../src/platform/audio/bareFrames';
import { FileBlocks } from '../../../../src/platform/audio/fileBlocks';
import { mpegFrames } from '../../../../src/platform/audio/mpegFrames';
import { chirpBytes, id3 } from '../../../support/soundFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function structureOf(kind: FrameKind, ...parts: readonly Buffer[]): Promise<FrameStructure> {
  const path = join(temporaryFolder(), 'sound');
  await writeFile(path, Buffer.concat(parts));
  const file = await open(path, 'r');
  try {
    return await frameStructure(await FileBlocks.of(file), kind);
  } finally {
    await file.close();
  }
}

const [version1, version2] = [chirpBytes('chirp.mp3'), chirpBytes('short.mp3')];
const whole = { isCut: false, hasHoles: false, isPure: true };
const apeFooter = Buffer.concat([Buffer.from('APETAGEX'), Buffer.from('d0070000200000000000000000000080', 'hex')]);
const junk = Buffer.alloc(500, 0x55);
const littleJunk = Buffer.alloc(140, 0x55);

describe('an MP3 file', () => {
  it.each([
    ['frames alone', [version1]],
    ['files of two sample rates', [version1, version2]],
    ['tags before, between and behind', [id3(3000), version2, id3(70_000), version1, Buffer.from('TAG'.padEnd(128))]],
    ['an APE tag behind', [version1, Buffer.concat([apeFooter, Buffer.alloc(8)])]],
    ['zeros before the first frame', [Buffer.alloc(1000), version1]],
  ])('is whole with %s', async (_, parts) => {
    expect(await structureOf(mpegFrames, ...parts)).toMatchObject(whole);
  });

  it('has no hole with the end of a frame before the first', async () => {
    expect(await structureOf(mpegFrames, version1.subarray(500, 700), version1)).toMatchObject({
      ...whole,
      isPure: false,
    });
    expect(await structureOf(mpegFrames, littleJunk, version2)).toMatchObject({ ...whole, isPure: false });
  });

  it.each([1, 60, 140, 141, 143])('is cut where the last frame lacks %i bytes', async (bytes) => {
    expect(await structureOf(mpegFrames, version2.subarray(0, -bytes))).toMatchObject({ ...whole, isCut: true });
  });

  it('is cut behind a single frame, but not behind one that may be there by chance', async () => {
    expect(await structureOf(mpegFrames, version2.subarray(0, 200))).toMatchObject({ ...whole, isCut: true });
    expect(await structureOf(mpegFrames, littleJunk, version2.subarray(0, 200))).toMatchObject({
      ...whole,
      isPure: false,
    });
  });

  it.each([version1, version2])(
    'has a hole where the header of a frame tells of a length that others have',
    async (file) => {
      const bytes = Buffer.from(file);
      const first = (await structureOf(mpegFrames, bytes)).firstFrameAt ?? 0;
      const frameBytes = mpegFrames.frameBytes(bytes.subarray(first)) ?? 0;
      const at = first + 3 * frameBytes;
      const isDamaged = (rate: number): boolean => {
        bytes.writeUInt8((rate << 4) | (bytes.readUInt8(at + 2) & 15), at + 2);
        return (mpegFrames.frameBytes(bytes.subarray(at)) ?? 0) % frameBytes === 0;
      };
      const rates = [14, 13, 12, 11, 10, 9, 8, 7, 6, 5].filter(isDamaged);
      expect(rates).not.toEqual([]);
      isDamaged(rates[0]!);
      expect(await structureOf(mpegFrames, bytes)).toMatchObject({ hasHoles: true });
    },
  );

  it('is not pure with something else behind the last frames', async () => {
    expect(await structureOf(mpegFrames, version1, junk)).toMatchObject({ ...whole, isPure: false });
    expect(await structureOf(mpegFrames, version1, junk, version2.subarray(0, 100))).toMatchObject({
      ...whole,
      isPure: false,
    });
  });

  it.each([
    ['before the first frame, more than a frame is long', [junk, version2]],
    ['between frames', [version1, junk, version2]],
    ['in the place of frames', [version1, Buffer.alloc(300), version1]],
    ['before a last frame that ends where the file does', [version1, junk, version2.subarray(0, 144)]],
  ])('has a hole with something else %s', async (_, parts) => {
    expect(await structureOf(mpegFrames, ...parts)).toMatchObject({ isCut: false, hasHoles: true, isPure: false });
  });
});

describe('an AAC file without a container', () => {
  const file = chirpBytes('short.aac');
  /** The lengths of its last frames. */
  const [lastBut, last] = [236, 205];

  it('is whole with frames and tags', async () => {
    expect(await structureOf(adtsFrames, file)).toMatchObject(whole);
    expect(await structureOf(adtsFrames, id3(500), file, id3(70_000), file)).toMatchObject(whole);
  });

  it.each([1, 6, 7, 100, last - 1, last + lastBut - 2])('is cut where it lacks %i bytes', async (bytes) => {
    expect(await structureOf(adtsFrames, file.subarray(0, -bytes))).toMatchObject({ ...whole, isCut: true });
  });

  it.each([
    ['zeros', 0],
    ['something else', 0x55],
  ])('has a hole with %s in the place of frames, though one frame alone is left', async (_, byte) => {
    const damaged = Buffer.from(file).fill(byte, 2500, file.length - last);
    expect(await structureOf(adtsFrames, damaged)).toMatchObject({ isCut: false, hasHoles: true, isPure: false });
  });

  it.each([1, 2, 3, 17])('is followed by something else behind %i frames, but not by zeros or tags', async (count) => {
    const frames = file.subarray(0, [312, 643, 913][count - 1]);
    const [zeros, tag] = [Buffer.alloc(700), Buffer.from('TAG'.padEnd(128))];
    for (const [rest, isFollowed] of [
      [junk, true],
      [Buffer.from([0x55]), true],
      [zeros, false],
      [tag, false],
    ] as const)
      expect(await structureOf(adtsFrames, frames, rest)).toMatchObject({ isCut: false, hasHoles: false, isFollowed });
    expect(await structureOf(adtsFrames, frames)).toMatchObject({ isFollowed: false });
    expect(await structureOf(adtsFrames, frames, zeros, tag)).toMatchObject({ isFollowed: false });
  });
});
