import { sampleRateHz } from './pcm';

export const wavHeaderBytes = 44;

const pcmTag = 1;
const largestSize = 0xffff_ffff;

/**
 * The header of a take: 16 kHz mono 16-bit PCM, of 44 bytes; the samples follow in little-endian order.
 *
 * @param sampleCount samples that follow; 0 while that is not known
 */
export function formatWavHeader(sampleCount: number): Uint8Array {
  const bytes = new Uint8Array(wavHeaderBytes);
  const view = new DataView(bytes.buffer);
  const audioBytes = Math.min(sampleCount * 2, largestSize - wavHeaderBytes);
  writeText(bytes, 0, 'RIFF');
  view.setUint32(4, wavHeaderBytes - 8 + audioBytes, true);
  writeText(bytes, 8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, pcmTag, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  writeText(bytes, 36, 'data');
  view.setUint32(40, audioBytes, true);
  return bytes;
}

/** A whole file: header and samples, 16 kHz mono 16-bit. */
export function formatWav(samples: Int16Array): Uint8Array {
  const bytes = new Uint8Array(wavHeaderBytes + samples.length * 2);
  bytes.set(formatWavHeader(samples.length));
  const view = new DataView(bytes.buffer);
  for (const [index, sample] of samples.entries()) view.setInt16(wavHeaderBytes + index * 2, sample, true);
  return bytes;
}

/**
 * Whether a file is a take of ours, or written as one: its header is `formatWavHeader`'s, and the samples that it counts are all
 * that follows.
 *
 * @param header the first `wavHeaderBytes` of the file
 * @param fileBytes length of the whole file
 */
export function isTakeHeader(header: Uint8Array, fileBytes: number): boolean {
  const expected = formatWavHeader((fileBytes - wavHeaderBytes) / 2);
  return expected.every((byte, index) => byte === header[index]);
}

function writeText(bytes: Uint8Array, offset: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) bytes[offset + index] = text.charCodeAt(index);
}
