import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

import { sampleRateHz } from '../../core/audio/pcm';
import { readAudio } from '../audio/audioFile';
import { whileLocked } from '../files/folderLock';
import type { Analysis } from './analysis';
import type { CorpusEntry } from './corpus';

/** Log energies and states are kept as 16-bit numbers of this step: ±32 at 0.001, far finer than their noise. */
const stepsPerUnit = 1024;

/** Another decoder gives other samples, and refuses other files. */
const decoder = 'FFmpeg 5.1.4';

interface CachedRecording {
  readonly frames: number;
  readonly offsetBytes: number;
  /** Why the audio could not be used, or an empty text. */
  readonly refused: string;
}

/**
 * The features of a corpus, not yet normalised, so that each epoch need not decode the audio and analyse it again.
 * A folder holds `features.bin` (int16) and `index.tsv`, a line a recording, written after its features: a build that was
 * interrupted goes on where it stopped. A recording that was replaced, or that is there at last, makes another folder.
 */
export class FeatureCache {
  readonly #frameSize: number;
  readonly #file: number;
  readonly #recordings: readonly CachedRecording[];

  private constructor(frameSize: number, file: number, recordings: readonly CachedRecording[]) {
    this.#frameSize = frameSize;
    this.#file = file;
    this.#recordings = recordings;
  }

  /** Opens the cache of a corpus under `root`, and makes what of it is missing; waits for another run that is making it. */
  static async open(
    entries: readonly CorpusEntry[],
    analysis: Analysis,
    root: string,
    onProgress: (done: number, total: number) => void,
  ): Promise<FeatureCache> {
    const folder = join(root, keyOf(entries, analysis));
    mkdirSync(folder, { recursive: true });
    const { frameSize } = analysis;
    if (readIndex(folder, frameSize).length < entries.length)
      await whileLocked(folder, () => complete(entries, analysis, folder, onProgress));
    return new FeatureCache(frameSize, openSync(join(folder, 'features.bin'), 'r'), readIndex(folder, frameSize));
  }

  /** Frames of a recording; 0 where its audio was refused. */
  framesOf(entry: number): number {
    return this.#recordings[entry]?.frames ?? 0;
  }

  /** Why a recording was refused, or an empty text. */
  refusalOf(entry: number): string {
    return this.#recordings[entry]?.refused ?? 'it is not in the cache';
  }

  /** A new array, shape [frames, frameSize]. */
  read(entry: number): Float32Array {
    const recording = this.#recordings[entry];
    if (recording === undefined)
      throw new RangeError(`the cache has ${this.#recordings.length} recordings, asked for ${entry}`);
    const values = new Int16Array(recording.frames * this.#frameSize);
    const bytes = new Uint8Array(values.buffer);
    const read = readSync(this.#file, bytes, 0, bytes.length, recording.offsetBytes);
    if (read !== bytes.length) throw new Error(`the feature cache is ${bytes.length - read} bytes short`);
    // A training reads a million values for each step, which `Float32Array.from` would take a tenth of a second for.
    const frames = new Float32Array(values.length);
    for (let place = 0; place < values.length; place += 1) frames[place] = values[place]! / stepsPerUnit;
    return frames;
  }
}

function keyOf(entries: readonly CorpusEntry[], analysis: Analysis): string {
  const hash = createHash('sha256').update(analysis.key).update(decoder);
  for (const { path } of entries) hash.update(`${path}\t${versionOf(path)}\n`);
  return hash.digest('hex').slice(0, 16);
}

/** What changes when a file does, and when it comes, goes or may be read. */
function versionOf(path: string): string {
  try {
    accessSync(path, constants.R_OK);
    const { size, mtimeMs } = statSync(path);
    return `${size} ${mtimeMs}`;
  } catch {
    return 'missing';
  }
}

function readIndex(folder: string, frameSize: number): CachedRecording[] {
  const path = join(folder, 'index.tsv');
  if (!existsSync(path)) return [];
  let offsetBytes = 0;
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => {
    const [frames = '0', refused = ''] = line.split('\t');
    const recording = { frames: Number(frames), offsetBytes, refused };
    offsetBytes += recording.frames * frameSize * Int16Array.BYTES_PER_ELEMENT;
    return recording;
  });
}

async function complete(
  entries: readonly CorpusEntry[],
  analysis: Analysis,
  folder: string,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const { frameSize } = analysis;
  const done = readIndex(folder, frameSize);
  if (done.length >= entries.length) return;
  const features = await open(join(folder, 'features.bin'), 'a');
  const index = await open(join(folder, 'index.tsv'), 'a');
  const last = done.at(-1);
  const wholeBytes = last === undefined ? 0 : last.offsetBytes + last.frames * frameSize * Int16Array.BYTES_PER_ELEMENT;
  truncateSync(join(folder, 'features.bin'), wholeBytes);
  for (let entry = done.length; entry < entries.length; entry += 1) {
    const { frames, refused } = await framesOf(entries[entry]!.path, analysis);
    await features.appendFile(new Uint8Array(frames.buffer));
    await index.appendFile(`${frames.length / frameSize}\t${refused.replaceAll(/\s+/g, ' ')}\n`);
    onProgress(entry + 1, entries.length);
  }
  await features.close();
  await index.close();
}

async function framesOf(
  path: string,
  analysis: Analysis,
): Promise<{ frames: Int16Array<ArrayBuffer>; refused: string }> {
  const nothing = new Int16Array(0);
  const audio = await readAudio(path);
  if (!audio.ok) return { frames: nothing, refused: audio.error.message };
  const isTooLong = audio.value.length > analysis.longestSeconds * sampleRateHz;
  if (isTooLong) return { frames: nothing, refused: `it is longer than ${analysis.longestSeconds} seconds` };
  return { frames: toSteps(analysis.analyse(audio.value)), refused: '' };
}

const toSteps = (values: Float32Array): Int16Array<ArrayBuffer> =>
  Int16Array.from(values, (value) => Math.max(-32_768, Math.min(32_767, Math.round(value * stepsPerUnit))));
