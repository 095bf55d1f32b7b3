/** What the process that decodes and the one that asks it say to each other. */

export interface DecoderJob {
  /** Of a file that can be read at any place. */
  readonly path: string;
  /** Of its name, where that is one of a sound file; else empty. */
  readonly extension: string;
}

export interface SoundFormat {
  /** Names of FFmpeg: "mov,mp4,m4a,3gp,3g2,mj2" and "aac". */
  readonly container: string;
  readonly codec: string;
  readonly channelCount: number;
  /** Which stream of the file. */
  readonly stream: number;
  /** As long as the file says that its sound is; null where it does not say, or FFmpeg has guessed from its bit rate. */
  readonly announcedSeconds: number | null;
  /** The largest sample where samples are floats, which may be above full scale; else null. */
  readonly peak: number | null;
}

/** Why there is nothing to decode. */
export interface Refusal {
  readonly reason: 'unknown' | 'no-sound' | 'no-decoder' | 'odd-rate';
  /** What FFmpeg takes the file for, the coding that it lacks, or the rate in hertz; empty where it knows nothing. */
  readonly name: string;
}

export interface DecoderFault {
  /** How much was decoded when FFmpeg said it, seconds. */
  readonly atSeconds: number;
  readonly line: string;
}

export interface DecoderEnd {
  /** FFmpeg's exit status. */
  readonly code: number;
  /** What it complained about; of very many the first. */
  readonly faults: readonly DecoderFault[];
  readonly faultCount: number;
}

export type DecoderFrame =
  | { readonly type: 'alive' }
  | { readonly type: 'format'; readonly format: SoundFormat }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  /** 16 kHz floats, little-endian, channels in turn. */
  | { readonly type: 'samples'; readonly bytes: Uint8Array }
  | { readonly type: 'end'; readonly end: DecoderEnd };

const types = ['alive', 'format', 'refused', 'samples', 'end'] as const;

/** A byte for the type and four for the length of what follows: samples as they are, anything else as JSON. */
export const frameHeaderBytes = 5;

export function encodeFrame(frame: DecoderFrame): Buffer {
  const body = frame.type === 'samples' ? frame.bytes : Buffer.from(JSON.stringify(frame));
  const header = Buffer.alloc(frameHeaderBytes);
  header.writeUInt8(types.indexOf(frame.type), 0);
  header.writeUInt32LE(body.length, 1);
  return Buffer.concat([header, body]);
}

/** Length of what follows a header. */
export const bodyBytes = (header: Buffer): number => header.readUInt32LE(1);

export function decodeFrame(header: Buffer, body: Buffer): DecoderFrame {
  const type = types[header.readUInt8(0)];
  if (type === undefined)
    throw new RangeError(`a frame has type ${header.readUInt8(0)}, expected 0 to ${types.length - 1}`);
  return type === 'samples' ? { type, bytes: body } : (JSON.parse(body.toString('utf8')) as DecoderFrame);
}
