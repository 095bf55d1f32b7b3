import { sampleRateHz } from '../audio/pcm';

/** 20 ms. */
const windowSamples = sampleRateHz / 50;
/** What codecs add in front, at the most. */
const mostShift = 4;
/** Of the same sound, coded twice or at another level, more than this; of two readings of one sentence far less. */
const sameFrom = 0.97;

/** How loud a recording is along its length, in decibels: enough to know it again. */
export type SoundPrint = Float32Array;

/** @param samples 16 kHz mono, −1 … 1 */
export function soundPrint(samples: Float32Array): SoundPrint {
  const print = new Float32Array(Math.floor(samples.length / windowSamples));
  for (let index = 0; index < print.length; index += 1) {
    let energy = 0;
    for (let at = index * windowSamples; at < (index + 1) * windowSamples; at += 1)
      energy += samples[at]! * samples[at]!;
    print[index] = Math.max(-60, 10 * Math.log10(energy / windowSamples + 1e-12));
  }
  return print;
}

/** Whether two recordings are the same sound, whatever they are called, coded in and how loud they are. */
export function isSameSound(first: SoundPrint, second: SoundPrint): boolean {
  if (Math.abs(first.length - second.length) > 2 * mostShift || Math.min(first.length, second.length) === 0)
    return false;
  for (let shift = -mostShift; shift <= mostShift; shift += 1) {
    if (correlation(first, second, shift) > sameFrom) return true;
  }
  return false;
}

/** Of the first with the second `shift` windows later; 0 where one of them does not change. */
function correlation(first: SoundPrint, second: SoundPrint, shift: number): number {
  const from = Math.max(0, -shift);
  const count = Math.min(first.length, second.length - shift) - from;
  const [a, b] = [first.subarray(from, from + count), second.subarray(from + shift, from + shift + count)];
  const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [together, ofA, ofB] = [0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const [x, y] = [a[index]! - meanA, b[index]! - meanB];
    together += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA === 0 || ofB === 0 ? 0 : together / Math.sqrt(ofA * ofB);
}
