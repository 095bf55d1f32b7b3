import type { FeatureConfig } from './config';

/** One triangular filter: its weights on the bins from `firstBin` on. */
export interface Filter {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

/** Mel of the HTK book: 2595·log10(1 + f/700). */
const melOfHertz = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);
const hertzOfMel = (mel: number): number => 700 * (10 ** (mel / 2595) - 1);
const same = (hertz: number): number => hertz;

/**
 * Triangles of height 1 whose edges lie evenly on the scale between the lowest and the highest frequency: filter b rises
 * from edge b to b + 1 and falls to b + 2, linearly in hertz, like `torchaudio.functional.melscale_fbanks` with HTK mel and no norm.
 */
export function filterBank(config: FeatureConfig): readonly Filter[] {
  if (config.highestHz > config.sampleRateHz / 2) {
    throw new RangeError(`upper band edge ${config.highestHz} Hz is above Nyquist, ${config.sampleRateHz / 2} Hz`);
  }
  const { hertzOf } = bandScale(config);
  const edgesHz = Array.from({ length: config.bands + 2 }, (_, band) => hertzOf(band - 1));
  return Array.from({ length: config.bands }, (_, band) => triangle(edgesHz.slice(band, band + 3), config));
}

export interface BandScale {
  /** Where the peak of a band lies; its feet lie at the peaks of its neighbours. */
  readonly hertzOf: (band: number) => number;
  /** The band whose peak lies there: a fraction between two bands, below 0 or above the last outside the bank. */
  readonly bandOf: (hertz: number) => number;
}

export function bandScale(config: FeatureConfig): BandScale {
  const [forwards, backwards] = config.scale === 'mel' ? [melOfHertz, hertzOfMel] : [same, same];
  const lowest = forwards(config.lowestHz);
  const step = (forwards(config.highestHz) - lowest) / (config.bands + 1);
  return {
    hertzOf: (band) => backwards(lowest + (band + 1) * step),
    bandOf: (hertz) => (forwards(hertz) - lowest) / step - 1,
  };
}

function triangle(edgesHz: readonly number[], config: FeatureConfig): Filter {
  const [rise = 0, peak = 0, fall = 0] = edgesHz;
  const binHz = config.sampleRateHz / config.fftSize;
  const firstBin = Math.ceil(rise / binHz);
  const lastBin = Math.floor(fall / binHz);
  const weights = Float64Array.from({ length: Math.max(0, lastBin - firstBin + 1) }, (_, index) => {
    const hertz = (firstBin + index) * binHz;
    return Math.max(0, Math.min((hertz - rise) / (peak - rise), (fall - hertz) / (fall - peak)));
  });
  return { firstBin, weights };
}
