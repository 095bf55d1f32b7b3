import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import util from 'node:util';

import type * as tfTypes from '@tensorflow/tfjs-core';

import { fail, ok, type Result } from '../../contract/result';
import { registerMissingKernels } from './wasmKernels';

export type Backend = 'auto' | 'tensorflow' | 'wasm';

const load = createRequire(__filename);

/**
 * Chooses, loads and readies the TensorFlow.js backend: libtensorflow where its binding loads, else WebAssembly, which always does.
 * @returns its name for people, such as "tensorflow (libtensorflow 2.21.0)"
 */
export async function loadTensorFlow(preferred: Backend, work: Work = 'training'): Promise<Result<{ name: string }>> {
  const native = preferred === 'wasm' ? null : loadNative(work);
  if (native !== null) return ok({ name: native });
  if (preferred === 'tensorflow') {
    return fail(
      'internal',
      'TensorFlow could not be loaded; “utter doctor” tells what is missing. The wasm backend still works.',
    );
  }
  return loadWasm(work);
}

/** Streams ask for little at a time, training for much. */
type Work = 'hearing' | 'training';

function loadNative(work: Work): string | null {
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  // oneDNN, which is quicker with much alone, writes two lines to stderr when it is loaded, and nothing but this keeps it from that.
  if (work === 'hearing') process.env['TF_ENABLE_ONEDNN_OPTS'] ??= '0';
  // The set-up compiles the binding for Linux (scripts/setup/heldSignals.h); elsewhere it comes as it is, and the kernels are left out that break
  // the heap where a signal is handled while they compute.
  if (process.platform === 'darwin') process.env['TENSORFLOW_USE_CUSTOM_CONTRACTION_KERNEL'] ??= '0';
  restoreRemovedFunctions();
  try {
    const node = load('@tensorflow/tfjs-node-gpu') as { version: Record<string, string> };
    const tf = load('@tensorflow/tfjs-core') as typeof tfTypes;
    const backend = tf.backend() as unknown as { binding?: { TF_Version?: string } };
    return `tensorflow (libtensorflow ${backend.binding?.TF_Version ?? node.version['tfjs-node'] ?? ''})`;
  } catch {
    // The binding is missing or was built for another runtime: that is what the other backend is for, and its name tells so.
    return null;
  }
}

async function loadWasm(work: Work): Promise<Result<{ name: string }>> {
  // Gradients come with the whole of TensorFlow.js, which the binding loads, too, where there is one.
  if (work === 'training') load('@tensorflow/tfjs');
  const wasm = load('@tensorflow/tfjs-backend-wasm') as { setWasmPaths: (folder: string) => void };
  const tf = load('@tensorflow/tfjs-core') as typeof tfTypes;
  wasm.setWasmPaths(join(dirname(load.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist/'));
  const ready = await tf.setBackend('wasm');
  if (ready) registerMissingKernels();
  return ready
    ? ok({ name: 'wasm' })
    : fail('internal', 'Neither TensorFlow nor its WebAssembly form could be loaded.');
}

/** tfjs-node 4.22 calls two functions that Node 23 took out of `util`. */
function restoreRemovedFunctions(): void {
  const removed = util as unknown as Record<string, unknown>;
  removed['isNullOrUndefined'] ??= (value: unknown): boolean => value === null || value === undefined;
  removed['isArray'] ??= Array.isArray;
}
