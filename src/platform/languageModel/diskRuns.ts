import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Run, RunStore, RunWriter } from '../../core/languageModel/runs';

/** Runs as files of a folder of their own, in the machine's byte order. `dispose` removes them all. */
export class DiskRuns implements RunStore {
  readonly #folder: string;
  readonly #files: number[] = [];

  /** @param parent where the folder is made; there must be room for about 30 bytes a word of the text */
  constructor(parent: string = tmpdir()) {
    this.#folder = mkdtempSync(join(parent, 'utter-runs-'));
  }

  create(): RunWriter {
    const file = openSync(join(this.#folder, String(this.#files.length)), 'w+');
    this.#files.push(file);
    let length = 0;
    return {
      append(numbers): void {
        const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
        for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
        length += numbers.length;
      },
      finish: (): Run => ({ length, read: (start, into) => readNumbers(file, start, into) }),
    };
  }

  dispose(): void {
    for (const file of this.#files.splice(0)) closeSync(file);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A read may give less than was asked for; less than a number is given at the end of the file alone. */
function readNumbers(file: number, start: number, into: Uint32Array): number {
  const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength);
  let filled = 0;
  for (;;) {
    const read = readSync(file, bytes, filled, bytes.length - filled, start * 4 + filled);
    filled += read;
    if (read === 0 || filled === bytes.length) return filled >> 2;
  }
}
