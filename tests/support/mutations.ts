import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';

import { openAudio } from '../../src/platform/audio/audioStream';

/** Ways in which files are damaged: on disks, on the way, and by programs. */
export const mutations = ['bits', 'bytes', 'zeros', 'cut', 'doubled', 'swapped', 'sizes', 'inserted'] as const;

type Mutation = (typeof mutations)[number];

/** A page of a disk, and near the pages of Ogg. */
const pageBytes = 4096;

/** @param random in 0 … 1, the same for the same seed */
export function mutated(original: Buffer, mutation: Mutation, random: () => number): Buffer {
  const bytes = Buffer.from(original);
  const place = (before = bytes.length): number => Math.floor(random() * Math.max(1, before));
  const length = 1 + place(Math.min(2000, bytes.length / 4));
  const at = place(bytes.length - length);
  switch (mutation) {
    case 'bits':
      return withBitsFlipped(bytes, 1 + place(20), place);
    case 'bytes':
      bytes.set(
        Array.from({ length }, () => place(256)),
        at,
      );
      return bytes;
    case 'zeros':
      return bytes.fill(0, at, at + length);
    case 'cut':
      return bytes.subarray(0, 1 + place());
    case 'doubled':
      return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
    case 'swapped':
      return withPagesSwapped(bytes, place(bytes.length / pageBytes), place(bytes.length / pageBytes));
    case 'sizes':
      // Sizes stand at the beginning, in four bytes.
      bytes.writeUInt32LE(place(2 ** 32), place(Math.min(200, bytes.length - 4)));
      return bytes;
    case 'inserted':
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(Array.from({ length }, () => place(256))),
        bytes.subarray(at),
      ]);
  }
}

function withBitsFlipped(bytes: Buffer, count: number, place: (before?: number) => number): Buffer {
  for (let flipped = 0; flipped < count; flipped += 1) bytes[place()]! ^= 1 << place(8);
  return bytes;
}

function withPagesSwapped(bytes: Buffer, first: number, second: number): Buffer {
  const page = (index: number): Buffer => Buffer.from(bytes.subarray(index * pageBytes, (index + 1) * pageBytes));
  const [one, other] = [page(first), page(second)];
  if (one.length !== other.length) return bytes;
  other.copy(bytes, first * pageBytes);
  one.copy(bytes, second * pageBytes);
  return bytes;
}

/** Seconds of sound that are read of a file; 0 where it is refused. */
export async function secondsRead(path: string): Promise<number> {
  const stream = await openAudio(path, { name: basename(path) });
  if (!stream.ok) return 0;
  let samples = 0;
  for await (const piece of stream.value.pieces) samples += piece.length;
  return samples / 16_000;
}

export const isThereFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

/** Seconds of sound that ffmpeg makes of a file. */
export function secondsOfFfmpeg(path: string): number {
  const to = ['-map', '0:a:0', '-ac', '1', '-ar', '16000', '-f', 's16le', '-'];
  const { stdout } = spawnSync('ffmpeg', ['-v', 'quiet', '-nostdin', '-i', path, ...to], { maxBuffer: 2 ** 30 });
  return stdout.length / 32_000;
}
