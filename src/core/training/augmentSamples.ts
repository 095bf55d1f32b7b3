import { sampleRateHz } from '../audio/pcm';
import { resample } from '../audio/resampler';
import type { FeatureConfig } from '../features/config';
import { bandScale } from '../features/filterBank';
import type { AddedNoise, Augmentation, FrequencyMask, Reverberation, TimeMask } from './augmentation';
import { Random } from './random';

/** Taps of the filters that hide bands, on each side of the middle. */
const filterReach = 255;
/** Echoes of a room a second; from a thousand on they are heard as one sound (Karjalainen and Järveläinen 2007). */
const echoesPerSecond = 1500;
/** The first echo comes when the direct sound's frame is over. */
const firstEchoSeconds = 0.01;

/**
 * Does to a recording what was drawn for it, so that it can be listened to: a masked stretch is silent, a masked band is filtered out.
 * Training does the same, much faster, to features (`augmentFeatures`).
 *
 * @param samples 16 kHz mono; not changed
 * @param noise 16 kHz mono, repeated as often as needed; empty where none is to be added
 * @returns a new array; the sum of all may exceed −1 … 1
 */
export function augmentSamples(
  samples: Float32Array,
  augmentation: Augmentation,
  features: FeatureConfig,
  noise: Float32Array = new Float32Array(0),
): Float32Array {
  const late = samples.slice(Math.round(augmentation.startSeconds * sampleRateHz));
  let changed = resample(late, Math.round(sampleRateHz * augmentation.speed));
  if (augmentation.reverberation !== null) changed = addRoom(changed, augmentation.reverberation);
  if (augmentation.noise !== null && noise.length > 0) changed = addNoise(changed, noise, augmentation.noise);
  if (augmentation.gainDb !== 0) changed = changed.map((sample) => sample * 10 ** (augmentation.gainDb / 20));
  for (const mask of augmentation.timeMasks) silence(changed, mask);
  for (const mask of augmentation.frequencyMasks) changed = hideBands(changed, mask, features);
  return changed;
}

const powerOf = (samples: Float32Array): number => samples.reduce((sum, sample) => sum + sample * sample, 0);

/** Echoes at random times, of random sign, that die away (velvet noise). */
function addRoom(samples: Float32Array, { decaySeconds, directToRoomDb }: Reverberation): Float32Array {
  const random = new Random(7);
  const echoes = Array.from({ length: Math.floor(decaySeconds * echoesPerSecond) }, (_, echo) => {
    const seconds = firstEchoSeconds + (echo + random.uniform()) / echoesPerSecond;
    const sign = random.uniform() < 0.5 ? -1 : 1;
    return { delay: Math.round(seconds * sampleRateHz), level: sign * 10 ** ((-3 * seconds) / decaySeconds) };
  });
  const energy = echoes.reduce((sum, { level }) => sum + level * level, 0);
  const scale = Math.sqrt(10 ** (-directToRoomDb / 10) / Math.max(energy, Number.MIN_VALUE));
  const room = samples.slice();
  for (const { delay, level } of echoes) {
    for (let n = delay; n < room.length; n += 1) room[n] = room[n]! + level * scale * samples[n - delay]!;
  }
  return room;
}

function addNoise(samples: Float32Array, noise: Float32Array, added: AddedNoise): Float32Array {
  const first = Math.floor(added.start * noise.length);
  const stretch = Float32Array.from(samples, (_, n) => noise[(first + n) % noise.length]!);
  const ratio = powerOf(samples) / Math.max(powerOf(stretch), Number.MIN_VALUE);
  const level = Math.sqrt(ratio * 10 ** (-added.signalToNoiseDb / 10));
  return samples.map((sample, n) => (added.isAlone ? 0 : sample) + level * stretch[n]!);
}

const silence = (samples: Float32Array, { startSeconds, seconds }: TimeMask): void =>
  void samples.fill(0, Math.round(startSeconds * sampleRateHz), Math.round((startSeconds + seconds) * sampleRateHz));

/** Subtracts what lies between the outer feet of the bands' triangles. */
function hideBands(samples: Float32Array, { firstBand, bands }: FrequencyMask, features: FeatureConfig): Float32Array {
  if (bands === 0) return samples;
  const { hertzOf } = bandScale(features);
  const kernel = bandPass(hertzOf(firstBand - 0.5), hertzOf(firstBand + bands - 0.5));
  return samples.map((sample, n) => {
    let hidden = 0;
    const first = Math.max(0, n - filterReach);
    const end = Math.min(samples.length, n + filterReach + 1);
    for (let at = first; at < end; at += 1) hidden += kernel[at - n + filterReach]! * samples[at]!;
    return sample - hidden;
  });
}

/** A difference of two low-passes with a Hann window; its phase is zero. */
function bandPass(lowHz: number, highHz: number): Float64Array {
  const lowPass = (hertz: number, n: number): number =>
    n === 0 ? (2 * hertz) / sampleRateHz : Math.sin((2 * Math.PI * hertz * n) / sampleRateHz) / (Math.PI * n);
  return Float64Array.from({ length: 2 * filterReach + 1 }, (_, tap) => {
    const n = tap - filterReach;
    const window = 0.5 + 0.5 * Math.cos((Math.PI * n) / (filterReach + 1));
    return window * (lowPass(highHz, n) - lowPass(lowHz, n));
  });
}
