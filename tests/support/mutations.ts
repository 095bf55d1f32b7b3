import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';

import { openAudio } from '../../src/platform/audio/audioStream';
import { damageSentence } from '../../src/platform/audio/damage';
import { chirp, seededRandom } from './audio';
import { aiff, caf, chirpBytes, chunk, coded, formatChunk, wav } from './soundFiles';

/** Ways in which files are damaged: on disks, on the way, and by programs. */
const mutations = ['bits', 'bytes', 'zeros', 'cut', 'doubled', 'swapped', 'sizes', 'inserted'] as const;

type Mutation = (typeof mutations)[number];

/** A page of a disk, and near the pages of Ogg. */
const pageBytes = 4096;

/** @param random in 0 … 1, the same for the same seed */
function mutated(original: Buffer, mutation: Mutation, random: () => number): Buffer {
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

/** What came of a file. */
export interface Reading {
  /** 0 where it was refused. */
  readonly seconds: number;
  /** What a person was told of a refusal or of damage; null where nothing was. */
  readonly told: string | null;
  readonly milliseconds: number;
}

export async function readingOf(path: string): Promise<Reading> {
  const start = performance.now();
  const stream = await openAudio(path, { name: basename(path) });
  if (!stream.ok) return { seconds: 0, told: stream.error.message, milliseconds: performance.now() - start };
  let samples = 0;
  for await (const piece of stream.value.pieces) samples += piece.length;
  const { damage } = stream.value.findings();
  return {
    seconds: samples / 16_000,
    told: damage && damageSentence(basename(path), damage),
    milliseconds: performance.now() - start,
  };
}

const sound = chirp(200, 4000, 1);
const pcm = { tag: 1, bits: 16 };

/** A second of sound in each format, small, so that most of the damage is where it matters. */
export const originals: Readonly<Record<string, Buffer>> = {
  wav: wav(formatChunk(pcm), chunk('data', coded(sound, pcm))),
  aiff: aiff(sound),
  caf: caf(sound),
  ...Object.fromEntries(
    ['flac', 'mp3', 'opus', 'oga', 'ogg', 'm4a', 'webm', 'wma'].map((name) => [name, chirpBytes(`chirp.${name}`)]),
  ),
};
const originalSeconds = 1;

/** Encoders count their own delay and filling differently. */
const toleranceSeconds = 0.1;
/** One damaged file: always the same of a number. */
export function damagedFile(name: string, index: number, seed: number): { mutation: Mutation; bytes: Buffer } {
  const mutation = mutations[index % mutations.length]!;
  const random = seededRandom(Math.imul(seed, 0x9e37_79b1) + Math.imul(index + 1, 0x85eb_ca6b));
  return { mutation, bytes: mutated(originals[name]!, mutation, random) };
}

interface Damaged {
  readonly path: string;
  readonly mutation: Mutation;
  readonly longestSeconds: number;
}

/** What is wrong with how a damaged file was read; empty where nothing is. */
export function faultsOf(
  { seconds, told, milliseconds }: Reading,
  { path, mutation, longestSeconds }: Damaged,
): string[] {
  const isShort = seconds < originalSeconds - toleranceSeconds;
  // Files that grew may hold more than the original.
  const isAsked = isThereFfmpeg && (isShort || mutation === 'doubled' || mutation === 'inserted');
  const ofFfmpeg = isAsked ? secondsOfFfmpeg(path) : 0;
  return [
    ...(milliseconds > longestSeconds * 1000 ? [`took ${(milliseconds / 1000).toFixed(1)} s`] : []),
    ...(isShort && told === null ? [`silent about a loss: ${seconds.toFixed(2)} s`] : []),
    ...(seconds < ofFfmpeg - toleranceSeconds
      ? [`${seconds.toFixed(2)} s, ffmpeg ${ofFfmpeg.toFixed(2)} s (${told ?? 'nothing told'})`]
      : []),
  ];
}

/** Whether the system has an ffmpeg to compare with. */
const isThereFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;

/** Seconds of sound that ffmpeg makes of a file. */
function secondsOfFfmpeg(path: string): number {
  const to = ['-map', '0:a:0', '-ac', '1', '-ar', '16000', '-f', 's16le', '-'];
  const { stdout } = spawnSync('ffmpeg', ['-v', 'quiet', '-nostdin', '-i', path, ...to], { maxBuffer: 2 ** 30 });
  return stdout.length / 32_000;
}
