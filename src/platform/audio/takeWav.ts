import { type FileHandle, open } from 'node:fs/promises';

import { sampleRateHz } from '../../core/audio/pcm';
import { wavHeaderBytes } from '../../core/audio/wav';
import { codeOf } from '../files/wholeFile';

/** A take's audio: a header, then 16-bit samples, mono. */
export const takeSampleRateHz = sampleRateHz;
const bytesPerSample = 2;
const blockBytes = 1 << 20;

/**
 * Puts the two lengths in the header of a take's WAV right and returns how many samples it holds. A process that dies
 * leaves a header that is older than the samples behind it, and perhaps half a sample at the end, which is cut off.
 * Null when there is no such file, or nothing in it that the capture process has written.
 */
export async function repairTakeWav(path: string): Promise<number | null> {
  const file = await openOrNull(path);
  if (file === null) return null;
  try {
    const header = Buffer.alloc(wavHeaderBytes);
    const { bytesRead } = await file.read(header, 0, wavHeaderBytes, 0);
    if (bytesRead < wavHeaderBytes || header.toString('latin1', 0, 4) !== 'RIFF') return null;
    const { size } = await file.stat();
    const samples = Math.floor((size - wavHeaderBytes) / bytesPerSample);
    const audioBytes = samples * bytesPerSample;
    if (size !== wavHeaderBytes + audioBytes) await file.truncate(wavHeaderBytes + audioBytes);
    if (header.readUInt32LE(40) !== audioBytes || header.readUInt32LE(4) !== wavHeaderBytes - 8 + audioBytes) {
      header.writeUInt32LE(wavHeaderBytes - 8 + audioBytes, 4);
      header.writeUInt32LE(audioBytes, 40);
      await file.write(header, 0, wavHeaderBytes, 0);
      await file.sync();
    }
    return samples;
  } finally {
    await file.close();
  }
}

/** What a decoder makes of the end of a file differs from what it makes of the same sound where there is more behind it. */
const endSamples = sampleRateHz / 2;

/**
 * Whether the sound of one take's WAV is that of another up to its last half second. False where it is no longer than that, or one of
 * them is not there.
 */
export async function isBeginningOf(earlierPath: string, laterPath: string): Promise<boolean> {
  const [earlier, later] = [await openOrNull(earlierPath), await openOrNull(laterPath)];
  try {
    if (earlier === null || later === null) return false;
    const end = (await earlier.stat()).size - endSamples * bytesPerSample;
    return end > wavHeaderBytes && (await isSame(earlier, later, end));
  } finally {
    await earlier?.close();
    await later?.close();
  }
}

/** Behind the headers. @param end byte of both files */
async function isSame(one: FileHandle, other: FileHandle, end: number): Promise<boolean> {
  const [bytes, others] = [Buffer.alloc(blockBytes), Buffer.alloc(blockBytes)];
  for (let at = wavHeaderBytes; at < end; at += blockBytes) {
    const length = Math.min(blockBytes, end - at);
    const reads = [await one.read(bytes, 0, length, at), await other.read(others, 0, length, at)];
    if (reads.some(({ bytesRead }) => bytesRead < length)) return false;
    if (!bytes.subarray(0, length).equals(others.subarray(0, length))) return false;
  }
  return true;
}

async function openOrNull(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r+');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw cause;
  }
}
