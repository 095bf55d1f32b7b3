import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { FileBlocks } from '../../../../src/platform/audio/fileBlocks';
import { pagesIn } from '../../../../src/platform/audio/oggPage';
import { oggStructure, type OggStructure } from '../../../../src/platform/audio/oggStructure';
import { chirpBytes } from '../../../support/soundFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function structureOf(...parts: readonly Uint8Array[]): Promise<OggStructure> {
  const path = join(temporaryFolder(), 'sound.opus');
  await writeFile(path, Buffer.concat(parts));
  const file = await open(path, 'r');
  try {
    return await oggStructure(await FileBlocks.of(file));
  } finally {
    await file.close();
  }
}

/** Two of headers, ten of sound. */
const pages = pagesIn(chirpBytes('short.opus')).map(({ bytes }) => bytes);

describe('oggStructure', () => {
  it('tells a page that is not there, and one of which no more than its place is there', async () => {
    expect(await structureOf(...pages.slice(0, 5), ...pages.slice(6))).toMatchObject({ hasHoles: true });
    expect(await structureOf(...pages.slice(0, 2), Buffer.alloc(300), ...pages.slice(3))).toMatchObject({
      hasHoles: true,
    });
  });

  it('tells something else behind a page that is not whole', async () => {
    const damaged = Buffer.from(pages[4]!);
    damaged.writeUInt8(damaged.readUInt8(26) - 1, 26);
    expect(await structureOf(...pages.slice(0, 4), damaged, ...pages.slice(5))).toMatchObject({ hasHoles: true });
  });

  it('tells a page that goes on behind the end of the file', async () => {
    const damaged = pages.map((page) => Buffer.from(page));
    damaged[5]!.fill(255, 26, 200);
    expect(await structureOf(...damaged)).toMatchObject({ hasHoles: true });
  });

  it('tells that the first page of the sound is damaged', async () => {
    const damaged = Buffer.from(pages[2]!);
    damaged.writeUInt8(damaged.at(-1)! ^ 1, damaged.length - 1);
    expect(await structureOf(...pages.slice(0, 2), damaged, ...pages.slice(3))).toMatchObject({ hasHoles: true });
  });

  it('tells a stream that begins a second time', async () => {
    expect(await structureOf(...pages, ...pages)).toEqual({ hasHoles: false, isJoined: true });
  });

  it.each([
    ['a whole file', pages],
    ['one that was joined after it had begun', [...pages.slice(0, 2), ...pages.slice(8)]],
    ['something else behind the last page', [...pages, Buffer.from('TAG'.padEnd(128))]],
    [
      'something else between two pages that are whole',
      [...pages.slice(0, 2), Buffer.alloc(300, 1), ...pages.slice(2)],
    ],
    ['a tag before the first page', [Buffer.alloc(100_000), ...pages]],
  ])('finds nothing wrong with %s', async (_, parts) => {
    expect(await structureOf(...parts)).toEqual({ hasHoles: false, isJoined: false });
  });
});
