export interface DecodedAudio {
  /** One array a channel, equally long, −1 … 1. */
  readonly channels: readonly Float32Array[];
  readonly sampleRateHz: number;
  /** What the decoder could not decode and left out; empty for a sound file. */
  readonly damage: readonly string[];
}

/** Decodes one whole file. Throws what the decoder throws; null where the file lacks what it must begin with. */
export type AudioDecoder = (bytes: Uint8Array) => Promise<DecodedAudio | null>;

/**
 * One decoder for all files of a kind, made when the first one comes and again after a file that it failed on. It keeps state
 * between calls, so each file waits until the one before it is done.
 */
function sharedDecoder<Decoder>(
  open: () => Promise<Decoder>,
  decode: (decoder: Decoder, bytes: Uint8Array) => Promise<DecoderOutput>,
): AudioDecoder {
  let decoder: Decoder | undefined;
  let previous: Promise<unknown> = Promise.resolve();
  const next = async (bytes: Uint8Array): Promise<DecodedAudio> => {
    const current = decoder ?? (await open());
    decoder = undefined;
    const output = await decode(current, bytes);
    decoder = current;
    return toDecodedAudio(output);
  };
  return (bytes) => {
    const decoded = previous.then(() => next(bytes));
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

/** FLAC, bare or in Ogg. */
export const decodeFlac = sharedDecoder(
  async () => {
    const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
    return new FLACDecoder();
  },
  async (decoder, bytes) => {
    await decoder.ready;
    return decoder.decodeFile(bytes);
  },
);

/** MPEG audio of layers I to III; the encoder's delay and padding are left out where the file tells them. */
export const decodeMpeg = sharedDecoder(
  async () => {
    const { MPEGDecoder } = await import('mpg123-decoder');
    return new MPEGDecoder();
  },
  async (decoder, bytes) => {
    await decoder.ready;
    const output = decoder.decode(bytes);
    await decoder.reset();
    return output;
  },
);
