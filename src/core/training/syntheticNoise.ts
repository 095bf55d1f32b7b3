import { sampleRateHz } from '../audio/pcm';
import { Random } from './random';

const kinds = 8;
const seconds = 8;
/** Where the low-pass of the first kind lies, and the last: from the rumble of a street to the hiss of a cheap microphone. */
const lowestCutOffHz = 60;
const highestCutOffHz = 6000;
/** How strongly the level swells and ebbs, and how often. */
const swell = 0.5;
const swellHz = 0.7;

/** Noises for where no recordings of noise are at hand: 16 kHz, always the same ones; their level means nothing. */
export function syntheticNoises(): Float32Array[] {
  return Array.from({ length: kinds }, (_, kind) => {
    const cutOffHz = lowestCutOffHz * (highestCutOffHz / lowestCutOffHz) ** (kind / (kinds - 1));
    return swellingNoise(cutOffHz, new Random(kind));
  });
}

/** Gaussian noise through a low-pass of one pole. */
function swellingNoise(cutOffHz: number, random: Random): Float32Array {
  const kept = Math.exp((-2 * Math.PI * cutOffHz) / sampleRateHz);
  let state = 0;
  return Float32Array.from({ length: seconds * sampleRateHz }, (_, n) => {
    state = kept * state + (1 - kept) * random.normal();
    return 0.1 * state * (1 + swell * Math.sin((2 * Math.PI * swellHz * n) / sampleRateHz));
  });
}
