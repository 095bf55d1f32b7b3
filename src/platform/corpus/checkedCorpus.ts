import { english } from '../../core/alphabet';
import { sampleRateHz } from '../../core/audio/pcm';
import { annotationsOf } from '../../core/corpus/annotations';
import { normalizeText, unspelt } from '../../core/corpus/normalizeText';
import { fewestTimesteps } from '../../core/training/ctcLoss';
import { readAudio } from '../audio/audioFile';
import { isListable } from '../files/table';
import type { CorpusEntry } from './corpus';
import type { ListedRecording } from './listedRecording';

/** Why a recording cannot be learnt from. */
export const refusalReasons = [
  'listed twice',
  'a name that no list can hold',
  'no text',
  'annotations in the text',
  'figures in the text',
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
  for await (const { checked } of checkOneByOne(listed)) {
    if ('reason' in checked) refused.push(checked);
    else entries.push(checked);
    onProgress(entries.length + refused.length);
  }
  return { entries, refused };
}

/** The same, each when it is asked for. */
export async function* checkOneByOne(
  listed: readonly ListedRecording[],
): AsyncGenerator<{ readonly recording: ListedRecording; readonly checked: CorpusEntry | RefusedRecording }, void> {
  const seen = new Set<string>();
  for (const recording of listed) {
    const { path } = recording;
    const checked = seen.has(path) ? { path, reason: 'listed twice' as const, detail: '' } : await check(recording);
    seen.add(path);
    yield { recording, checked };
  }
}

async function check({
  path,
  speaker,
  source,
  text: written,
  fault,
}: ListedRecording): Promise<CorpusEntry | RefusedRecording> {
  const refuse = (reason: RefusalReason, detail: string): RefusedRecording => ({ path, reason, detail });
  if (fault !== undefined) return refuse('unreadable', fault);
  const unlistable = [path, speaker, source].find((name) => !isListable(name));
  if (unlistable !== undefined) return refuse('a name that no list can hold', JSON.stringify(unlistable));
  const refusal = refusalOfText(written);
  if (refusal !== null) return refuse(...refusal);
  const text = normalizeText(written);
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

/** Why a text cannot be learnt from, and more of it; null where it can. */
function refusalOfText(written: string): readonly [RefusalReason, detail: string] | null {
  const annotations = annotationsOf(written);
  if (annotations.length > 0) return ['annotations in the text', annotations.join(' ')];
  const text = normalizeText(written);
  if (text === '') return ['no text', written.trim()];
  const figures = written.match(/\d[\d.,:]*\d|\d/gu);
  if (figures !== null) return ['figures in the text', `write ${figures.join(', ')} as it is said`];
  const symbols = unspelt(text, english);
  return symbols.length > 0 ? ['letters outside the alphabet', symbols.join('')] : null;
}
