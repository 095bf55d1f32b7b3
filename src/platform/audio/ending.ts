import { type FileHandle, open } from 'node:fs/promises';

import { announcedSound } from './announcedSound';
import { isSound, pagesIn } from './oggPage';

/** What FFmpeg does not tell of the end of a file. */
export type Ending =
  /** Its container announces more, though perhaps not how much. */
  | { readonly type: 'cut'; readonly missingSeconds: number | null }
  /** Zeros, which hold no sound. */
  | { readonly type: 'filled' }
  | { readonly type: 'whole' };

const readBytes = 65_536;

/** A block of a disk that was never written, or what players fill files up with. */
const fillingBytes = 512;

/**
 * What FFmpeg says nothing of: whether a file ends before its container does, as a WAV file whose audio is announced to go on, an Ogg
 * file without the page that ends a stream (RFC 3533 §6) or with a last page that is damaged, and whether it is filled up with zeros.
 */
export async function endingOf(path: string): Promise<Ending> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = await bytesAt(file, 0);
    const tail = await bytesAt(file, Math.max(0, size - readBytes));
    const kind = head.toString('latin1', 0, 4);
    const cut = kind === 'OggS' && !endsOgg(tail) ? unknownCut : cutOf(head, size);
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

function cutOf(head: Buffer, size: number): Ending | null {
  const announced = announcedSound(head);
  if (announced === null) return null;
  const { end, fileEnd, bytesPerSecond } = announced;
  const missing = (end < Infinity ? end : fileEnd) - size;
  if (missing === Infinity) return null;
  // A byte that only fills up may be missing.
  return missing > 1 ? { type: 'cut', missingSeconds: bytesPerSecond > 0 ? missing / bytesPerSecond : null } : null;
}

/** With a whole page that ends a stream, and without the beginning of another behind it. */
function endsOgg(tail: Buffer): boolean {
  const last = pagesIn(tail).at(-1);
  return last?.isLast === true && isSound(last) && tail.indexOf('OggS', last.at + last.bytes.length, 'latin1') < 0;
}
