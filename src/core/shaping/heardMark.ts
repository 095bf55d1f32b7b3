import type { WordMark } from '../../contract/transcript';
import type { Token } from './commandReader';

/** A mark that was heard, not said. */
export type HeardMark = NonNullable<WordMark['mark']>;

/** A pause between two utterances, and what is known of it. */
export interface Pause {
  /** How long nobody spoke. */
  readonly seconds: number;
  /** From how long on it ends a sentence, and from how long on a paragraph. */
  readonly sentenceSeconds: number;
  readonly paragraphSeconds: number;
  /** The mark behind the last word was heard, not said, so that one that is said takes its place. */
  readonly isMarkHeard: boolean;
  /** What is heard in its place now. */
  readonly mark?: HeardMark | undefined;
}

/** Whether the token is text that a mark may follow: words, a number, a term. */
export const isWritten = (token: Token): boolean =>
  token.kind === 'word' || (token.kind === 'write' && /[\p{L}\p{N}%]$/u.test(token.text));

/** How the user writes a word, or asked for it, comes before what is heard. */
export const withCapital = (token: Token): Token =>
  token.kind === 'word' && token.casing === 'as said' ? { ...token, casing: 'capital' } : token;
