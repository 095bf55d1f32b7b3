/** RMS and peak of a moment, in dBFS. */
export interface Level {
  readonly rmsDbfs: number;
  readonly peakDbfs: number;
}

/** `waiting`: nobody has spoken yet, or nothing arrives. */
export type LevelVerdict = 'waiting' | 'too-quiet' | 'too-loud' | 'good';

/** Speech is the loud moments of some seconds, and the pauses between them do not count. */
const speechPlace = 0.85;
const noisePlace = 0.1;
/** A level of 60 ms each. */
const fewestLevels = 20;
/** A voice stands so far above the room. */
const leastDistanceDb = 8;
const quietDbfs = -38;
const cutOffDbfs = -0.3;
const fewestCutOff = 3;

/** What the last seconds of a microphone say of its level. */
export function levelVerdict(levels: readonly Level[]): LevelVerdict {
  if (levels.length < fewestLevels) return 'waiting';
  const sorted = levels.map(({ rmsDbfs }) => rmsDbfs).sort((a, b) => a - b);
  const at = (place: number): number => sorted[Math.floor(place * (sorted.length - 1))] ?? -120;
  if (levels.filter(({ peakDbfs }) => peakDbfs >= cutOffDbfs).length >= fewestCutOff) return 'too-loud';
  if (at(speechPlace) - at(noisePlace) < leastDistanceDb) return 'waiting';
  return at(speechPlace) < quietDbfs ? 'too-quiet' : 'good';
}
