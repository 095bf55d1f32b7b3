/** The rate of everything after the resampler: recordings, features, takes. */
export const sampleRateHz = 16_000;

const int16Scale = 32_768;

/** −32768 … 32767 → −1 … 1 (exclusive). Copies. */
export function int16ToFloat32(samples: Int16Array): Float32Array {
  return Float32Array.from(samples, (sample) => sample / int16Scale);
}

/** −1 … 1 → −32768 … 32767, rounded to the nearest; louder samples are clipped. Copies. */
export function float32ToInt16(samples: Float32Array): Int16Array<ArrayBuffer> {
  return Int16Array.from(samples, (sample) =>
    Math.max(-int16Scale, Math.min(int16Scale - 1, Math.round(sample * int16Scale))),
  );
}

/** The mean of the channels, which must be equally long; one channel is returned as it is. */
export function mixToMono(channels: readonly Float32Array[]): Float32Array {
  const [first] = channels;
  if (first === undefined) return new Float32Array(0);
  if (channels.length === 1) return first;
  const mono = new Float32Array(first.length);
  for (const channel of channels) {
    for (let index = 0; index < mono.length; index += 1) mono[index] = (mono[index] ?? 0) + (channel[index] ?? 0);
  }
  return mono.map((sum) => sum / channels.length);
}

/** Samples of several channels that take turns, as in a WAV file or from a sound card → their mean. */
export function interleavedToMono(samples: Float32Array, channelCount: number): Float32Array {
  if (channelCount === 1) return samples;
  const mono = new Float32Array(Math.floor(samples.length / channelCount));
  for (let index = 0; index < mono.length; index += 1) {
    let sum = 0;
    for (let channel = 0; channel < channelCount; channel += 1) sum += samples[index * channelCount + channel] ?? 0;
    mono[index] = sum / channelCount;
  }
  return mono;
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
