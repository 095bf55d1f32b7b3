import type { AcousticModel } from '../../core/dictation/acousticModel';

/** Natural-log posteriors of a whole recording as a stream gives them, one row a timestep: what all decoders of an experiment can be given. */
export function logPosteriorsOf(model: AcousticModel, samples: Float32Array): Float32Array[] {
  const stream = model.openStream();
  try {
    return [...stream.push(samples).settled, ...stream.finish()];
  } finally {
    stream.dispose();
  }
}
