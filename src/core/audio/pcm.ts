/** The rate of everything after the resampler: recordings, features, takes. */
export const sampleRateHz = 16_000;

const int16Scale = 32_768;

/**
 * −32768 … 32767 → −1 … 1 (exclusive). Copies.
 *
 * @param into at least as long, where there is room already; what is returned lies in it
 */
export function int16ToFloat32(samples: Int16Array, into = new Float32Array(samples.length)): Float32Array {
  for (let index = 0; index < samples.length; index += 1) into[index] = samples[index]! / int16Scale;
  return into.length === samples.length ? into : into.subarray(0, samples.length);
}

/** −1 … 1 → −32768 … 32767, rounded to the nearest; louder samples are clipped. Copies. */
export function float32ToInt16(samples: Float32Array): Int16Array<ArrayBuffer> {
  return Int16Array.from(samples, (sample) =>
    Math.max(-int16Scale, Math.min(int16Scale - 1, Math.round(sample * int16Scale))),
  );
}

/** One array with all samples, in order. Copies. */
export function joinSamples(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
