import { joinSamples, sampleRateHz } from './pcm';

/** The mean of all channels, or one of them by its number from 0. */
export type ChannelChoice = 'mix' | number;

/** What the mean must be below the louder channel to count as cancelled: two channels that have nothing in common lose 3 dB. */
const cancelledDb = 14;
const quietestRms = 1e-4;
const blockFrames = sampleRateHz;

/** A channel that is taken in place of the mean, and since when. */
export interface TakenChannel {
  readonly channel: number;
  readonly fromSeconds: number;
}

/**
 * Interleaved channels → one. Where channels cancel each other, as with a plug that is soldered the wrong way round, the louder one is
 * taken in place of the mean from there on, and `taken` tells it.
 *
 *     push(interleaved)  → mono, up to a second late
 *     finish()           → the rest
 *
 * What is no number becomes 0: let through, it would spoil every mean after it. Any split of the input gives identical output.
 */
export class ChannelMixer {
  readonly #channelCount: number;
  readonly #gain: number;
  #choice: ChannelChoice;
  #waiting: Float32Array = new Float32Array(0);
  #emittedFrames = 0;
  #taken: TakenChannel | null = null;

  /** @param gain what samples are multiplied by */
  constructor(channelCount: number, choice: ChannelChoice, gain = 1) {
    if (!Number.isInteger(channelCount) || channelCount < 1)
      throw new RangeError(`a stream has 1 channel or more, got ${channelCount}`);
    if (choice !== 'mix' && choice >= channelCount)
      throw new RangeError(`channel ${choice} of ${channelCount}, counted from 0`);
    this.#channelCount = channelCount;
    this.#choice = channelCount === 1 ? 0 : choice;
    this.#gain = gain;
  }

  /** The channel that was taken because the others cancel it. */
  get taken(): TakenChannel | null {
    return this.#taken;
  }

  /** @param interleaved whole frames or not; read, not kept */
  push(interleaved: Float32Array): Float32Array {
    this.#waiting = joinSamples([this.#waiting, interleaved]);
    const framesAtOnce = this.#choice === 'mix' ? blockFrames : 1;
    const waitingFrames = Math.floor(this.#waiting.length / this.#channelCount);
    return this.#emit(waitingFrames - (waitingFrames % framesAtOnce));
  }

  finish(): Float32Array {
    return this.#emit(Math.floor(this.#waiting.length / this.#channelCount));
  }

  /** Blocks of a second, of which the last may be shorter: each is judged by itself. */
  #emit(frames: number): Float32Array {
    const mono = new Float32Array(frames);
    for (let start = 0; start < frames; start += blockFrames) {
      const end = Math.min(frames, start + blockFrames);
      const block = this.#waiting.subarray(start * this.#channelCount, end * this.#channelCount);
      if (this.#choice === 'mix') this.#judge(block);
      this.#mix(block, mono.subarray(start, end));
      this.#emittedFrames += end - start;
    }
    this.#waiting = this.#waiting.slice(frames * this.#channelCount);
    return mono;
  }

  #mix(block: Float32Array, mono: Float32Array): void {
    const channels = this.#channelCount;
    if (this.#choice !== 'mix') {
      for (let frame = 0; frame < mono.length; frame += 1)
        mono[frame] = finite(block[frame * channels + this.#choice]!) * this.#gain;
      return;
    }
    for (let frame = 0; frame < mono.length; frame += 1) {
      let sum = 0;
      for (let channel = 0; channel < channels; channel += 1) sum += finite(block[frame * channels + channel]!);
      mono[frame] = (sum / channels) * this.#gain;
    }
  }

  #judge(block: Float32Array): void {
    const { mean, energies } = energiesOf(block, this.#channelCount);
    const loudest = Math.max(...energies);
    const frames = block.length / this.#channelCount;
    const isHeard = loudest * this.#gain ** 2 > frames * quietestRms ** 2;
    if (!isHeard || mean * 10 ** (cancelledDb / 10) > loudest) return;
    this.#choice = energies.indexOf(loudest);
    this.#taken = { channel: this.#choice, fromSeconds: this.#emittedFrames / sampleRateHz };
  }
}

const finite = (sample: number): number => (Number.isFinite(sample) ? sample : 0);

/** Sums of squares of the mean and of each channel. */
function energiesOf(block: Float32Array, channels: number): { mean: number; energies: number[] } {
  const energies = Array.from({ length: channels }, () => 0);
  let mean = 0;
  for (let start = 0; start + channels <= block.length; start += channels) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      const sample = finite(block[start + channel]!);
      energies[channel]! += sample ** 2;
      sum += sample;
    }
    mean += (sum / channels) ** 2;
  }
  return { mean, energies };
}
