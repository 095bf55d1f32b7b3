import { textOf } from '../../contract/shownText';
import type { Utterance } from '../../contract/transcript';

const mostCharacters = 48;
const mostWords = 7;

/** The first words of a text, as the title of a take that the user has not named; empty where there are none. */
export function titleOf(utterances: readonly Utterance[]): string {
  const words: string[] = [];
  let length = 0;
  for (const word of firstWords(utterances)) {
    length += word.length + 1;
    if (words.length === mostWords || (length > mostCharacters && words.length > 0)) break;
    words.push(word);
    if (/[.!?]$/u.test(word) && words.length > 2) break;
  }
  return words
    .join(' ')
    .slice(0, mostCharacters)
    .replace(/[\s,.;:–—-]+$/u, '');
}

/** Of as many utterances as it takes: a long take is not read to its end for a title. */
function firstWords(utterances: readonly Utterance[]): string[] {
  const spoken = utterances.filter(({ words }) => words.length > 0).slice(0, mostWords);
  return textOf(spoken)
    .split(/\s+/u)
    .filter((word) => word !== '');
}
