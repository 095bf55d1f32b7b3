import { fail, ok, type Result } from '../../contract/result';
import { interleavedToMono, sampleRateHz } from './pcm';

export interface WavAudio {
  readonly sampleRateHz: number;
  readonly channelCount: number;
  /** The mean of the channels, −1 … 1. */
  readonly samples: Float32Array;
}

export const wavHeaderBytes = 44;

const pcmTag = 1;
const floatTag = 3;
/** WAVE_FORMAT_EXTENSIBLE: the real tag is the first two bytes of the sub-format, 24 bytes into the chunk. */
const extensibleTag = 0xfffe;
const largestSize = 0xffff_ffff;

interface WavFormat {
  readonly tag: number;
  readonly channelCount: number;
  readonly sampleRateHz: number;
  readonly bitsPerSample: number;
}

interface Chunk {
  readonly id: string;
  readonly start: number;
  /** As the header says; the file may end before it. */
  readonly size: number;
}

/**
 * The header of a take: 16 kHz mono 16-bit PCM, of 44 bytes; the samples follow in little-endian order.
 *
 * @param sampleCount samples that follow; 0 while that is not known, which `parseWav` reads as "up to the end"
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
 * Reads PCM of 8, 16, 24 and 32 bits and floats of 32 and 64, plain or extensible, with any number of channels.
 *
 * A file whose writing was interrupted has sizes that are too small, 0 or too large: bytes after the announced audio that are
 * no chunks are audio as well, and audio ends where the file ends. Floats beyond −1 … 1 are clipped, and what is no number is 0.
 * Fails with `audio-unreadable`.
 */
export function parseWav(bytes: Uint8Array): Result<WavAudio> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (textAt(bytes, 0) !== 'RIFF' || textAt(bytes, 8) !== 'WAVE') return unreadable('it is not a WAV file');
  const chunks = chunksUpToAudio(view, bytes);
  const formatChunk = chunks.find((chunk) => chunk.id === 'fmt ');
  const audioChunk = chunks.find((chunk) => chunk.id === 'data');
  const format = formatChunk && parseFormat(view, formatChunk);
  if (!format || !audioChunk) return unreadable('its WAV header is incomplete');
  const read = sampleReader(format);
  if (!read) return unreadable(`its WAV format (tag ${format.tag}, ${format.bitsPerSample} bits) is not supported`);
  const end = endOfAudio(view, bytes, audioChunk);
  const bytesPerSample = format.bitsPerSample / 8;
  const frameCount = Math.floor((end - audioChunk.start) / (bytesPerSample * format.channelCount));
  const interleaved = new Float32Array(frameCount * format.channelCount);
  for (let index = 0; index < interleaved.length; index += 1) {
    interleaved[index] = read(view, audioChunk.start + index * bytesPerSample);
  }
  const { channelCount } = format;
  return ok({ sampleRateHz: format.sampleRateHz, channelCount, samples: interleavedToMono(interleaved, channelCount) });
}

const unreadable = (reason: string): Result<never> => fail('audio-unreadable', `The audio cannot be read: ${reason}.`);

function writeText(bytes: Uint8Array, offset: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) bytes[offset + index] = text.charCodeAt(index);
}

const textAt = (bytes: Uint8Array, offset: number): string =>
  String.fromCharCode(...bytes.subarray(offset, offset + 4));

/** Where the next chunk begins: chunks are padded to an even length. */
const endOf = (chunk: Chunk): number => chunk.start + chunk.size + (chunk.size % 2);

/** The chunks from the first to the audio; where the file is cut before that, those that are there. */
function chunksUpToAudio(view: DataView, bytes: Uint8Array): Chunk[] {
  const chunks: Chunk[] = [];
  let offset = 12;
  while (offset + 8 <= view.byteLength && chunks.at(-1)?.id !== 'data') {
    const chunk = { id: textAt(bytes, offset), start: offset + 8, size: view.getUint32(offset + 4, true) };
    chunks.push(chunk);
    offset = endOf(chunk);
  }
  return chunks;
}

function parseFormat(view: DataView, { start, size }: Chunk): WavFormat | null {
  if (size < 16 || start + size > view.byteLength) return null;
  const tag = view.getUint16(start, true);
  const format = {
    tag: tag === extensibleTag && size >= 26 ? view.getUint16(start + 24, true) : tag,
    channelCount: view.getUint16(start + 2, true),
    sampleRateHz: view.getUint32(start + 4, true),
    bitsPerSample: view.getUint16(start + 14, true),
  };
  return format.channelCount > 0 && format.sampleRateHz > 0 ? format : null;
}

type SampleReader = (view: DataView, offset: number) => number;

/** 8-bit PCM is unsigned, all others are signed (Microsoft, Multimedia Programming Interface 1.0, chapter 3). */
const readers: ReadonlyMap<string, SampleReader> = new Map<string, SampleReader>([
  [`${pcmTag}/8`, (view, offset) => (view.getUint8(offset) - 128) / 128],
  [`${pcmTag}/16`, (view, offset) => view.getInt16(offset, true) / 32_768],
  [`${pcmTag}/24`, (view, offset) => (view.getUint8(offset) + view.getInt16(offset + 1, true) * 256) / 8_388_608],
  [`${pcmTag}/32`, (view, offset) => view.getInt32(offset, true) / 2_147_483_648],
  [`${floatTag}/32`, (view, offset) => bounded(view.getFloat32(offset, true))],
  [`${floatTag}/64`, (view, offset) => bounded(view.getFloat64(offset, true))],
]);

/** As a sound card would play it. One infinity or NaN, let through, would spoil every mean after it and so the rest of the recording. */
const bounded = (value: number): number => Math.max(-1, Math.min(1, value)) || 0;

const sampleReader = (format: WavFormat): SampleReader | undefined =>
  readers.get(`${format.tag}/${format.bitsPerSample}`);

function endOfAudio(view: DataView, bytes: Uint8Array, audio: Chunk): number {
  const announced = audio.start + audio.size;
  const isWhole = announced <= view.byteLength && areChunks(view, bytes, endOf(audio));
  return isWhole ? announced : view.byteLength;
}

/** Whether the bytes from `offset` to the end of the file are nothing but whole chunks. */
function areChunks(view: DataView, bytes: Uint8Array, offset: number): boolean {
  let at = offset;
  while (at + 8 <= view.byteLength && /^[\x20-\x7e]{4}$/.test(textAt(bytes, at))) {
    at = endOf({ id: '', start: at + 8, size: view.getUint32(at + 4, true) });
  }
  // A pad byte may be missing at the end of a file.
  return at === view.byteLength || at === view.byteLength + 1;
}
