import type { AlignedWord } from '../../contract/voice';
import type { FoundWord } from './alignWords';

/**
 * How many nats a letter a whole recording, and a word, may fall short of what the network hears by itself. Chosen on speech with
 * known texts (tests/bench/spokenEqualsShown.ts).
 */
export const largestShortfall = { recording: 2.8, word: 5 };

/** Nats a letter over the whole text: long words count for more. */
export function shortfallOf(words: readonly FoundWord[]): number {
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  return words.reduce((sum, { shortfall, text }) => sum + shortfall * text.length, 0) / Math.max(1, letters);
}

/** Whether what was said is what was shown. */
export const isSpokenAsShown = (words: readonly FoundWord[]): boolean =>
  shortfallOf(words) <= largestShortfall.recording;

/** @param timestepSeconds from one timestep to the next */
export function toAlignedWords(words: readonly FoundWord[], timestepSeconds: number): AlignedWord[] {
  return words.map(({ text, firstTimestep, lastTimestep, shortfall }) => ({
    text,
    startSeconds: firstTimestep * timestepSeconds,
    endSeconds: (lastTimestep + 1) * timestepSeconds,
    isSpoken: shortfall <= largestShortfall.word,
  }));
}
