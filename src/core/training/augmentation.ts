import type { Random } from './random';

/** Lowest and highest of what is drawn evenly. */
export type Range = readonly [number, number];

/** What may be done to a recording before it is learnt from. What is left out is not done. */
export interface AugmentationChoices {
  /** Factor of the speed, and with it of the pitch (Ko et al. 2015); 1.1 is faster and higher. */
  readonly speed?: Range | undefined;
  /** How much later than the recording its first frame begins (Hannun et al. 2014 §3.2). */
  readonly jitterMilliseconds?: Range | undefined;
  readonly gainDb?: Range | undefined;
  readonly noise?: NoiseChoices | undefined;
  readonly reverberation?: ReverberationChoices | undefined;
  readonly timeMasks?: TimeMaskChoices | undefined;
  readonly frequencyMasks?: FrequencyMaskChoices | undefined;
}

interface NoiseChoices {
  /** Share of the recordings that get noise. */
  readonly share: number;
  /** Share of the recordings in whose place noise is heard, so that there is nothing to be told. */
  readonly aloneShare?: number | undefined;
  /** Power of the recording over that of the noise. */
  readonly signalToNoiseDb: Range;
}

interface ReverberationChoices {
  /** Share of the recordings that are moved into a room. */
  readonly share: number;
  /** Time in which the sound of the room falls by 60 dB. */
  readonly decaySeconds: Range;
  /** Energy of what comes straight over that of what the room adds. */
  readonly directToRoomDb: Range;
}

interface TimeMaskChoices {
  readonly perSecond: number;
  readonly longestSeconds: number;
}

interface FrequencyMaskChoices {
  readonly count: number;
  readonly widestBands: number;
}

/** What is done to one recording; the same whether it is done to its samples or to its features. */
export interface Augmentation {
  readonly speed: number;
  readonly startSeconds: number;
  readonly gainDb: number;
  readonly noise: AddedNoise | null;
  readonly reverberation: Reverberation | null;
  readonly timeMasks: readonly TimeMask[];
  readonly frequencyMasks: readonly FrequencyMask[];
}

export interface AddedNoise {
  readonly signalToNoiseDb: number;
  /** Which of the recordings of noise, as a place between the first, 0, and the end of the last, 1. */
  readonly place: number;
  /** Where in it, as a place between its beginning, 0, and its end, 1; it is repeated as often as needed. */
  readonly start: number;
  /** Whether it is heard in place of the recording, not with it. */
  readonly isAlone: boolean;
}

export interface Reverberation {
  readonly decaySeconds: number;
  readonly directToRoomDb: number;
}

/** Counted after the change of speed. */
export interface TimeMask {
  readonly startSeconds: number;
  readonly seconds: number;
}

export interface FrequencyMask {
  readonly firstBand: number;
  readonly bands: number;
}

export const noAugmentation: Augmentation = {
  speed: 1,
  startSeconds: 0,
  gainDb: 0,
  noise: null,
  reverberation: null,
  timeMasks: [],
  frequencyMasks: [],
};

/** Speeds are drawn in steps of a hundredth, so that few filters serve all of them. */
const speedsPerUnit = 100;

/**
 * Draws what happens to one recording. A choice that is left out takes its numbers from `random` all the same: what is drawn
 * for the others does not depend on it, and runs with and without it compare.
 *
 * @param recording.bands of the filter bank, the energy not counted
 */
export function drawAugmentation(
  choices: AugmentationChoices,
  recording: { readonly seconds: number; readonly bands: number },
  random: Random,
): Augmentation {
  const speed = Math.round(between(choices.speed ?? [1, 1], random) * speedsPerUnit) / speedsPerUnit;
  const startSeconds = between(choices.jitterMilliseconds ?? [0, 0], random) / 1000;
  const gainDb = between(choices.gainDb ?? [0, 0], random);
  const added = drawNoise(choices.noise, random);
  const reverberation = drawReverberation(choices.reverberation, random);
  const frequencyMasks = drawFrequencyMasks(choices.frequencyMasks, recording.bands, random);
  const timeMasks = drawTimeMasks(choices.timeMasks, recording.seconds / speed, random);
  const isAlone = random.uniform() < (choices.noise?.aloneShare ?? 0);
  const noise = isAlone || added.isDrawn ? { ...added.noise, isAlone } : null;
  return { speed, startSeconds, gainDb, noise, reverberation, timeMasks, frequencyMasks };
}

const between = ([lowest, highest]: Range, random: Random): number => lowest + (highest - lowest) * random.uniform();

function drawNoise(
  choices: NoiseChoices | undefined,
  random: Random,
): { isDrawn: boolean; noise: Omit<AddedNoise, 'isAlone'> } {
  const isDrawn = random.uniform() < (choices?.share ?? 0);
  const signalToNoiseDb = between(choices?.signalToNoiseDb ?? [0, 0], random);
  const place = random.uniform();
  const start = random.uniform();
  return { isDrawn, noise: { signalToNoiseDb, place, start } };
}

function drawReverberation(choices: ReverberationChoices | undefined, random: Random): Reverberation | null {
  const isDrawn = random.uniform() < (choices?.share ?? 0);
  const decaySeconds = between(choices?.decaySeconds ?? [0, 0], random);
  const directToRoomDb = between(choices?.directToRoomDb ?? [0, 0], random);
  return isDrawn ? { decaySeconds, directToRoomDb } : null;
}

/** As SpecAugment draws them (Park et al. 2019 §2): an even width, then an even place. */
function drawFrequencyMasks(
  { count, widestBands }: FrequencyMaskChoices = { count: 0, widestBands: 0 },
  bands: number,
  random: Random,
): FrequencyMask[] {
  return Array.from({ length: count }, () => {
    const width = random.integer(0, Math.min(widestBands, bands));
    return { firstBand: random.integer(0, bands - width), bands: width };
  });
}

/** More of them the longer the recording is (Park et al. 2020, adaptive multiplicity). */
function drawTimeMasks(
  { perSecond, longestSeconds }: TimeMaskChoices = { perSecond: 0, longestSeconds: 0 },
  seconds: number,
  random: Random,
): TimeMask[] {
  const count = Math.floor(perSecond * seconds + random.uniform());
  return Array.from({ length: count }, () => {
    const length = Math.min(seconds, longestSeconds) * random.uniform();
    return { startSeconds: (seconds - length) * random.uniform(), seconds: length };
  });
}
