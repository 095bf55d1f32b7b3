import { open } from 'node:fs/promises';

import { codeOf } from './wholeFile';

/** A take's audio: a header of 44 bytes, then 16-bit samples, mono, 16 kHz. */
export const takeSampleRateHz = 16_000;
const headerBytes = 44;
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
    const header = Buffer.alloc(headerBytes);
    const { bytesRead } = await file.read(header, 0, headerBytes, 0);
    if (bytesRead < headerBytes || header.toString('latin1', 0, 4) !== 'RIFF') return null;
    const { size } = await file.stat();
    const samples = Math.floor((size - headerBytes) / bytesPerSample);
    const audioBytes = samples * bytesPerSample;
    if (size !== headerBytes + audioBytes) await file.truncate(headerBytes + audioBytes);
    if (header.readUInt32LE(40) !== audioBytes || header.readUInt32LE(4) !== headerBytes - 8 + audioBytes) {
      header.writeUInt32LE(headerBytes - 8 + audioBytes, 4);
      header.writeUInt32LE(audioBytes, 40);
      await file.write(header, 0, headerBytes, 0);
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
