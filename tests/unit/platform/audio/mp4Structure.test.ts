import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { FileBlocks } from '../../../../src/platform/audio/fileBlocks';
import { mp4Structure, type Mp4Structure } from '../../../../src/platform/audio/mp4Structure';
import { chirpBytes } from '../../../support/soundFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function structureOf(bytes: Uint8Array): Promise<Mp4Structure> {
  const path = join(temporaryFolder(), 'sound.mp4');
  await writeFile(path, bytes);
  const file = await open(path, 'r');
  try {
    return await mp4Structure(await FileBlocks.of(file));
  } finally {
    await file.close();
  }
}

function box(name: string, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
}

const numbers = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, 4 * index);
  return bytes;
};

/** Of track 1, whose frames are 20 bytes long unless they say otherwise. */
const beginning = Buffer.concat([
  box('ftyp', Buffer.from('isom')),
  box('moov', box('mvhd', Buffer.alloc(100)), box('mvex', box('trex', numbers(0, 1, 1, 1024, 20, 0)))),
]);

interface Fragment {
  readonly number: number;
  readonly track?: number;
  readonly sizes?: readonly number[];
  readonly held?: number;
}

/** Two frames of 30 and 40 bytes. */
function fragment({ number, track = 1, sizes = [30, 40], held = 70 }: Fragment): Buffer {
  const samples = sizes.flatMap((size) => [1024, size]);
  const run = box('trun', numbers(0x301, sizes.length, 0), numbers(...samples));
  const head = box('mfhd', numbers(0, number));
  return Buffer.concat([box('moof', head, box('traf', box('tfhd', numbers(0, track)), run)), data(held)]);
}

const data = (bytes: number): Buffer => box('mdat', Buffer.alloc(bytes, 0x55));

/** Of so many frames, as long as the fragment says, or as all are. */
function evenFragment(number: number, count: number, bytes?: number): Buffer {
  const head = bytes === undefined ? numbers(0, 1) : numbers(0x18, 1, 1024, bytes);
  const track = box('traf', box('tfhd', head), box('trun', numbers(0, count)));
  return Buffer.concat([box('moof', box('mfhd', numbers(0, number)), track), data(count * (bytes ?? 20))]);
}

const file = (...parts: readonly Buffer[]): Buffer => Buffer.concat([beginning, ...parts]);
const [first, second, third] = [1, 2, 3].map((number) => fragment({ number })) as [Buffer, Buffer, Buffer];
const whole = { isCut: false, hasHoles: false, hasFragments: true };
const withHole = { ...whole, hasHoles: true };

describe('mp4Structure', () => {
  it.each([
    ['fragments', file(first, second, third)],
    [
      'fragments that say how long all of their frames are, or do not',
      file(evenFragment(5, 3), evenFragment(6, 2, 33)),
    ],
    ['fragments that have all the same number', file(first, first)],
    ['an index in front and behind', file(box('sidx', Buffer.alloc(32)), first, box('mfra', Buffer.alloc(16)))],
    ['a fragment in two pieces', file(fragment({ number: 1, held: 50 }), data(20), second)],
  ])('finds a file whole with %s', async (_, bytes) => {
    expect(await structureOf(bytes)).toEqual(whole);
  });

  it.each([1, 7, 8, 69, 77])('finds a file cut that lacks %i bytes', async (bytes) => {
    expect(await structureOf(file(first, second).subarray(0, -bytes))).toEqual({ ...whole, isCut: true });
  });

  it.each([
    ['a fragment that is missing', file(first, third)],
    ['frames that are missing', file(fragment({ number: 1, held: 60 }), second)],
    ['frames that nothing tells of', file(fragment({ number: 1, sizes: [30] }), second)],
    ['a last fragment without its frames', file(first, second.subarray(0, second.length - 78))],
    ['a fragment of a track that there is not', file(first, fragment({ number: 2, track: 9 }))],
    ['a fragment without a head', file(first, box('moof', Buffer.alloc(90)), data(70))],
    ['something else between fragments', file(first, Buffer.alloc(100, 0x55), second)],
    ['zeros behind the last one', file(first, Buffer.alloc(100))],
    ['a box that nobody knows', file(first, box('moog', Buffer.alloc(30)), second)],
  ])('finds a hole in a file with %s', async (_, bytes) => {
    expect(await structureOf(bytes)).toEqual(withHole);
  });

  it('says nothing of a file without fragments, which tells how long it is', async () => {
    const cut = chirpBytes('short.m4a').subarray(0, -100);
    expect(await structureOf(cut)).toEqual({ ...whole, hasFragments: false });
  });
});

it('a head that says it is longer than the file is damage', async () => {
  const bytes = Buffer.from(chirpBytes('short.mp4'));
  const whole = await structureOf(bytes);
  bytes.writeUInt32BE(0x7500_02a8, bytes.indexOf('moov') - 4);
  expect([whole.hasHoles, (await structureOf(bytes)).hasHoles]).toEqual([false, true]);
});
