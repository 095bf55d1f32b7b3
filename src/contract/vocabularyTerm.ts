/** A word or phrase of the user's: how it is written, and how it is said where that is not as it is spelt. */
export interface VocabularyTerm {
  readonly written: string;
  /** Never empty. */
  readonly spoken: readonly string[];
}

/**
 * "Kowalczyk = koval chick" is written as the first and said as the others; "Memphis" is said as it is written. Without zod, because
 * the window bundles this file.
 */
export function readTerm(entry: string): VocabularyTerm {
  const [written = '', ...sounds] = entry.split('=').map((part) => part.trim());
  const spoken = sounds.filter((sound) => sound !== '');
  return { written: written === '' ? entry.trim() : written, spoken: spoken.length > 0 ? spoken : [written] };
}

/** All that is to be listened for. */
export const spokenTerms = (vocabulary: readonly string[]): string[] =>
  vocabulary.flatMap((entry) => readTerm(entry).spoken);
