import type { Alphabet } from '../alphabet';
import { normalizeText, unspelt } from './normalizeText';

/**
 * The sentences of a document as they would be spoken, in the symbols of an alphabet. Sentences end at a full stop that is not a
 * title's, a question mark or exclamation mark, at an empty line, at the marks that lists and headings begin with and at those of
 * language models (<s>, </s>, <unk>); what cannot be spelt, such as figures, cuts a sentence in two.
 */
export function sentencesOf(text: string, alphabet: Alphabet): string[] {
  const written = text.split(
    // Looking back from spaces alone: from everywhere it takes as long as the square of a run of quotation marks.
    /(?=\s)(?<=(?<!\b(?:mr|mrs|dr))[.!?…]["'”’)\]]*)\s+|\n\s*\n|\n(?=\s*(?:[-*#>|]|\d+[.)]))|<\/?s>|<unk>/iu,
  );
  return written.flatMap((sentence) => spelt(normalizeText(sentence), alphabet));
}

/** Runs of words that the alphabet can spell: mostly all of them. */
function spelt(sentence: string, alphabet: Alphabet): string[] {
  if (sentence === '') return [];
  if (unspelt(sentence, alphabet).length === 0) return [sentence];
  const runs: string[][] = [[]];
  for (const word of sentence.split(' ')) {
    if (unspelt(word, alphabet).length === 0) runs.at(-1)?.push(word);
    else runs.push([]);
  }
  return runs.map((run) => run.join(' ')).filter((run) => run !== '');
}
