import type { Shaping } from '../../contract/shaping';

/** Shorter phrases, and single words, are too near to words that were meant: "a sign" must not become "at sign". */
const leastCharacters = 10;

/** The phrases of commands that the search prefers, as it prefers a vocabulary; none where commands are off. */
export const liftedPhrases = (shaping: Shaping | null): string[] =>
  shaping?.obeysCommands === true
    ? shaping.commands
        .map(({ spoken }) => spoken)
        .filter((spoken) => spoken.includes(' ') && spoken.length >= leastCharacters)
    : [];
