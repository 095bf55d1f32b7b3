import type { DecoderEnd, SoundFormat } from './decoderFrames';
import type { FileStructure } from './fileStructure';

/** What is wrong with a sound file of which something could be read. */
export interface Damage {
  /** How much is not there; null where the file does not say how long it is. */
  readonly missingSeconds: number | null;
  /** Where the first of it is, in what was read; null where that is not known. */
  readonly atSeconds: number | null;
  /** How many complaints there were; of very many some. */
  readonly places: number;
  readonly isCutOff: boolean;
  /** What is missing where it all lies together: what is read behind it was said so much later. */
  readonly gap: Gap | null;
}

export interface Gap {
  /** In what was read. */
  readonly atSeconds: number;
  readonly seconds: number;
}

/** Encoders count their own delay and filling differently. */
const toleranceSeconds = 0.1;

interface Decoded {
  readonly format: SoundFormat;
  readonly seconds: number;
  /** Null where the decoder broke down or hung. */
  readonly end: DecoderEnd | null;
  readonly structure: FileStructure;
}

/** What was lost on the way from a file to its samples, or null where it was all there. */
export function damageOf(decoded: Decoded): Damage | null {
  const { seconds, structure } = decoded;
  const faults = faultsOf(decoded);
  const missingSeconds = missingOf(decoded, faults);
  const isShort = (missingSeconds ?? 0) > toleranceSeconds;
  const isAtEnd = faults.every(({ atSeconds }) => atSeconds >= seconds - toleranceSeconds);
  if (structure.ending.type === 'cut' || (isShort && isAtEnd && !structure.hasHoles))
    return { missingSeconds, atSeconds: seconds, places: 1, isCutOff: true, gap: null };
  const isWhole = !isShort && !structure.hasHoles;
  if (isWhole && isAtEnd && areHarmlessAtEnd(faults, decoded, missingSeconds)) return null;
  const atSeconds = placeOf(faults);
  const gap = gapOf(faults, atSeconds, missingSeconds);
  return { missingSeconds, atSeconds, places: Math.max(1, faults.length), isCutOff: false, gap };
}

/** A decoder that breaks down complains of nothing. */
function faultsOf({ seconds, end, structure }: Decoded): DecoderEnd['faults'] {
  if (end === null) return [{ atSeconds: seconds, line: '' }];
  const isHarmless = end.faults.every(({ line }) => structure.harmless?.test(line));
  return isHarmless ? [] : end.faults;
}

/** Filling and foreign tags behind the sound are no loss where the sound is known to be there. */
function areHarmlessAtEnd(faults: DecoderEnd['faults'], decoded: Decoded, missingSeconds: number | null): boolean {
  const { format, end, structure } = decoded;
  if (faults.length === 0) return true;
  if (end === null) return false;
  return missingSeconds !== null || (structure.ending.type === 'filled' && bareStreams.has(format.container));
}

/** Frames one after another: whoever fills such a file up does it behind the sound, and FFmpeg complains of it. Of AAC it does not. */
const bareStreams: ReadonlySet<string> = new Set(['mp3', 'ac3', 'eac3', 'amr', 'flac']);

function missingOf(decoded: Decoded, faults: DecoderEnd['faults']): number | null {
  const { seconds, structure } = decoded;
  const { announcedSeconds } = decoded.format;
  if (structure.ending.type === 'cut') return structure.ending.missingSeconds;
  if (structure.isComplete && !structure.hasHoles && faults.length === 0) return 0;
  // Where pages are missing at the beginning, what is announced begins behind them.
  if (structure.hasHoles && (announcedSeconds ?? 0) < seconds + toleranceSeconds) return null;
  return announcedSeconds === null ? null : Math.max(0, announcedSeconds - seconds);
}

/** A container is read ahead: what is wrong with it may be told before there is any sound, and stands further on. */
function placeOf(faults: DecoderEnd['faults']): number | null {
  const first = faults.find(
    ({ line, atSeconds }) => atSeconds > 0 || !/^\[(?:ogg|matroska|mov|mp3 |wav|asf)/u.test(line),
  );
  return first?.atSeconds ?? null;
}

/** FFmpeg complains of one piece of damage several times, while it finds back into the sound. */
const togetherSeconds = 0.5;

function gapOf(faults: DecoderEnd['faults'], atSeconds: number | null, missingSeconds: number | null): Gap | null {
  if (atSeconds === null || missingSeconds === null || missingSeconds === 0) return null;
  const isOne = faults.every((fault) => fault.atSeconds <= atSeconds + togetherSeconds);
  return isOne ? { atSeconds, seconds: missingSeconds } : null;
}

/** One sentence for people. @param name of the file */
export function damageSentence(name: string, { missingSeconds, atSeconds, isCutOff }: Damage): string {
  const amount = missingSeconds === null || missingSeconds < 0.005 ? null : `about ${missingSeconds.toFixed(2)} s`;
  const place = atSeconds === null ? '' : ` at ${formatPlace(atSeconds)}`;
  if (isCutOff) return `“${name}” is cut off${place}: ${amount ?? 'an unknown part'} is missing there.`;
  if (amount !== null)
    return `“${name}” is damaged: ${amount} of it cannot be read${place === '' ? '' : `, first${place}`}.`;
  return `“${name}” is damaged: not all of it can be read${place === '' ? '' : `, first${place}`}.`;
}

/** "2.69 s", "12:03.5" */
function formatPlace(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(2)} s`;
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return `${minutes}:${rest.toFixed(1).padStart(4, '0')}`;
}
