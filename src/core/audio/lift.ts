import { joinSamples, sampleRateHz } from './pcm';

const blockSamples = sampleRateHz;
/** RMS that the loudest second is lifted to. Speech of a usual recording is 10 to 20 dB louder, and stays as it is. */
const wantedRms = 10 ** (-40 / 20);
/** Beyond it there is nothing but the noise of sixteen bits. */
const highestGain = 10 ** (40 / 20);
/** What the loudest second loses with each second that follows: a door that bangs does not count for ever. 3 dB a minute. */
const forgetting = 10 ** (-3 / 20 / 60);

/**
 * Makes quiet recordings louder: so that the loudest second so far has −40 dB, by 40 dB at most. A recording that has a second of that level is
 * left as it is from there on. The gain rises over a second and falls at once, at the beginning of the second that is louder.
 *
 *     push(samples)  → lifted, up to a second late
 *     finish()       → the rest
 *
 * Any split of the input gives identical output.
 */
export class Lift {
  #waiting: Float32Array = new Float32Array(0);
  #loudest = 0;
  #gain: number | null = null;

  /** @param samples 16 kHz; read, not kept */
  push(samples: Float32Array): Float32Array {
    this.#waiting = joinSamples([this.#waiting, samples]);
    const ready = this.#waiting.length - (this.#waiting.length % blockSamples);
    return this.#emit(ready);
  }

  finish(): Float32Array {
    const rest = this.#emit(this.#waiting.length);
    this.#loudest = 0;
    this.#gain = null;
    return rest;
  }

  #emit(length: number): Float32Array {
    const samples = this.#waiting.slice(0, length);
    this.#waiting = this.#waiting.slice(length);
    for (let start = 0; start < length; start += blockSamples)
      this.#lift(samples.subarray(start, start + blockSamples));
    return samples;
  }

  #lift(block: Float32Array): void {
    this.#loudest = Math.max(this.#loudest * forgetting, rmsOf(block));
    const gain = this.#loudest === 0 ? 1 : Math.min(highestGain, Math.max(1, wantedRms / this.#loudest));
    const before = Math.min(gain, this.#gain ?? gain);
    this.#gain = gain;
    if (gain === 1 && before === 1) return;
    const step = (gain - before) / block.length;
    for (let index = 0; index < block.length; index += 1) block[index]! *= before + step * index;
  }
}

function rmsOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample ** 2;
  return Math.sqrt(sum / samples.length);
}
