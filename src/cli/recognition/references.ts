import { english } from '../../core/alphabet';
import { annotationsOf } from '../../core/corpus/annotations';
import { normalizeText, unspelt } from '../../core/corpus/normalizeText';
import type { CorpusEntry } from '../../platform/corpus/corpus';
import { complain } from '../terminal/terminal';

/** Recordings that judge a recognizer, with their texts as it would spell them. */
export interface References {
  readonly entries: readonly CorpusEntry[];
  /** How many cannot judge: nobody knows how their texts were spoken ("1984"). Each was told. */
  readonly leftOut: number;
}

/** @param count so many of the list, spread over it */
export function chooseReferences(corpus: readonly CorpusEntry[], count = corpus.length): References {
  const listed = spread(corpus, count);
  const chosen = unannotated(listed).map((entry) => ({ ...entry, text: normalizeText(entry.text) }));
  const entries = chosen.filter(({ path, text }) => {
    const symbols = unspelt(text, english).join('');
    if (symbols !== '') complain(`left out ${path}: its text holds “${symbols}”, write it as it is spoken`);
    return symbols === '';
  });
  return { entries, leftOut: listed.length - entries.length };
}

/** Those whose texts mark nothing but words; the others are told. */
export const unannotated = (entries: readonly CorpusEntry[]): CorpusEntry[] =>
  entries.filter(({ path, text }) => {
    const annotations = annotationsOf(text).join(' ');
    if (annotations !== '') complain(`left out ${path}: its text holds ${annotations}, write only what is said`);
    return annotations === '';
  });

/** `count` entries, evenly spread over the list, which is sorted by source. */
export function spread<Entry>(entries: readonly Entry[], count: number): Entry[] {
  if (count >= entries.length) return [...entries];
  return entries.filter(
    (_, index) => Math.floor(((index + 1) * count) / entries.length) > Math.floor((index * count) / entries.length),
  );
}
