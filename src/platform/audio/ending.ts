import { type FileHandle, open } from 'node:fs/promises';

import type { Ending } from './damage';

const readBytes = 65_536;

/** A block of a disk that was never written, or what players fill files up with. */
const fillingBytes = 512;

/**
 * What FFmpeg says nothing of: whether a file ends before its container does, as a WAV file whose audio is announced to go on, or an Ogg
 * file without the page that ends a stream (RFC 3533 §6), and whether it is filled up with zeros.
 */
export async function endingOf(path: string): Promise<Ending> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = await bytesAt(file, 0);
    const tail = await bytesAt(file, Math.max(0, size - readBytes));
    const kind = head.toString('latin1', 0, 4);
    const cut = kind === 'RIFF' ? cutOfWav(head, size) : kind === 'OggS' && !endsOgg(tail) ? unknownCut : null;
    if (cut !== null) return cut;
    return { type: tail.subarray(-fillingBytes).every((byte) => byte === 0) ? 'filled' : 'whole' };
  } finally {
    await file.close();
  }
}

const unknownCut = { type: 'cut', missingSeconds: null } as const;

async function bytesAt(file: FileHandle, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(readBytes), 0, readBytes, position);
  return buffer.subarray(0, bytesRead);
}

/** Sizes that stand for "up to the end" are 0 and those near the largest: their writers could not go back. */
const unknownSizes = { least: 1, most: 0x7fff_0000 } as const;

function cutOfWav(head: Buffer, size: number): Ending | null {
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= head.length;) {
    const [id, length] = [head.toString('latin1', at, at + 4), head.readUInt32LE(at + 4)];
    if (id === 'fmt ' && at + 20 <= head.length) bytesPerSecond = head.readUInt32LE(at + 16);
    if (id === 'data') {
      const missing = at + 8 + length - size;
      const isKnown = length >= unknownSizes.least && length < unknownSizes.most && bytesPerSecond > 0;
      return isKnown && missing > 1 ? { type: 'cut', missingSeconds: missing / bytesPerSecond } : null;
    }
    at += 8 + length + (length % 2);
  }
  return null;
}

const lastPageFlag = 4;

function endsOgg(tail: Buffer): boolean {
  const page = tail.lastIndexOf('OggS', undefined, 'latin1');
  return page >= 0 && page + 5 < tail.length && (tail.readUInt8(page + 5) & lastPageFlag) !== 0;
}
