import { sampleRateHz } from './config';

/** One triangular filter: its weights on the bins from `firstBin` on. */
export interface MelFilter {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

/** Mel of Slaney's Auditory Toolbox (1998): linear up to 1 kHz, logarithmic above. */
const hertzOfMel = (mel: number): number => (mel < 15 ? (mel * 200) / 3 : 1000 * 6.4 ** ((mel - 15) / 27));
const highestMel = 15 + (27 * Math.log(sampleRateHz / 2 / 1000)) / Math.log(6.4);

/** Triangles of unit area whose edges lie evenly on the mel scale from 0 to half the rate. @param size of the Fourier transform */
export function melFilters(bands: number, size: number): readonly MelFilter[] {
  const edgesHz = Array.from({ length: bands + 2 }, (_, edge) => hertzOfMel((highestMel * edge) / (bands + 1)));
  const binHz = sampleRateHz / size;
  return Array.from({ length: bands }, (_, band) => triangle(edgesHz.slice(band, band + 3), binHz));
}

function triangle([rise = 0, peak = 0, fall = 0]: readonly number[], binHz: number): MelFilter {
  const firstBin = Math.ceil(rise / binHz);
  const lastBin = Math.floor(fall / binHz);
  const height = 2 / (fall - rise);
  const weights = Float64Array.from({ length: Math.max(0, lastBin - firstBin + 1) }, (_, index) => {
    const hertz = (firstBin + index) * binHz;
    return height * Math.max(0, Math.min((hertz - rise) / (peak - rise), (fall - hertz) / (fall - peak)));
  });
  return { firstBin, weights };
}
