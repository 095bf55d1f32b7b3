import { cpus } from 'node:os';
import { join } from 'node:path';

import { z } from 'zod';

import { BackendTimes } from '../../contract/backends';
import type { Result } from '../../contract/result';
import type { Features } from '../../core/features/config';
import { readJsonFile, writeJsonFile } from '../files/jsonFile';

export type ModelKind = Features['kind'];

/** What backends.json holds. */
const StoredTimes = z.strictObject({
  version: z.literal(1),
  /** The machine that was measured on; on another one nothing of it holds. */
  machine: z.string(),
  /** By the kind of model: what is quicker for one need not be for the other. */
  times: z.partialRecord(z.enum(['encoder', 'spectrogram']), BackendTimes),
});
type StoredTimes = z.infer<typeof StoredTimes>;

const maximumBytes = 10_000;
/** A backend that is not the usual one must be so much quicker: measurements waver. */
const leastGain = 1.1;

/** This machine, as far as it matters to what computes on it. */
export function machineFingerprint(): string {
  const processors = cpus();
  return `${process.platform} ${process.arch}, ${processors.length} × ${processors[0]?.model ?? 'unknown'}`;
}

/** How fast the backends are here, in backends.json of the user's folder. One that cannot be read is measured anew. */
export class BackendStore {
  readonly #path: string;
  #times: StoredTimes['times'];

  private constructor(path: string, times: StoredTimes['times']) {
    this.#path = path;
    this.#times = times;
  }

  static async open(folder: string): Promise<BackendStore> {
    const path = join(folder, 'backends.json');
    const read = await readJsonFile(path, StoredTimes, maximumBytes);
    const isOfHere = read.found === 'value' && read.value.machine === machineFingerprint();
    return new BackendStore(path, isOfHere ? read.value.times : {});
  }

  /** Null before they were measured here. */
  timesOf(kind: ModelKind): BackendTimes | null {
    return this.#times[kind] ?? null;
  }

  /** What is to be loaded for such models: the usual choice, unless the other one is clearly quicker here. */
  backendFor(kind: ModelKind): 'auto' | 'wasm' {
    const { tensorflow = null, wasm = null } = this.#times[kind] ?? {};
    return tensorflow !== null && wasm !== null && wasm * leastGain < tensorflow ? 'wasm' : 'auto';
  }

  /** They hold at once, whether or not they can be written. */
  keep(kind: ModelKind, times: BackendTimes): Promise<Result<undefined>> {
    this.#times = { ...this.#times, [kind]: times };
    const stored: StoredTimes = { version: 1, machine: machineFingerprint(), times: this.#times };
    return writeJsonFile(this.#path, stored);
  }
}
