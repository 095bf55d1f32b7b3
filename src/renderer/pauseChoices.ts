import type { Shaping } from '../contract/shaping';

interface Choice {
  readonly value: string;
  readonly label: string;
}

type Pauses = Pick<Shaping, 'sentencePauseSeconds' | 'paragraphPauseSeconds'>;

const sentencePauses = [1, 1.5, 2, 3, 5];
/** The longest is longer than any that ends a sentence. */
const paragraphPauses = [2, 3, 5, 10];

/** What is chosen stays among them, whatever a settings file says. */
export const sentenceChoices = ({ sentencePauseSeconds }: Pauses): Choice[] =>
  inOrder([...sentencePauses, sentencePauseSeconds]);

/** Those that are longer than the pause that ends a sentence. */
export const paragraphChoices = ({ sentencePauseSeconds, paragraphPauseSeconds }: Pauses): Choice[] =>
  inOrder([...paragraphPauses.filter((seconds) => seconds > sentencePauseSeconds), paragraphPauseSeconds]);

/** What choosing the pause that ends a sentence changes: that of a paragraph goes along where it would not be longer any more. */
export function withSentencePause(chosen: Pauses, sentencePauseSeconds: number): Pauses {
  const longer = paragraphPauses.find((seconds) => seconds > sentencePauseSeconds) ?? sentencePauseSeconds;
  const { paragraphPauseSeconds } = chosen;
  return {
    sentencePauseSeconds,
    paragraphPauseSeconds: paragraphPauseSeconds > sentencePauseSeconds ? paragraphPauseSeconds : longer,
  };
}

const inOrder = (values: readonly number[]): Choice[] =>
  [...new Set(values)].sort((a, b) => a - b).map((value) => ({ value: String(value), label: `${value} s` }));
