import type { RecordingChecks, RecordingFinding } from '../../contract/voice';
import { sampleRateHz } from '../audio/pcm';

const windowSamples = sampleRateHz / 50;
/** Shares of the windows, by loudness, that stand for noise and for speech. */
const noisePlace = 0.1;
const speechPlace = 0.9;
/** So near to full scale a sample counts as clipped; so many of them are heard. */
const clippedFrom = 0.99;
const clippedSamples = 8;
const silentDbfs = -60;
const quietDbfs = -45;
/** Speech stands so far above noise where dictation is at its best; less is worth a hint. */
const smallestDistanceDb = 15;
/** Above the noise by so much a window is speech. */
const speechAboveNoiseDb = 10;
/** Speech that begins or ends nearer than this to the end of the recording was cut. */
const edgeSeconds = 0.04;
/** English is read with 8 to 20 letters a second. */
const fastestLetters = 25;
const slowestLetters = 4;

/** The length of what was said, from its first to its last word; null where it is not known. */
interface Span {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/**
 * What the sound alone says of a recording of a sentence: level, noise, cut ends, and the rate of the letters.
 *
 * @param samples 16 kHz mono, −1 … 1
 * @param letters of the text
 * @param span where the words were found
 */
export function checkSound(samples: Float32Array, letters: number, span: Span | null): Omit<RecordingChecks, 'words'> {
  const levels = levelsOf(samples);
  const sorted = [...levels].sort((a, b) => a - b);
  const at = (place: number): number => sorted[Math.floor(place * (sorted.length - 1))] ?? lowestDbfs;
  const [noiseDbfs, speechDbfs] = [at(noisePlace), at(speechPlace)];
  const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
  const said = span ?? spanOf(levels, noiseDbfs);
  const lettersPerSecond = letters / Math.max(0.1, said.endSeconds - said.startSeconds);
  const measured = { peakDbfs: dbfs(peak), speechDbfs, noiseDbfs, lettersPerSecond };
  const seconds = samples.length / sampleRateHz;
  return { seconds, ...measured, findings: findingsOf(measured, samples, levels) };
}

function findingsOf(
  {
    peakDbfs,
    speechDbfs,
    noiseDbfs,
    lettersPerSecond,
  }: Record<'peakDbfs' | 'speechDbfs' | 'noiseDbfs' | 'lettersPerSecond', number>,
  samples: Float32Array,
  levels: readonly number[],
): RecordingFinding[] {
  if (peakDbfs < silentDbfs) return ['silent'];
  const edge = Math.ceil((edgeSeconds * sampleRateHz) / windowSamples);
  const isSpeech = (level: number): boolean => level > Math.max(noiseDbfs + speechAboveNoiseDb, speechDbfs - 20);
  const found: readonly (readonly [RecordingFinding, boolean])[] = [
    ['clipped', samples.filter((sample) => Math.abs(sample) >= clippedFrom).length >= clippedSamples],
    ['quiet', speechDbfs < quietDbfs],
    ['noisy', speechDbfs - noiseDbfs < smallestDistanceDb],
    ['start-cut', levels.slice(0, edge).every(isSpeech)],
    ['end-cut', levels.slice(-edge).every(isSpeech)],
    ['fast', lettersPerSecond > fastestLetters],
    ['slow', lettersPerSecond < slowestLetters],
  ];
  return found.filter(([, isFound]) => isFound).map(([finding]) => finding);
}

/** Stands for no sound at all. */
const lowestDbfs = -100;

const dbfs = (amplitude: number): number => Math.max(lowestDbfs, 20 * Math.log10(amplitude));

/** Root mean square of each window of 20 ms. */
function levelsOf(samples: Float32Array): number[] {
  const levels: number[] = [];
  for (let start = 0; start + windowSamples <= samples.length; start += windowSamples) {
    const window = samples.subarray(start, start + windowSamples);
    levels.push(dbfs(Math.sqrt(window.reduce((sum, sample) => sum + sample * sample, 0) / windowSamples)));
  }
  return levels;
}

/** From the first to the last window that stands out of the noise. */
function spanOf(levels: readonly number[], noiseDbfs: number): Span {
  const isLoud = (level: number): boolean => level > noiseDbfs + speechAboveNoiseDb;
  const windowSeconds = windowSamples / sampleRateHz;
  const first = levels.findIndex(isLoud);
  if (first < 0) return { startSeconds: 0, endSeconds: levels.length * windowSeconds };
  return { startSeconds: first * windowSeconds, endSeconds: (levels.findLastIndex(isLoud) + 1) * windowSeconds };
}
