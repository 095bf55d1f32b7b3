import type { FileBlocks } from './fileBlocks';
import { type Box, boxesOf } from './mp4Box';

/** What the head of a fragment says of it (ISO/IEC 14496-12 §8.8.4 to §8.8.8). */
export interface Mp4Fragment {
  /** They are counted. */
  readonly number: number;
  /** Of all its frames. */
  readonly bytes: number;
}

/** How long frames are where a fragment does not say, by track; empty in a file without fragments. */
export async function sampleBytesByTrack(file: FileBlocks, movie: Box): Promise<Map<number, number>> {
  const sizes = new Map<number, number>();
  for (const extension of await boxesOf(file, movie, 'mvex'))
    for (const { bodyAt } of await boxesOf(file, extension, 'trex')) {
      const body = padded(await file.bytesAt(bodyAt, 20), 20);
      sizes.set(body.readUInt32BE(4), body.readUInt32BE(16));
    }
  return sizes;
}

/** Null where parts of it are missing, or it is of no track that there is. */
export async function fragmentIn(
  file: FileBlocks,
  box: Box,
  sampleBytes: ReadonlyMap<number, number>,
): Promise<Mp4Fragment | null> {
  const [head] = await boxesOf(file, box, 'mfhd');
  const tracks = await boxesOf(file, box, 'traf');
  if (head === undefined || tracks.length === 0) return null;
  let bytes = 0;
  for (const track of tracks) {
    const ofTrack = await trackBytes(file, track, sampleBytes);
    if (ofTrack === null) return null;
    bytes += ofTrack;
  }
  return { number: padded(await file.bytesAt(head.bodyAt, 8), 8).readUInt32BE(4), bytes };
}

const [hasOffset, hasDescription, hasDuration, hasSize] = [1, 2, 8, 16];

async function trackBytes(file: FileBlocks, box: Box, sizes: ReadonlyMap<number, number>): Promise<number | null> {
  const [head] = await boxesOf(file, box, 'tfhd');
  if (head === undefined) return null;
  const body = padded(await file.bytesAt(head.bodyAt, 32), 32);
  const flags = body.readUInt32BE(0);
  const usual = sizes.get(body.readUInt32BE(4));
  if (usual === undefined) return null;
  const sizeAt = 8 + fieldBytes(flags, [hasOffset, hasOffset, hasDescription, hasDuration]);
  const size = (flags & hasSize) === 0 ? usual : body.readUInt32BE(sizeAt);
  let bytes = 0;
  for (const run of await boxesOf(file, box, 'trun')) bytes += await runBytes(file, run, size);
  return bytes;
}

const [runHasOffset, runHasFlags] = [1, 4];
const [samplesHaveDuration, samplesHaveSize, samplesHaveFlags, samplesHaveDelay] = [0x100, 0x200, 0x400, 0x800];

async function runBytes(file: FileBlocks, { bodyAt, end }: Box, usualSize: number): Promise<number> {
  const head = padded(await file.bytesAt(bodyAt, 8), 8);
  const [flags, count] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  if ((flags & samplesHaveSize) === 0) return count * usualSize;
  const sizeAt = fieldBytes(flags, [samplesHaveDuration]);
  const step = fieldBytes(flags, [samplesHaveDuration, samplesHaveSize, samplesHaveFlags, samplesHaveDelay]);
  const last = Math.min(end, file.size) - step;
  let bytes = 0;
  let at = bodyAt + 8 + fieldBytes(flags, [runHasOffset, runHasFlags]);
  for (let left = count; left > 0 && at <= last; left -= 1, at += step)
    bytes += (await file.bytesAt(at + sizeAt, 4)).readUInt32BE(0);
  return bytes;
}

/** Fields of four bytes, each there where its bit is set. */
const fieldBytes = (flags: number, bits: readonly number[]): number =>
  4 * bits.filter((bit) => (flags & bit) !== 0).length;

/** Zeros where the file ends. */
const padded = (bytes: Buffer, length: number): Buffer => Buffer.concat([bytes, Buffer.alloc(length)], length);
