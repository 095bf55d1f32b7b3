import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { hasAsfHoles } from '../../../../src/platform/audio/asfStructure';
import { FileBlocks } from '../../../../src/platform/audio/fileBlocks';
import { chirpBytes } from '../../../support/soundFiles';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function hasHoles(bytes: Uint8Array): Promise<boolean> {
  const path = join(temporaryFolder(), 'sound.wma');
  await writeFile(path, bytes);
  const file = await open(path, 'r');
  try {
    return await hasAsfHoles(await FileBlocks.of(file));
  } finally {
    await file.close();
  }
}

const packetBytes = 200;

function object(name: string, ...parts: readonly Buffer[]): Buffer {
  const head = Buffer.alloc(24);
  head.write(name, 'hex');
  const body = Buffer.concat(parts);
  head.writeUInt32LE(24 + body.length, 16);
  return Buffer.concat([head, body]);
}

interface Properties {
  readonly isSent?: boolean;
  readonly mostBytes?: number;
}

function properties({ isSent = false, mostBytes = packetBytes }: Properties): Buffer {
  const body = Buffer.alloc(80);
  body.writeUInt32LE(isSent ? 1 : 2, 64);
  body.writeUInt32LE(packetBytes, 68);
  body.writeUInt32LE(mostBytes, 72);
  return object('a1dcab8c', body);
}

function stream(number: number, type: string): Buffer {
  const body = Buffer.alloc(60);
  body.write(type, 'hex');
  body.writeUInt16LE(number, 48);
  return object('9107dcb7', body);
}

const header = (given: Properties = {}): Buffer =>
  object('3026b275', Buffer.alloc(6), properties(given), stream(1, '409e69f8'), stream(2, 'c0ef19bc'));
const file = (packets: readonly Buffer[], given: Properties = {}): Buffer =>
  Buffer.concat([header(given), object('3626b275', Buffer.alloc(26), ...packets)]);

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

interface Part {
  readonly object: number;
  readonly stream?: number;
  readonly offset?: number;
  readonly bytes?: number;
  readonly objectBytes?: number;
}

const frameBytes = 40;

/** With lengths of two bytes, as the encoder of FFmpeg writes them. */
function part({
  object: number,
  stream: of = 1,
  offset = 0,
  bytes = frameBytes,
  objectBytes = frameBytes,
}: Part): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16LE(bytes);
  const place = Buffer.concat([int32(offset), Buffer.from([8]), int32(objectBytes), int32(0)]);
  return Buffer.concat([Buffer.from([of, number]), place, length, Buffer.alloc(bytes, 0x55)]);
}

/** Several payloads, and what fills the packet up. */
function packet(...parts: readonly Part[]): Buffer {
  const body = Buffer.concat(parts.map(part));
  const filling = packetBytes - 13 - body.length;
  const head = Buffer.from([0x82, 0, 0, 0x09, 0x5d, filling, 0, 0, 0, 0, 0, 0, 0x80 | parts.length]);
  return Buffer.concat([head, body, Buffer.alloc(filling)]);
}

/** One payload, without a length: small objects, each behind its own. */
function joinedPacket(first: number, lengths: readonly number[]): Buffer {
  const objects = lengths.flatMap((length) => [length, ...Buffer.alloc(length, 0x55)]);
  const filling = packetBytes - 20 - objects.length;
  const head = Buffer.from([0x82, 0, 0, 0x08, 0x5d, filling, 0, 0, 0, 0, 0, 0, 1, first, 0, 0, 0, 0, 1]);
  return Buffer.concat([head, Buffer.from([10]), Buffer.from(objects), Buffer.alloc(filling)]);
}

const packets = [packet({ object: 254 }, { object: 255 }), packet({ object: 0 }, { object: 1 })];
const split = [
  packet({ object: 7 }, { object: 8, bytes: 30 }),
  packet({ object: 8, offset: 30, bytes: 10 }, { object: 9 }),
];

describe('hasAsfHoles', () => {
  it.each([
    ['one of FFmpeg', chirpBytes('short.wma')],
    ['one of ours', file(packets)],
    ['one whose frames go on in the next packet', file(split)],
    [
      'a film that leaves pictures out',
      file([packet({ object: 1 }, { object: 3, stream: 2 }), packet({ object: 2 }, { object: 9, stream: 2 })]),
    ],
    ['one with several frames in a payload', file([joinedPacket(3, [20, 30]), joinedPacket(5, [60])])],
    ['one with tags behind its packets', Buffer.concat([file(packets), Buffer.alloc(300, 0x55)])],
    ['one that was sent, and ends in the midst of a frame', file(split.slice(0, 1), { isSent: true })],
  ])('finds none in a whole file: %s', async (_, bytes) => {
    expect(await hasHoles(bytes)).toBe(false);
  });

  it.each([
    ['a packet of zeros', file([packets[0]!, Buffer.alloc(packetBytes)])],
    ['a packet of something else', file([packets[0]!, Buffer.alloc(packetBytes, 0x5a), packets[1]!])],
    ['a packet that is missing', file([packet({ object: 1 }), packet({ object: 3 })])],
    ['a packet that is there twice', file([packets[0]!, packets[0]!])],
    ['a packet that has no payloads', file([packet({ object: 1 }).fill(0, 12, packetBytes)])],
    ['a frame that goes on nowhere', file([split[0]!, packet({ object: 9 })])],
    ['the middle of a frame that did not begin', file([packet({ object: 7 }), split[1]!])],
    ['a last frame without its end', file(split.slice(0, 1))],
    ['sound of a stream that there is not', file([packet({ object: 1 }, { object: 2, stream: 5 })])],
    ['a frame that is longer than its packet', file([packet({ object: 1, objectBytes: 9000 }, { object: 2 })])],
    [
      'several frames in a payload, of which the last goes on behind it',
      file([joinedPacket(3, [20, 30]).fill(200, 41, 42)]),
    ],
    ['a payload that is longer than its packet', file([packet({ object: 1, bytes: 30 }).fill(0xff, 28, 30)])],
    ['two lengths of packets', file(packets, { mostBytes: 4000 })],
    ['no header that tells of packets', file(packets).fill(0, 30, 40)],
    ['no packets', header()],
  ])('finds those of %s', async (_, bytes) => {
    expect(await hasHoles(bytes)).toBe(true);
  });
});
