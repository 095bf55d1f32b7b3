import type { Utterance } from '../../contract/transcript';
import { normalizeText } from '../corpus/normalizeText';
import type { FoundWord } from './alignWords';

/** A stretch of a take around words that the user corrected. Times are from the start of the take. */
export interface Clip {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly text: string;
}

/** Words on each side of a corrected one that come along: the network learns a word with its neighbours. */
const neighbours = 3;
/**
 * What is left before the first word and after the last, where the gap is so long. More after it: the network tells a letter when it
 * begins, and a last sound dies away (tests/bench/correctionBoundaries.ts).
 */
const marginSeconds = { before: 0.15, after: 0.3 };
/** What a user wrote is certain; nothing that is heard ever is. */
const writtenConfidence = 1;

/** The text of an utterance as the alphabet spells it, and which of its words the user wrote. */
export function correctedText({ words }: Utterance): { readonly text: string; readonly isWritten: readonly boolean[] } {
  const spelt = words.flatMap(({ text, confidence }) =>
    normalizeText(text)
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => ({ word, isWritten: confidence === writtenConfidence })),
  );
  return { text: spelt.map(({ word }) => word).join(' '), isWritten: spelt.map(({ isWritten }) => isWritten) };
}

interface Alignment {
  readonly words: readonly FoundWord[];
  readonly timestepSeconds: number;
  /** Where in the take the aligned stretch begins, and how long it is. */
  readonly startSeconds: number;
  readonly seconds: number;
}

/**
 * Cuts an aligned utterance into clips around the words that the user wrote. Clips that would touch become one. A clip begins and
 * ends in the middle of the gap to the next word, so that no word is cut.
 *
 * @param isWritten for each word of the alignment
 */
export function clipsOf(
  isWritten: readonly boolean[],
  { words, timestepSeconds, startSeconds, seconds }: Alignment,
): Clip[] {
  const runs: { from: number; to: number }[] = [];
  isWritten.forEach((written, index) => {
    if (!written) return;
    const from = Math.max(0, index - neighbours);
    const last = runs.at(-1);
    const to = Math.min(words.length - 1, index + neighbours);
    if (last !== undefined && from <= last.to + 1) last.to = to;
    else runs.push({ from, to });
  });
  const startOf = (index: number): number => (words[index]?.firstTimestep ?? Infinity) * timestepSeconds;
  const endOf = (index: number): number => ((words[index]?.lastTimestep ?? -Infinity) + 1) * timestepSeconds;
  return runs.map(({ from, to }) => {
    const gapBefore = from === 0 ? startOf(0) : (startOf(from) - endOf(from - 1)) / 2;
    const gapAfter = to === words.length - 1 ? seconds - endOf(to) : (startOf(to + 1) - endOf(to)) / 2;
    return {
      startSeconds: startSeconds + startOf(from) - Math.min(marginSeconds.before, Math.max(0, gapBefore)),
      endSeconds: startSeconds + endOf(to) + Math.min(marginSeconds.after, Math.max(0, gapAfter)),
      text: words
        .slice(from, to + 1)
        .map(({ text }) => text)
        .join(' '),
    };
  });
}
