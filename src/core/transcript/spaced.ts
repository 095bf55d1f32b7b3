import { shownWords } from '../../contract/shownText';
import type { ShapedWord, Utterance } from '../../contract/transcript';
import { joinsLeft, joinsRight } from '../shaping/punctuation';

/**
 * The utterances with a space before each whose first word would run into the text before it. The first word of a take stands without
 * one, and no longer is the first where something is written into an utterance before it that showed nothing.
 */
export function spaced(utterances: readonly Utterance[]): Utterance[] {
  let before = '';
  return utterances.map((utterance) => {
    const isIntoText = before !== '' && runsInto(before, utterance.shaped?.words[0]);
    before = shownWords(utterance).at(-1)?.text ?? before;
    return isIntoText ? begunWith(' ', utterance) : utterance;
  });
}

const runsInto = (before: string, first: ShapedWord | undefined): boolean =>
  first?.before === '' && !joinsRight(before) && !joinsLeft(first.text);

function begunWith(before: ShapedWord['before'], utterance: Utterance): Utterance {
  const { shaped } = utterance;
  const words = shaped?.words.map((word, index) => (index === 0 ? { ...word, before } : word)) ?? [];
  return shaped === undefined ? utterance : { ...utterance, shaped: { ...shaped, words } };
}

/** Whether both say the same, the space before each utterance aside. */
export const saySame = (some: readonly Utterance[], others: readonly Utterance[]): boolean =>
  JSON.stringify(some.map(unspaced)) === JSON.stringify(others.map(unspaced));

const unspaced = (utterance: Utterance): Utterance =>
  utterance.shaped?.words[0]?.before === ' ' ? begunWith('', utterance) : utterance;
