import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

import { ok, type Result } from '../../contract/result';
import { type ChannelChoice, ChannelMixer, type TakenChannel } from '../../core/audio/channelMixer';
import { int16ToFloat32, sampleRateHz } from '../../core/audio/pcm';
import { isTakeHeader, wavHeaderBytes } from '../../core/audio/wav';
import { withAmrPauses } from './amrPauses';
import { type Damage, damageOf } from './damage';
import { type DecodedFrame, decodedFrames } from './decodedFrames';
import type { DecoderEnd, Refusal, SoundFormat } from './decoderFrames';
import { structureOf } from './fileStructure';
import { reasonOf, unreadable } from './unreadable';

/** Endings of the names under which recordings are looked for. */
export const audioEndings =
  'wav wave w64 flac opus ogg oga mp3 m4a m4b aac mp4 3gp webm mka aif aiff aifc caf amr wma au'.split(' ');
export const audioName = new RegExp(`\\.(?:${audioEndings.join('|')})$`, 'iu');

/** What turned out while a file was read. */
export interface AudioFindings {
  readonly damage: Damage | null;
  /** The channel that was taken in place of the mean. */
  readonly taken: TakenChannel | null;
}

/** A file that is open. Its sound is read once, to its end or not. */
export interface AudioStream {
  /** As the file says; null where it does not. */
  readonly announcedSeconds: number | null;
  readonly channelCount: number;
  /** 16 kHz mono, −1 … 1, in pieces of about a second; a piece is decoded when it is asked for, so memory does not grow with the file. */
  readonly pieces: AsyncIterable<Float32Array>;
  /** Complete when the pieces are. */
  findings(): AudioFindings;
}

interface AudioOptions {
  readonly channel?: ChannelChoice;
  /** What the sentence of a failure calls the file. */
  readonly name: string;
}

/**
 * Opens a sound file of any kind that FFmpeg decodes; what it is is told by its bytes, not by its name. Of a damaged one what can be
 * decoded is read, and `findings` tells the rest. Floats above full scale are made quieter all together. Fails with `audio-unreadable`
 * and a sentence that names the file.
 *
 * @param path of a file that can be read at any place, so of no pipe
 */
export async function openAudio(path: string, { channel = 'mix', name }: AudioOptions): Promise<Result<AudioStream>> {
  try {
    const size = await sizeOf(path);
    if (size === 0) return unreadable(name, 'it is empty');
    if (await isTake(path, size)) return ok(takeStream(path, size));
    return await openDecoded(path, channel, name);
  } catch (cause) {
    return unreadable(name, reasonOf(cause));
  }
}

async function sizeOf(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    const state = await file.stat();
    // Reading tells a folder from a file with a code; a size does not.
    await file.read(Buffer.alloc(1), 0, 1, 0);
    return state.size;
  } finally {
    await file.close();
  }
}

async function isTake(path: string, size: number): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(wavHeaderBytes), 0, wavHeaderBytes, 0);
    return bytesRead === wavHeaderBytes && isTakeHeader(buffer, size);
  } finally {
    await file.close();
  }
}

const pieceSamples = sampleRateHz;

/** Recordings of our own need no decoder. */
function takeStream(path: string, size: number): AudioStream {
  const file = createReadStream(path, { start: wavHeaderBytes, highWaterMark: pieceSamples * 2 });
  async function* pieces(): AsyncGenerator<Float32Array, void> {
    let half: Buffer = Buffer.alloc(0);
    for await (const chunk of file as AsyncIterable<Buffer>) {
      const bytes = half.length === 0 ? chunk : Buffer.concat([half, chunk]);
      const whole = bytes.length - (bytes.length % 2);
      half = bytes.subarray(whole);
      // Int16Array wants an even offset.
      yield int16ToFloat32(new Int16Array(Uint8Array.from(bytes.subarray(0, whole)).buffer));
    }
  }
  return {
    announcedSeconds: (size - wavHeaderBytes) / (2 * sampleRateHz),
    channelCount: 1,
    pieces: pieces(),
    findings: () => ({ damage: null, taken: null }),
  };
}

type Frames = AsyncGenerator<DecodedFrame, void>;

async function openDecoded(path: string, channel: ChannelChoice, name: string): Promise<Result<AudioStream>> {
  const frames = decodedFrames({ path, extension: audioName.exec(path)?.[0].toLowerCase() ?? '' });
  const first = await nextOf(frames);
  if (first?.type !== 'format') {
    await frames.next();
    return unreadable(name, await reasonWhy(first, path));
  }
  const { format } = first;
  if (channel !== 'mix' && channel >= format.channelCount) {
    await frames.return();
    return unreadable(name, `it has ${countOf(format)}, and no ${channelName(channel)}`);
  }
  const second = await nextOf(frames);
  if (second?.type === 'samples') return ok(decodedStream({ frames: joined(second, frames), format, path }, channel));
  await frames.next();
  return unreadable(name, await reasonWhy(answerOf(first, second), path));
}

const nextOf = async (frames: Frames): Promise<DecodedFrame> => (await frames.next()).value ?? null;

/** @param second what came in place of sound: null where the decoder broke down */
function answerOf(first: DecodedFrame, second: DecodedFrame): DecodedFrame {
  if (first?.type !== 'format' || second === null) return second;
  return lacksDecoder(second) ? noDecoder(first.format) : first;
}

/** It knows the coding, and our build has nothing that decodes it. */
const lacksDecoder = (frame: DecodedFrame): boolean =>
  frame?.type === 'end' && frame.end.faults.some(({ line }) => /^Decoder \(codec \w+\) not found/u.test(line));

const noDecoder = ({ codec }: SoundFormat): DecodedFrame => ({
  type: 'refused',
  refusal: { reason: 'no-decoder', name: codec },
});

const countOf = ({ channelCount }: SoundFormat): string =>
  channelCount === 1 ? 'one channel' : `${channelCount} channels`;

async function* joined(first: DecodedFrame, others: Frames): Frames {
  try {
    yield first;
    yield* others;
  } finally {
    await others.return();
  }
}

/** @param answer to a file of which nothing was decoded */
async function reasonWhy(answer: DecodedFrame, path: string): Promise<string> {
  if (answer?.type === 'refused') return sentenceOf(answer.refusal, path);
  return answer?.type === 'format' ? 'there is no sound in it' : 'the decoder broke down over it';
}

interface Decoding {
  readonly frames: Frames;
  readonly format: SoundFormat;
  readonly path: string;
}

function decodedStream({ frames, format, path }: Decoding, channel: ChannelChoice): AudioStream {
  const mixer = new ChannelMixer(format.channelCount, channel, 1 / Math.max(1, format.peak ?? 1));
  let damage: Damage | null = null;
  async function* pieces(): AsyncGenerator<Float32Array, void> {
    let [samples, end]: [number, DecoderEnd | null] = [0, null];
    for await (const frame of frames) {
      if (frame?.type === 'end') end = frame.end;
      if (frame?.type !== 'samples') continue;
      const piece = mixer.push(floatsOf(frame.bytes));
      samples += piece.length;
      if (piece.length > 0) yield piece;
    }
    const rest = mixer.finish();
    const seconds = (samples + rest.length) / sampleRateHz;
    damage = damageOf({ format, seconds, end, structure: await structureOf(path, format) });
    if (rest.length > 0) yield rest;
  }
  const { announcedSeconds, channelCount, container, codec } = format;
  const sound = container === 'amr' ? withAmrPauses(pieces(), path, codec) : pieces();
  return { announcedSeconds, channelCount, pieces: sound, findings: () => ({ damage, taken: mixer.taken }) };
}

/** A copy, since bytes from a pipe lie anywhere. */
const floatsOf = (bytes: Uint8Array): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);

/** "left channel", "third channel" */
export const channelName = (channel: number): string =>
  channel < 2 ? `${['left', 'right'][channel]!} channel` : `channel ${channel + 1}`;

/** What a file is that holds no sound for us, and what to do. */
async function sentenceOf({ reason, name }: Refusal, path: string): Promise<string> {
  switch (reason) {
    case 'no-sound':
      return `there is no sound in it (${name})`;
    case 'no-decoder':
      return `its sound is coded as “${name}”, which is not supported; save it as WAV, FLAC or MP3`;
    case 'odd-rate':
      return `its sample rate of ${name} Hz is not supported`;
    case 'unknown':
      return whatItIs(path);
  }
}

/** Files that people take for sound, by their first bytes. */
const otherFiles: readonly (readonly [start: string, what: string])[] = [
  ['MThd', 'it is a MIDI file, which holds notes and no sound'],
  ['%PDF', 'it is a PDF document'],
  ['PK\u0003\u0004', 'it is a ZIP archive; unpack it first'],
  ['RIFF', 'it is a WAV file without audio, or one whose header is damaged'],
  ['fLaC', 'it is a FLAC file whose header is damaged'],
  ['OggS', 'it is an Ogg file in which no sound was found'],
  ['\u001a\u0045\u00df\u00a3', 'it is a WebM or Matroska file in which no sound was found'],
  ['\u0030\u0026\u00b2\u0075', 'it is a Windows Media file whose header is damaged'],
];
/** Of MP4 and M4A a box comes first, whose length says nothing. Programs write the index when a recording ends. */
const [boxName, boxNameAt] = ['ftyp', 4];
const withoutIndex = 'it is an MP4 file whose index is missing or damaged, as where a recording broke off';

/** Enough to tell a text from anything else. */
const beginningBytes = 4096;

async function whatItIs(path: string): Promise<string> {
  const file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(beginningBytes), 0, beginningBytes, 0);
  await file.close();
  const beginning = buffer.subarray(0, bytesRead);
  const start = beginning.toString('latin1');
  if (start.startsWith(boxName, boxNameAt)) return withoutIndex;
  const known = otherFiles.find(([bytes]) => start.startsWith(bytes));
  if (known !== undefined) return known[1];
  if (isText(beginning)) return 'it is a text and no sound file';
  // Whoever named it as a sound file need not be told how to save one.
  return audioName.test(path)
    ? 'it is no sound file, or its beginning is damaged'
    : 'no sound was found in it; save it as WAV, FLAC or MP3';
}

/** UTF-8 without control characters but those that space lines; at its end a character may be cut off. */
function isText(beginning: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true });
    return /^[^\p{Cc}]+$/u.test(text.replaceAll(/[\t\n\f\r]/gu, ' '));
  } catch {
    return false;
  }
}
