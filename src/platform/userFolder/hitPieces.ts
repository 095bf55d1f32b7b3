import { firstHit, hitWords, type SearchTerm } from '../../contract/searchTerms';

interface Piece {
  readonly text: string;
  readonly isHit: boolean;
}

/** Words before and after the first hit in a piece of text. */
const [wordsBefore, wordsAfter] = [4, 14];
/** A text is looked through this far: what is shown of it is one line. */
const mostCharacters = 50_000;

/** All of a short text, its hits marked. */
export const hitPieces = (text: string, terms: readonly SearchTerm[]): Piece[] =>
  joined(marked(text.split(/(?<=\s)/u), terms));

/** The words around the first hit of a text; its beginning where there is none. */
export function hitSnippet(text: string, terms: readonly SearchTerm[]): Piece[] {
  const words = text.slice(0, mostCharacters).split(/(?<=\s)/u);
  const found = Math.max(0, firstHit(words, terms));
  const from = Math.max(0, found - wordsBefore);
  const shown = marked(words.slice(from, found + wordsAfter), terms);
  return joined(from === 0 ? shown : [{ text: '…', isHit: false }, ...shown]);
}

function marked(words: readonly string[], terms: readonly SearchTerm[]): Piece[] {
  const isHit = hitWords(words, terms);
  return words.map((text, index) => ({ text, isHit: isHit[index] === true }));
}

/** White space behind a hit is not marked; pieces of one kind are one piece. */
function joined(words: readonly Piece[]): Piece[] {
  const pieces: { text: string; isHit: boolean }[] = [];
  const add = (piece: Piece): void => {
    const last = pieces.at(-1);
    if (last?.isHit === piece.isHit) last.text += piece.text;
    else if (piece.text !== '') pieces.push({ ...piece });
  };
  for (const { text, isHit: wasHit } of words) {
    add({ text: text.trimEnd(), isHit: wasHit });
    add({ text: text.slice(text.trimEnd().length), isHit: false });
  }
  return pieces;
}
