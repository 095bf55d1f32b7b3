import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { FileBlocks } from '../../../../src/platform/audio/fileBlocks';
import { mpegStructure, type MpegStructure } from '../../../../src/platform/audio/mpegFrames';
import { chirpBytes, id3 } from '../../../support/soundFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function structureOf(...parts: readonly Buffer[]): Promise<MpegStructure> {
  const path = join(temporaryFolder(), 'sound.mp3');
  await writeFile(path, Buffer.concat(parts));
  const file = await open(path, 'r');
  try {
    return await mpegStructure(await FileBlocks.of(file));
  } finally {
    await file.close();
  }
}

const [version1, version2] = [chirpBytes('chirp.mp3'), chirpBytes('short.mp3')];
const whole = { isCut: false, hasHoles: false, isPure: true };
const apeFooter = Buffer.concat([Buffer.from('APETAGEX'), Buffer.from('d0070000200000000000000000000080', 'hex')]);
const junk = Buffer.alloc(500, 0x55);
const littleJunk = Buffer.alloc(140, 0x55);

describe('mpegStructure', () => {
  it.each([
    ['frames alone', [version1]],
    ['files of two sample rates', [version1, version2]],
    ['tags before, between and behind', [id3(3000), version2, id3(70_000), version1, Buffer.from('TAG'.padEnd(128))]],
    ['an APE tag behind', [version1, Buffer.concat([apeFooter, Buffer.alloc(8)])]],
    ['zeros before the first frame', [Buffer.alloc(1000), version1]],
  ])('is whole with %s', async (_, parts) => {
    expect(await structureOf(...parts)).toEqual(whole);
  });

  it('has no hole with the end of a frame before the first', async () => {
    expect(await structureOf(version1.subarray(500, 700), version1)).toEqual({ ...whole, isPure: false });
    expect(await structureOf(littleJunk, version2)).toEqual({ ...whole, isPure: false });
  });

  it.each([1, 60, 140])('is cut where the last frame lacks %i bytes', async (bytes) => {
    expect(await structureOf(version2.subarray(0, -bytes))).toEqual({ ...whole, isCut: true });
  });

  it('is not pure with something else behind the last frames', async () => {
    expect(await structureOf(version1, junk)).toEqual({ ...whole, isPure: false });
    expect(await structureOf(version1, junk, version2.subarray(0, 144))).toEqual({ ...whole, isPure: false });
  });

  it.each([
    ['before the first frame, more than a frame is long', [junk, version2]],
    ['between frames', [version1, junk, version2]],
    ['in the place of frames', [version1, Buffer.alloc(300), version1]],
  ])('has a hole with something else %s', async (_, parts) => {
    expect(await structureOf(...parts)).toEqual({ isCut: false, hasHoles: true, isPure: false });
  });
});
