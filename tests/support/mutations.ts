import { basename } from 'node:path';

import { openAudio } from '../../src/platform/audio/audioStream';
import { damageSentence } from '../../src/platform/audio/damage';
import { sampleRateHz } from '../../src/core/audio/pcm';
import { chirp, seededRandom } from './audio';
import { aiff, caf, chirpBytes, chunk, coded, formatChunk, wav } from './soundFiles';

/** Ways in which files are damaged: on disks, on the way, and by programs. */
const singleMutations = ['bits', 'bytes', 'zeros', 'cut', 'doubled', 'swapped', 'sizes', 'inserted'] as const;
/** "several" is two to five of the others, one after the other. */
export const mutations = [...singleMutations, 'several'] as const;

export type Mutation = (typeof mutations)[number];

/** A sector of a disk: the files are no longer than a page or two of Ogg. */
const pageBytes = 512;
/** Of less there is nothing to damage. */
const fewestBytes = 8;

/** @param random in 0 … 1, the same for the same seed */
export function mutated(original: Buffer, mutation: Mutation, random: () => number): Buffer {
  const bytes = Buffer.from(original);
  const place = (before = bytes.length): number => Math.floor(random() * Math.max(1, before));
  const length = 1 + place(Math.min(Math.max(2000, bytes.length / 20), bytes.length / 4));
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
      return cut(bytes, 1 + place());
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
    case 'several':
      return severalTimes(bytes, 2 + place(4), random);
  }
}

function severalTimes(original: Buffer, times: number, random: () => number): Buffer {
  let bytes = original;
  for (let done = 0; done < times && bytes.length > fewestBytes; done += 1)
    bytes = mutated(bytes, singleMutations[Math.floor(random() * singleMutations.length)]!, random);
  return bytes;
}

/** Frames without a container that are cut between two of them are a whole, shorter file: nobody can tell. */
function cut(bytes: Buffer, length: number): Buffer {
  const isBetweenFrames = bytes[length] === 255 && bytes[length + 1]! >= 0xe0;
  return bytes.subarray(0, isBetweenFrames ? length - 1 : length);
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

/** Of each of `originals`. */
export const originalSeconds = 1;
const sound = chirp(200, 4000, originalSeconds);
const pcm = { tag: 1, bits: 16 };

/** A second of 16 kHz mono in each format, small, so that most of the damage is where it matters. */
export const originals: Readonly<Record<string, Buffer>> = {
  wav: wav(formatChunk(pcm), chunk('data', coded(sound, pcm))),
  aiff: aiff(sound),
  caf: caf(sound),
  ...Object.fromEntries(
    ['flac', 'mp3', 'opus', 'oga', 'ogg', 'm4a', 'mp4', 'webm', 'mka', 'wma', 'aac'].map((name) => [
      name,
      chirpBytes(`short.${name}`),
    ]),
  ),
};

interface Damaged {
  readonly mutation: Mutation;
  readonly bytes: Buffer;
}

/** One damaged file: always the same of a number. */
export function damagedFile(original: Buffer, index: number, seed: number): Damaged {
  const mutation = mutations[index % mutations.length]!;
  const random = seededRandom(Math.imul(seed, 0x9e37_79b1) + Math.imul(index + 1, 0x85eb_ca6b));
  return { mutation, bytes: mutated(original, mutation, random) };
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
    seconds: samples / sampleRateHz,
    told: damage && damageSentence(basename(path), damage),
    milliseconds: performance.now() - start,
  };
}

/** Encoders count their own delay and filling differently. */
const toleranceSeconds = 0.1;

const growing: ReadonlySet<Mutation> = new Set(['doubled', 'inserted', 'several']);

interface Limits {
  /** Of the file before it was damaged. */
  readonly originalSeconds: number;
  readonly longestSeconds: number;
  /** What another decoder gives; 0 where it was not asked. */
  readonly referenceSeconds: number;
}

/** Whether another decoder may give more: files that grew may hold more than the original. */
export const mayHoldMore = ({ seconds }: Reading, mutation: Mutation, originalSeconds: number): boolean =>
  seconds < originalSeconds - toleranceSeconds || growing.has(mutation);

/** What is wrong with how a damaged file was read; empty where nothing is. */
export function faultsOf(reading: Reading, { originalSeconds, longestSeconds, referenceSeconds }: Limits): string[] {
  const { seconds, told, milliseconds } = reading;
  const isSilent = told === null && seconds < originalSeconds - toleranceSeconds;
  return [
    ...(milliseconds > longestSeconds * 1000 ? [`took ${(milliseconds / 1000).toFixed(1)} s`] : []),
    ...(isSilent ? [`silent about a loss: ${seconds.toFixed(2)} s`] : []),
    ...(seconds < referenceSeconds - toleranceSeconds
      ? [`${seconds.toFixed(2)} s, ffmpeg ${referenceSeconds.toFixed(2)} s (${told ?? 'nothing told'})`]
      : []),
  ];
}
