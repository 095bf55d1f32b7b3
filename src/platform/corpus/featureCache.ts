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

import type { FeatureConfig } from '../../core/features/config';
import { frameSizeOf } from '../../core/features/config';
import { Framer } from '../../core/features/framer';
import { LogFilterBank } from '../../core/features/logFilterBank';
import { readAudio } from '../audio/audioFile';
import { whileLocked } from '../files/folderLock';
import type { CorpusEntry } from './corpus';

/** Log energies are kept as 16-bit numbers of this step: ±32 nats at 0.001, far finer than their noise. */
const stepsPerNat = 1024;

interface CachedRecording {
  readonly frames: number;
  readonly offsetBytes: number;
  /** Why the audio could not be used, or an empty text. */
  readonly refused: string;
}

/**
 * The log filter-bank energies of a corpus, not yet normalised, so that each epoch need not decode the audio again.
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
    config: FeatureConfig,
    root: string,
    onProgress: (done: number, total: number) => void,
  ): Promise<FeatureCache> {
    const folder = join(root, keyOf(entries, config));
    mkdirSync(folder, { recursive: true });
    const frameSize = frameSizeOf(config);
    if (readIndex(folder, frameSize).length < entries.length)
      await whileLocked(folder, () => complete(entries, config, folder, onProgress));
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
    const energies = new Float32Array(values.length);
    for (let place = 0; place < values.length; place += 1) energies[place] = values[place]! / stepsPerNat;
    return energies;
  }
}

function keyOf(entries: readonly CorpusEntry[], config: FeatureConfig): string {
  // Context, stride and prior come after the cached frames and do not change them.
  const { context: _context, stride: _stride, priorFrames: _priorFrames, ...analysis } = config;
  const hash = createHash('sha256').update(JSON.stringify(analysis));
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
  config: FeatureConfig,
  folder: string,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const frameSize = frameSizeOf(config);
  const done = readIndex(folder, frameSize);
  if (done.length >= entries.length) return;
  const features = await open(join(folder, 'features.bin'), 'a');
  const index = await open(join(folder, 'index.tsv'), 'a');
  const last = done.at(-1);
  const wholeBytes = last === undefined ? 0 : last.offsetBytes + last.frames * frameSize * Int16Array.BYTES_PER_ELEMENT;
  truncateSync(join(folder, 'features.bin'), wholeBytes);
  const logFilterBank = new LogFilterBank(config);
  for (let entry = done.length; entry < entries.length; entry += 1) {
    const audio = await readAudio(entries[entry]!.path);
    const energies = audio.ok ? toSteps(analyse(audio.value, config, logFilterBank)) : new Int16Array(0);
    await features.appendFile(new Uint8Array(energies.buffer));
    await index.appendFile(
      `${energies.length / frameSize}\t${audio.ok ? '' : audio.error.message.replaceAll(/\s+/g, ' ')}\n`,
    );
    onProgress(entry + 1, entries.length);
  }
  await features.close();
  await index.close();
}

const toSteps = (energies: Float32Array): Int16Array<ArrayBuffer> =>
  Int16Array.from(energies, (energy) => Math.max(-32_768, Math.min(32_767, Math.round(energy * stepsPerNat))));

/** Log filter-bank energies of a whole recording, not normalised: a new array, shape [frames, frameSize]. */
export function analyse(
  samples: Float32Array,
  config: FeatureConfig,
  logFilterBank = new LogFilterBank(config),
): Float32Array {
  const frameSize = frameSizeOf(config);
  const count = Math.max(0, Math.floor((samples.length - config.frameLength) / config.hop) + 1);
  const energies = new Float32Array(count * frameSize);
  let frame = 0;
  new Framer(config.frameLength, config.hop).push(samples, (values) => {
    energies.set(logFilterBank.analyse(values), frame * frameSize);
    frame += 1;
  });
  return energies;
}
