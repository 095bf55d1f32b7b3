import { closeSync, existsSync, ftruncateSync, openSync, readFileSync } from 'node:fs';

import type { z } from 'zod';

import { ok, type Result } from '../../contract/result';
import type { Utterance } from '../../contract/transcript';
import { HeardFrom, type Hearing, HeardUpTo } from '../../contract/transcription';
import { failOfDisk, writeAll } from '../files/wholeFile';

/**
 * What was heard of a sound so far, on disk as it settles, so that whoever hears it next goes on there.
 *
 *     const soFar = HeardSoFar.open(path, from)   what is noted of the same file, or nothing yet
 *     soFar.note(settledSamples, utterances)      as they settle; in the file before it returns
 *     soFar.close()
 *
 * A line of JSON each: where from, then what has settled. A last line that a full disk or a killed process left unfinished is cut off.
 */
export class HeardSoFar {
  readonly hearing: Hearing;
  readonly utterances: Utterance[] = [];
  readonly #file: number;
  #bytes = 0;
  #settledSamples = 0;

  private constructor(file: number, hearing: Hearing) {
    this.#file = file;
    this.hearing = hearing;
  }

  /**
   * Where something is noted of the same file as it is now, and the models are still there, that is gone on with, heard as it was begun.
   * Anything else is begun anew.
   */
  static open(path: string, from: HeardFrom): Result<HeardSoFar> {
    let file: number | null = null;
    try {
      file = openSync(path, existsSync(path) ? 'r+' : 'w+');
      const [first = '', ...lines] = linesOf(file);
      const begun = parsed(HeardFrom, first);
      const goesOn = begun !== null && isOf(from, begun);
      const soFar = new HeardSoFar(file, goesOn ? begun.hearing : from.hearing);
      if (goesOn) soFar.#recall(first, lines);
      else soFar.#begin(from);
      return ok(soFar);
    } catch (cause) {
      if (file !== null) closeSync(file);
      return failOfDisk(cause, path);
    }
  }

  /** Samples of the sound that need not be heard any more. */
  get settledSamples(): number {
    return this.#settledSamples;
  }

  note(settledSamples: number, utterances: readonly Utterance[]): Result<undefined> {
    try {
      this.#write({ settledSamples, utterances: [...utterances] });
    } catch (cause) {
      return failOfDisk(cause);
    }
    this.#settledSamples = settledSamples;
    this.utterances.push(...utterances);
    return ok(undefined);
  }

  close(): void {
    closeSync(this.#file);
  }

  #begin(from: HeardFrom): void {
    ftruncateSync(this.#file, 0);
    this.#write(from);
  }

  #recall(first: string, lines: readonly string[]): void {
    const noted = notedIn(lines);
    for (const line of [first, ...lines.slice(0, noted.length)]) this.#bytes += Buffer.byteLength(line) + 1;
    this.#settledSamples = noted.at(-1)?.settledSamples ?? 0;
    this.utterances.push(...noted.flatMap(({ utterances }) => utterances));
    ftruncateSync(this.#file, this.#bytes);
  }

  #write(line: HeardFrom | HeardUpTo): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    writeAll(this.#file, bytes, this.#bytes);
    this.#bytes += bytes.length;
  }
}

/** What is noted at a path, whatever file was heard; null where nothing is. */
export function readHeardSoFar(path: string): Pick<HeardSoFar, 'hearing' | 'settledSamples' | 'utterances'> | null {
  if (!existsSync(path)) return null;
  const [first = '', ...lines] = linesOf(path);
  const begun = parsed(HeardFrom, first);
  if (begun === null) return null;
  const noted = notedIn(lines);
  return {
    hearing: begun.hearing,
    settledSamples: noted.at(-1)?.settledSamples ?? 0,
    utterances: noted.flatMap(({ utterances }) => utterances),
  };
}

/** Those that end. */
const linesOf = (file: number | string): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1);

/** Up to the first line that is none of these. */
function notedIn(lines: readonly string[]): HeardUpTo[] {
  const noted: HeardUpTo[] = [];
  for (const line of lines) {
    const upTo = parsed(HeardUpTo, line);
    if (upTo === null) break;
    noted.push(upTo);
  }
  return noted;
}

function parsed<Value>(schema: z.ZodType<Value>, line: string): Value | null {
  try {
    return schema.safeParse(JSON.parse(line)).data ?? null;
  } catch (cause) {
    if (cause instanceof SyntaxError) return null;
    throw cause;
  }
}

function isOf(from: HeardFrom, { path, stamp, hearing }: HeardFrom): boolean {
  const { modelPath, languageModelPath, encoderPath } = hearing;
  const models = [modelPath, languageModelPath, encoderPath].filter((model) => model !== undefined);
  return path === from.path && stamp === from.stamp && models.every((model) => existsSync(model));
}
