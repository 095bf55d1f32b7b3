import { bandScale } from '../features/filterBank';
import { frameSizeOf, type FeatureConfig } from '../features/config';
import type { AddedNoise, Augmentation, Reverberation } from './augmentation';

/** Natural logarithm of a ratio of powers for each decibel. */
const natsPerDb = Math.LN10 / 10;

/** Frames that an augmentation leaves of so many: one each hop for as long as all of a frame is inside the recording. */
export function framesAfter(frames: number, { speed, startSeconds }: Augmentation, config: FeatureConfig): number {
  const start = startFrameOf(startSeconds, config);
  return frames === 0 ? 0 : Math.max(1, Math.floor((frames - 1 - start) / speed + 1e-9) + 1);
}

const startFrameOf = (startSeconds: number, { hop, sampleRateHz }: FeatureConfig): number =>
  (startSeconds * sampleRateHz) / hop;

/**
 * Does to log filter-bank energies, before they are normalised, about what `augmentSamples` does to samples, at a hundredth of the
 * cost: a change of speed moves frames in time and bands in frequency; powers of noise and of a room add up. Masks come after the
 * normalisation, by `maskFeatures`.
 *
 * @param energies shape [frames, frameSize]; read, not kept
 * @param noise log energies of the recording of noise, shape [any, frameSize]; empty where none is to be added
 * @returns a new array, shape [framesAfter, frameSize]
 */
export function augmentFeatures(
  energies: Float32Array,
  augmentation: Augmentation,
  config: FeatureConfig,
  noise: Float32Array = new Float32Array(0),
): Float32Array {
  const changed = changeSpeed(energies, augmentation, config);
  if (augmentation.reverberation !== null) addRoom(changed, augmentation.reverberation, config);
  if (augmentation.noise !== null && noise.length > 0) addNoise(changed, noise, augmentation.noise, config);
  const gain = augmentation.gainDb * natsPerDb;
  if (gain !== 0) changed.forEach((value, place) => (changed[place] = value + gain));
  return changed;
}

function changeSpeed(energies: Float32Array, augmentation: Augmentation, config: FeatureConfig): Float32Array {
  const { speed, startSeconds } = augmentation;
  if (speed === 1 && startSeconds === 0) return energies.slice();
  const frameSize = frameSizeOf(config);
  const frames = energies.length / frameSize;
  const start = startFrameOf(startSeconds, config);
  const inTime = new Float32Array(framesAfter(frames, augmentation, config) * frameSize);
  for (let frame = 0; frame * frameSize < inTime.length; frame += 1) {
    const around = pointsAround(start + frame * speed, frames);
    const place = frame * frameSize;
    for (let band = 0; band < frameSize; band += 1) inTime[place + band] = valueAt(energies, around, frameSize, band);
  }
  return speed === 1 ? inTime : moveBands(inTime, speed, config);
}

/** A tone of f hertz is one of f · speed afterwards; the energy of the frame is in no band and stays. */
function moveBands(energies: Float32Array, speed: number, config: FeatureConfig): Float32Array {
  const frameSize = frameSizeOf(config);
  const { hertzOf, bandOf } = bandScale(config);
  const sources = Array.from({ length: config.bands }, (_, band) =>
    pointsAround(bandOf(hertzOf(band) / speed), config.bands),
  );
  const moved = energies.slice();
  for (let place = 0; place < energies.length; place += frameSize)
    for (let band = 0; band < config.bands; band += 1)
      moved[place + band] = valueAt(energies, sources[band]!, 1, place);
  return moved;
}

/** Four points of a row and their weights. */
interface Points {
  readonly at: readonly [number, number, number, number];
  readonly weights: readonly [number, number, number, number];
}

/** A cubic through the neighbours (Catmull and Rom 1974), which keeps the roughness of speech better than a straight line does. */
function pointsAround(position: number, count: number): Points {
  const inside = Math.max(0, Math.min(count - 1, position));
  const floor = Math.floor(inside);
  const x = inside - floor;
  const clamp = (index: number): number => Math.max(0, Math.min(count - 1, index));
  return {
    at: [clamp(floor - 1), floor, clamp(floor + 1), clamp(floor + 2)],
    weights: [
      0.5 * (-x + 2 * x * x - x * x * x),
      0.5 * (2 - 5 * x * x + 3 * x * x * x),
      0.5 * (x + 4 * x * x - 3 * x * x * x),
      0.5 * (-x * x + x * x * x),
    ],
  };
}

function valueAt(values: Float32Array, { at, weights }: Points, stride: number, offset: number): number {
  return (
    weights[0] * values[at[0] * stride + offset]! +
    weights[1] * values[at[1] * stride + offset]! +
    weights[2] * values[at[2] * stride + offset]! +
    weights[3] * values[at[3] * stride + offset]!
  );
}

/** Late sound of a room: power that decays exponentially, in each band by itself (Lebart et al. 2001). */
function addRoom(energies: Float32Array, { decaySeconds, directToRoomDb }: Reverberation, config: FeatureConfig): void {
  const frameSize = frameSizeOf(config);
  const kept = 10 ** ((-6 * config.hop) / config.sampleRateHz / decaySeconds);
  const fed = (1 - kept) * 10 ** (-directToRoomDb / 10);
  const room = new Float64Array(frameSize);
  energies.forEach((value, place) => {
    const band = place % frameSize;
    const power = Math.exp(value);
    energies[place] = Math.log(power + room[band]!);
    room[band] = kept * room[band]! + fed * power;
  });
}

function addNoise(energies: Float32Array, noise: Float32Array, added: AddedNoise, config: FeatureConfig): void {
  const frameSize = frameSizeOf(config);
  const noiseFrames = noise.length / frameSize;
  const first = Math.min(noiseFrames - 1, Math.floor(added.start * noiseFrames)) * frameSize;
  const noiseAt = (place: number): number => noise[(first + place) % noise.length]!;
  const powerOf = (valueAtPlace: (place: number) => number): number => {
    let power = 0;
    for (let place = config.bands; place < energies.length; place += frameSize) power += Math.exp(valueAtPlace(place));
    return power;
  };
  const ratio = Math.log(powerOf((place) => energies[place]!) / powerOf(noiseAt));
  const level = ratio - added.signalToNoiseDb * natsPerDb;
  energies.forEach((value, place) => {
    const noiseEnergy = noiseAt(place) + level;
    // ln(eᵃ + eᵇ); where one is far below the other it changes nothing that a float would keep.
    const higher = Math.max(value, noiseEnergy);
    const both = higher + Math.log1p(Math.exp(Math.min(value, noiseEnergy) - higher));
    energies[place] = added.isAlone ? noiseEnergy : both;
  });
}

/**
 * Hides stretches of time and of bands: sets them to 0, the mean of normalised features (Park et al. 2019). The energy of the frame
 * is hidden with the time alone.
 *
 * @param frames normalised, shape [any, frameSize]; changed in place
 */
export function maskFeatures(
  frames: Float32Array,
  { timeMasks, frequencyMasks }: Pick<Augmentation, 'timeMasks' | 'frequencyMasks'>,
  config: FeatureConfig,
): void {
  const frameSize = frameSizeOf(config);
  const framesPerSecond = config.sampleRateHz / config.hop;
  for (const { startSeconds, seconds } of timeMasks) {
    const first = Math.round(startSeconds * framesPerSecond);
    const end = Math.round((startSeconds + seconds) * framesPerSecond);
    frames.fill(0, first * frameSize, end * frameSize);
  }
  for (const { firstBand, bands } of frequencyMasks) {
    for (let place = firstBand; place < frames.length; place += frameSize) frames.fill(0, place, place + bands);
  }
}
