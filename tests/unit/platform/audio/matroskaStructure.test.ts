import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { FileBlocks } from '../../../../src/platform/audio/fileBlocks';
import { matroskaStructure, type MatroskaStructure } from '../../../../src/platform/audio/matroskaStructure';
import { chirpBytes } from '../../../support/soundFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function structureOf(bytes: Uint8Array): Promise<MatroskaStructure> {
  const path = join(temporaryFolder(), 'sound.webm');
  await writeFile(path, bytes);
  const file = await open(path, 'r');
  try {
    return await matroskaStructure(await FileBlocks.of(file));
  } finally {
    await file.close();
  }
}

const marks = { header: '1a45dfa3', segment: '18538067', tracks: '1654ae6b', cluster: '1f43b675' } as const;
type Size = number | 'unknown';

/** An element, with a size of eight bytes. */
function element(mark: string, body: Uint8Array, size: Size = body.length): Buffer {
  const length = Buffer.from('01ffffffffffffff', 'hex');
  if (size !== 'unknown') length.writeUIntBE(size, 2, 6);
  if (size !== 'unknown') length.writeUInt8(0, 1);
  return Buffer.concat([Buffer.from(mark, 'hex'), length, body]);
}

const time = element('e7', Buffer.from([0]));
/** @param track in the form that blocks have it */
const blockBody = (track: number): Buffer => Buffer.from([track, 0, 0, 0x80, 1, 2, 3]);
const block = (track = 0x81): Buffer => element('a3', blockBody(track));
const group = (track = 0x81): Buffer =>
  element('a0', Buffer.concat([element('fb', Buffer.from([1])), element('a1', blockBody(track))]));
const cluster = (parts: readonly Buffer[], size?: Size): Buffer =>
  element(marks.cluster, Buffer.concat([time, ...parts]), size);
const tracks = element(marks.tracks, element('ae', element('d7', Buffer.from([1]))));
const filling = element('ec', Buffer.alloc(9));
const file = (parts: readonly Buffer[], size?: Size): Buffer =>
  Buffer.concat([
    element(marks.header, Buffer.alloc(3)),
    element(marks.segment, Buffer.concat([tracks, ...parts]), size),
  ]);

const clusters = [cluster([block(), filling, block()]), filling, cluster([group()])];
const whole = { isCut: false, hasHoles: false };
const withHole = { isCut: false, hasHoles: true };

describe('matroskaStructure', () => {
  it.each([
    ['a file of ours', file(clusters)],
    ['one of FFmpeg', chirpBytes('short.webm')],
    [
      'one that was sent while it was written',
      file([cluster([block()], 'unknown'), cluster([group()], 'unknown')], 'unknown'),
    ],
    ['a tag behind it', Buffer.concat([file(clusters), Buffer.from('TAG'.padEnd(128))])],
  ])('finds nothing wrong with %s', async (_, bytes) => {
    expect(await structureOf(bytes)).toEqual(whole);
  });

  it('tells a file that is cut', async () => {
    expect(await structureOf(file(clusters).subarray(0, -1))).toEqual({ isCut: true, hasHoles: false });
    expect(await structureOf(file(clusters).subarray(0, -clusters[2]!.length))).toEqual({
      isCut: true,
      hasHoles: false,
    });
  });

  it.each([
    ['an unknown mark in the place of a cluster', file([element('1f43b676', cluster([block()])), ...clusters])],
    ['an unknown mark in the place of a block', file([cluster([element('a9', block())])])],
    ['a block of a track that is not there', file([cluster([block(0x82)])])],
    ['a group of a track that is not there', file([cluster([group(0x82)])])],
    ['a group without a block', file([cluster([element('a0', filling)])])],
    ['a cluster that reaches beyond the segment', file([cluster([block()], 5000)])],
    ['a cluster that ends in the midst of a block', file([cluster([block()], 20), ...clusters])],
    ['zeros between clusters', file([clusters[0]!, Buffer.alloc(40), ...clusters])],
    ['another beginning', Buffer.alloc(50)],
  ])('tells %s', async (_, bytes) => {
    expect(await structureOf(bytes)).toMatchObject(withHole);
  });
});
