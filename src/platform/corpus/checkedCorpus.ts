import { english } from '../../core/alphabet';
import { sampleRateHz } from '../../core/audio/pcm';
import { normalizeText, unspelt } from '../../core/corpus/normalizeText';
import { fewestTimesteps } from '../../core/training/ctcLoss';
import { readAudio } from '../audio/audioFile';
import type { CorpusEntry } from './corpus';
import type { ListedRecording } from './corpusLayouts';

/** Why a recording cannot be learnt from. */
export const refusalReasons = [
  'listed twice',
  'no text',
  'letters outside the alphabet',
  'unreadable',
  'too short',
  'too long',
  'text too long for its audio',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

export interface RefusedRecording {
  readonly path: string;
  readonly reason: RefusalReason;
  /** More of it, for the one recording. */
  readonly detail: string;
}

export interface CheckedCorpus {
  readonly entries: readonly CorpusEntry[];
  readonly refused: readonly RefusedRecording[];
}

const shortestSeconds = 0.3;
/** No utterance is longer while dictating (endpoint rules), and one this long is a batch of its own. */
const longestSeconds = 20;
/** The longest timestep of a model: a text that needs more of them than there are can never be its output. */
const timestepSeconds = 0.03;

/**
 * Spells the texts with the alphabet, opens every recording, and tells which can be learnt from and why the others cannot. Of a
 * recording that is listed more than once the first text counts.
 */
export async function checkRecordings(
  listed: readonly ListedRecording[],
  onProgress: (done: number) => void,
): Promise<CheckedCorpus> {
  const entries: CorpusEntry[] = [];
  const refused: RefusedRecording[] = [];
  const seen = new Set<string>();
  for (const [index, recording] of listed.entries()) {
    const { path } = recording;
    const checked = seen.has(path) ? { path, reason: 'listed twice' as const, detail: '' } : await check(recording);
    seen.add(path);
    if ('reason' in checked) refused.push(checked);
    else entries.push(checked);
    onProgress(index + 1);
  }
  return { entries, refused };
}

async function check({
  path,
  speaker,
  source,
  text: written,
}: ListedRecording): Promise<CorpusEntry | RefusedRecording> {
  const refuse = (reason: RefusalReason, detail: string): RefusedRecording => ({ path, reason, detail });
  const text = normalizeText(written);
  if (text === '') return refuse('no text', written.trim());
  const symbols = unspelt(text, english);
  if (symbols.length > 0) return refuse('letters outside the alphabet', symbols.join(''));
  const audio = await readAudio(path);
  if (!audio.ok) return refuse('unreadable', audio.error.message);
  const seconds = audio.value.length / sampleRateHz;
  if (seconds < shortestSeconds) return refuse('too short', `${seconds.toFixed(2)} s`);
  if (seconds > longestSeconds) return refuse('too long', `${seconds.toFixed(2)} s`);
  const needed = fewestTimesteps(english.encode(text) ?? new Int32Array(0));
  if (needed * timestepSeconds > seconds) {
    return refuse('text too long for its audio', `${text.length} letters in ${seconds.toFixed(2)} s`);
  }
  return { path, seconds, speaker, source, text };
}
