import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';
import { mixToMono } from '../../core/audio/pcm';
import { resample } from '../../core/audio/resampler';
import { parseWav } from '../../core/audio/wav';
import { type AudioDecoder, type DecodedAudio, decodeFlac, decodeMpeg } from './audioDecoders';
import { decodeOpusFile } from './opusFile';

/** Names under which recordings are looked for in folders. */
export const audioName = /\.(wav|flac|opus|ogg|oga|mp3)$/iu;

/**
 * A WAV, FLAC, Ogg Opus or MP3 file as 16 kHz mono, −1 … 1; several channels become their mean. What a file is is told by its
 * bytes, not by its name. Fails with `audio-unreadable` and a sentence that names the file.
 */
export async function readAudio(path: string): Promise<Result<Float32Array>> {
  try {
    return await decodeAudio(await readFile(path), basename(path));
  } catch (error) {
    return unreadable(basename(path), reasonOf(error));
  }
}

/** As `readAudio`, for bytes that are at hand. @param name what the sentence of a failure calls them */
export async function decodeAudio(bytes: Uint8Array, name: string): Promise<Result<Float32Array>> {
  if (textAt(bytes, 0) === 'RIFF') {
    const wav = parseWav(bytes);
    if (!wav.ok) return fail(wav.error.code, wav.error.message.replace('The audio', `“${name}”`));
    return resampled(wav.value.samples, wav.value.sampleRateHz, name);
  }
  const decode = decoderOf(bytes);
  if (!decode) return unreadable(name, 'it is no WAV, FLAC, Ogg Opus or MP3 file');
  const decoded = await decode(bytes).catch(() => null);
  if (!decoded || !isSound(decoded)) return unreadable(name, 'its audio is damaged');
  return resampled(mixToMono(decoded.channels), decoded.sampleRateHz, name);
}

const isSound = (audio: DecodedAudio): boolean => audio.damage.length === 0 && audio.channels.length > 0;

/** Beyond them lies damage, and a header of a few bytes that asks for gigabytes: of samples at 1 Hz, of filter taps at 4 GHz. */
const rates = { lowestHz: 1000, highestHz: 384_000 } as const;

function resampled(samples: Float32Array, rateHz: number, name: string): Result<Float32Array> {
  const isSupported = rateHz >= rates.lowestHz && rateHz <= rates.highestHz;
  return isSupported
    ? ok(resample(samples, rateHz))
    : unreadable(name, `its sample rate of ${rateHz} Hz is not supported`);
}

const unreadable = (name: string, reason: string): Result<never> =>
  fail('audio-unreadable', `“${name}” cannot be read: ${reason}.`);

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'access to it is denied',
  EISDIR: 'it is a folder',
};

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? `the system says ${code || String(error)}`;
};

const textAt = (bytes: Uint8Array, offset: number, length = 4): string =>
  String.fromCharCode(...bytes.subarray(offset, offset + length));

/** In the first page of an Ogg file the codec's name follows the page's header of 28 bytes (RFC 7845 §5.1, Ogg FLAC mapping). */
const oggCodecOffset = 28;

function decoderOf(bytes: Uint8Array): AudioDecoder | null {
  if (textAt(bytes, 0) === 'fLaC') return decodeFlac;
  if (textAt(bytes, 0) === 'OggS') return oggDecoderOf(bytes);
  return isMpeg(bytes) ? decodeMpeg : null;
}

function oggDecoderOf(bytes: Uint8Array): AudioDecoder | null {
  if (textAt(bytes, oggCodecOffset, 8) === 'OpusHead') return decodeOpusFile;
  return textAt(bytes, oggCodecOffset, 5) === '\x7fFLAC' ? decodeFlac : null;
}

/** An ID3 tag, or a frame: 11 bits of synchronisation and a layer that is not the reserved 0 (ISO 11172-3 §2.4.1.3). */
function isMpeg(bytes: Uint8Array): boolean {
  if (textAt(bytes, 0, 3) === 'ID3') return true;
  const [first = 0, second = 0] = bytes;
  return first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0;
}
