import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { FileBlocks } from '../../../../src/platform/audio/fileBlocks';
import { transportStream, type TransportStream } from '../../../../src/platform/audio/transportStream';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function structureOf(...parts: readonly Uint8Array[]): Promise<TransportStream> {
  const path = join(temporaryFolder(), 'sound.ts');
  await writeFile(path, Buffer.concat(parts));
  const file = await open(path, 'r');
  try {
    return await transportStream(await FileBlocks.of(file));
  } finally {
    await file.close();
  }
}

interface Packet {
  readonly counter: number;
  readonly number?: number;
  readonly isDiscontinuous?: boolean;
}

const payloadBytes = 182;

/** Of 188 bytes: its head, two that only fill it up, and 182 of a piece of sound. */
function packet(payload: Buffer, isFirst: boolean, { counter, number = 256, isDiscontinuous = false }: Packet): Buffer {
  const head = Buffer.from([0x47, (isFirst ? 0x40 : 0) | (number >> 8), number & 255, 0x30 | (counter & 15), 1, 0]);
  if (isDiscontinuous) head.writeUInt8(0x80, 5);
  return Buffer.concat([head, payload]);
}

/** A piece of sound in three packets, the first of which has this counter. @param kind 0xc0 for sound, 0xe0 for pictures */
function piece(first: number, kind = 0xc0, other: Partial<Packet> = {}): Buffer[] {
  const body = Buffer.alloc(3 * payloadBytes, 0x55);
  body.writeUIntBE(1, 0, 3);
  body.writeUInt8(kind, 3);
  body.writeUInt16BE(body.length - 6, 4);
  return [0, 1, 2].map((index) =>
    packet(body.subarray(index * payloadBytes, (index + 1) * payloadBytes), index === 0, {
      counter: first + index,
      ...other,
    }),
  );
}

const sound = [...piece(14), ...piece(1), ...piece(4)];
const pictures = piece(0, 0xe0, { number: 300 });
const whole = { isCut: false, hasHoles: false };
const withHole = { isCut: false, hasHoles: true };
const cut = { isCut: true, hasHoles: false };

describe('transportStream', () => {
  it.each([
    ['sound alone', sound],
    ['the end of a packet before its first', [Buffer.alloc(100, 0x55), ...sound]],
    ['the time before each packet', sound.map((bytes) => Buffer.concat([Buffer.alloc(4), bytes]))],
    ['what corrects errors behind each', sound.map((bytes) => Buffer.concat([bytes, Buffer.alloc(16)]))],
    ['a packet that was sent twice', [...sound.slice(0, 2), ...sound.slice(1)]],
    ['pictures of which some are missing', [...sound.slice(0, 3), pictures[0]!, pictures[2]!, ...sound.slice(3)]],
    ['the end of a piece before the first that is whole', sound.slice(2)],
    ['counting that begins anew, and says so', [...sound, ...piece(1, 0xc0, { isDiscontinuous: true })]],
  ])('finds a stream whole with %s', async (_, parts) => {
    expect(await structureOf(...parts)).toEqual(whole);
  });

  it('finds a stream cut in a packet, or in a piece of sound', async () => {
    expect(await structureOf(...sound, sound[0]!.subarray(0, 50))).toEqual(cut);
    expect(await structureOf(...sound.slice(0, -1))).toEqual(cut);
  });

  it.each([
    ['a packet that is missing', [...sound.slice(0, 4), ...sound.slice(5)]],
    ['pieces that are missing', [...piece(0), ...piece(6)]],
    ['as many packets missing as are counted', [...piece(0), piece(3)[0]!, ...piece(2).slice(1)]],
    ['something else between packets', [...sound.slice(0, 6), Buffer.alloc(100, 0x55), ...sound.slice(6)]],
    ['a packet that was received wrongly', [...sound, Buffer.from([0x47, 0x81, ...Buffer.alloc(186)])]],
    ['no packets', [Buffer.alloc(2000)]],
  ])('finds a hole with %s', async (_, parts) => {
    expect(await structureOf(...parts)).toEqual(withHole);
  });
});
