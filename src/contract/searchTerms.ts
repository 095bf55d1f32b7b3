/** One word of a query, folded as the index folds words: lower case, no accents. */
export interface SearchTerm {
  readonly text: string;
  /** Written with "#": meant as the beginning of a tag. */
  readonly isTag: boolean;
}

/** The words of a query; each matches words that begin with it. Without zod, because the window bundles this file. */
export function searchTerms(query: string): SearchTerm[] {
  return query
    .split(/\s+/u)
    .flatMap((part) => foldedWords(part).map((text) => ({ text, isTag: part.startsWith('#') })))
    .slice(0, mostTerms);
}

/** Whether a word of a text is one that the query looks for. */
export function isHit(word: string, terms: readonly SearchTerm[]): boolean {
  const folded = foldedWords(word);
  return terms.some((term) => !term.isTag && folded.some((part) => part.startsWith(term.text)));
}

const mostTerms = 20;

const foldedWords = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
