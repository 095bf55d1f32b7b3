import { open } from 'node:fs/promises';

import { sampleRateHz } from '../../core/audio/pcm';
import { wavHeaderBytes } from '../../core/audio/wav';
import { codeOf } from '../files/wholeFile';

/** A take's audio: a header, then 16-bit samples, mono. */
export const takeSampleRateHz = sampleRateHz;
const bytesPerSample = 2;

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

async function openOrNull(path: string): Promise<Awaited<ReturnType<typeof open>> | null> {
  try {
    return await open(path, 'r+');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw cause;
  }
}
