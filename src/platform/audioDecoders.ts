import type { FLACDecoder } from '@wasm-audio-decoders/flac';
import type { MPEGDecoder } from 'mpg123-decoder';
import type { OggOpusDecoder } from 'ogg-opus-decoder';

import { sampleRateHz } from '../core/audio/pcm';

export interface DecodedAudio {
  /** One array a channel, equally long, −1 … 1. */
  readonly channels: readonly Float32Array[];
  readonly sampleRateHz: number;
  /** What the decoder could not decode and left out; empty for a sound file. */
  readonly damage: readonly string[];
}

/** Decodes one whole file. Throws what the decoder throws. */
export type AudioDecoder = (bytes: Uint8Array) => Promise<DecodedAudio>;

/** The decoders keep state between calls, so each file waits until the one before it is done. */
function oneAtATime(decode: AudioDecoder): AudioDecoder {
  let previous: Promise<unknown> = Promise.resolve();
  return (bytes) => {
    const decoded = previous.then(() => decode(bytes));
    previous = decoded.catch(() => undefined);
    return decoded;
  };
}

interface DecoderOutput {
  readonly channelData: readonly Float32Array[];
  readonly samplesDecoded: number;
  readonly sampleRate: number;
  readonly errors: readonly { readonly message: string }[];
}

const toDecodedAudio = (output: DecoderOutput): DecodedAudio => ({
  channels: output.channelData.map((channel) => channel.subarray(0, output.samplesDecoded)),
  sampleRateHz: output.sampleRate,
  damage: output.errors.map((error) => error.message),
});

/** Opus is decoded at 16 kHz in the first place (RFC 6716 §4: any of five rates); pre-skip and end are trimmed as RFC 7845 §4 says. */
export const decodeOggOpus = ((): AudioDecoder => {
  let decoder: OggOpusDecoder | undefined;
  return oneAtATime(async (bytes) => {
    if (!decoder) {
      const { OggOpusDecoder } = await import('ogg-opus-decoder');
      const options: { forceStereo?: boolean; sampleRate: number } = { sampleRate: sampleRateHz };
      decoder = new OggOpusDecoder(options);
      await decoder.ready;
    }
    return toDecodedAudio(await decoder.decodeFile(bytes));
  });
})();

/** FLAC, bare or in Ogg. */
export const decodeFlac = ((): AudioDecoder => {
  let decoder: FLACDecoder | undefined;
  return oneAtATime(async (bytes) => {
    if (!decoder) {
      const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
      decoder = new FLACDecoder();
      await decoder.ready;
    }
    return toDecodedAudio(await decoder.decodeFile(bytes));
  });
})();

/** MPEG audio of layers I to III; the encoder's delay and padding are left out where the file tells them. */
export const decodeMpeg = ((): AudioDecoder => {
  let decoder: MPEGDecoder | undefined;
  return oneAtATime(async (bytes) => {
    if (!decoder) {
      const { MPEGDecoder } = await import('mpg123-decoder');
      decoder = new MPEGDecoder();
    }
    await decoder.ready;
    const decoded = toDecodedAudio(decoder.decode(bytes));
    await decoder.reset();
    return decoded;
  });
})();
