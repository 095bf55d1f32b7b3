import type { BackendTimes } from '../../contract/backends';
import { ok, type Result } from '../../contract/result';
import { sampleRateHz } from '../../core/audio/pcm';
import type { AcousticModel } from '../../core/dictation/acousticModel';
import { Random } from '../../core/training/random';
import { type AcousticModel as StoredModel, readModel } from './modelFile';
import { openAcousticModel } from './openAcousticModel';
import type { EncoderPaths } from './openEncoder';
import { loadTensorFlow } from './tensorflow';

/** As long as the streams of dictation are pushed. */
const pieceSamples = sampleRateHz / 10;
const timedSeconds = 2;
/** The quickest round counts: what is slower has waited for something else. */
const rounds = 3;

/** Times a model's network on each backend, as it hears a stream. Takes seconds. Fails where the model cannot be read. */
export async function timeBackends(paths: EncoderPaths): Promise<Result<BackendTimes>> {
  const stored = readModel(paths.modelPath);
  if (!stored.ok) return stored;
  const tensorflow = await timeOf('tensorflow', stored.value, paths);
  if (!tensorflow.ok) return tensorflow;
  const wasm = await timeOf('wasm', stored.value, paths);
  return wasm.ok ? ok({ tensorflow: tensorflow.value, wasm: wasm.value }) : wasm;
}

async function timeOf(
  backend: keyof BackendTimes,
  stored: StoredModel,
  paths: EncoderPaths,
): Promise<Result<number | null>> {
  const loaded = await loadTensorFlow(backend, 'hearing');
  if (!loaded.ok) return ok(null);
  const model = openAcousticModel(stored, paths);
  if (!model.ok) return model;
  try {
    // The first round readies what the others use.
    const spent = Array.from({ length: 1 + rounds }, () => millisecondsOn(model.value));
    return ok(Math.min(...spent.slice(1)) / timedSeconds);
  } finally {
    model.value.dispose();
  }
}

function millisecondsOn(model: AcousticModel): number {
  const random = new Random(1);
  const noise = Float32Array.from({ length: timedSeconds * sampleRateHz }, () => random.normal() / 10);
  const stream = model.openStream();
  const from = performance.now();
  for (let start = 0; start < noise.length; start += pieceSamples)
    stream.push(noise.subarray(start, start + pieceSamples));
  stream.finish();
  const spent = performance.now() - from;
  stream.dispose();
  return spent;
}
