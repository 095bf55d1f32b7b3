import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync } from 'node:fs';

import { ok, type Result } from '../../contract/result';
import { formatWavHeader, wavHeaderBytes } from '../../core/audio/wav';
import { failOfDisk, writeAll } from '../files/wholeFile';

/** How much sound may be newer than the lengths in the header. */
const samplesBetweenHeaders = 16_000;

/**
 * Writes the audio of a take: 16 kHz mono 16-bit, each chunk on its way to the disk before `push` returns, so that whatever
 * happens to the process costs nothing that was pushed. A file that is there already is gone on with.
 */
export class WavWriter {
  readonly #file: number;
  #samples: number;
  #samplesInHeader: number;
  /** What is written goes through it: as large as the largest chunk, and not made for each. */
  #bytes = Buffer.alloc(0);

  private constructor(file: number, samples: number) {
    this.#file = file;
    this.#samples = samples;
    this.#samplesInHeader = samples;
  }

  static open(path: string): Result<WavWriter> {
    let file: number | null = null;
    try {
      file = openSync(path, existsSync(path) ? 'r+' : 'w+');
      const writer = new WavWriter(file, cutToWholeSamples(file));
      writer.#writeHeader();
      return ok(writer);
    } catch (cause) {
      if (file !== null) closeSync(file);
      return failOfDisk(cause);
    }
  }

  /** Samples in the file. */
  get samples(): number {
    return this.#samples;
  }

  /** Where the disk is full, what still went in is kept, and `samples` counts it. */
  push(samples: Int16Array): Result<undefined> {
    try {
      if (this.#bytes.length < samples.length * 2) this.#bytes = Buffer.alloc(samples.length * 2);
      samples.forEach((sample, index) => this.#bytes.writeInt16LE(sample, index * 2));
      writeAll(this.#file, this.#bytes.subarray(0, samples.length * 2), wavHeaderBytes + this.#samples * 2);
      this.#samples += samples.length;
      if (this.#samples - this.#samplesInHeader >= samplesBetweenHeaders) this.#writeHeader();
      return ok(undefined);
    } catch (cause) {
      this.#samples = cutToWholeSamples(this.#file);
      return failOfDisk(cause);
    }
  }

  /** The file is complete, and on the disk itself. */
  finish(): Result<undefined> {
    try {
      this.#writeHeader();
      fsyncSync(this.#file);
      return ok(undefined);
    } catch (cause) {
      return failOfDisk(cause);
    } finally {
      closeSync(this.#file);
    }
  }

  #writeHeader(): void {
    writeAll(this.#file, formatWavHeader(this.#samples), 0);
    this.#samplesInHeader = this.#samples;
  }
}

/** Cuts off half a sample at the end, which a full disk or a killed process leaves, and counts those before. */
function cutToWholeSamples(file: number): number {
  const { size } = fstatSync(file);
  const samples = Math.max(0, Math.floor((size - wavHeaderBytes) / 2));
  if (size > wavHeaderBytes + samples * 2) ftruncateSync(file, wavHeaderBytes + samples * 2);
  return samples;
}
