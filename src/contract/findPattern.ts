export interface FindOptions {
  readonly matchCase: boolean;
  readonly wholeWords: boolean;
}

/** Finds `text` as it stands, again and again; white space in it stands for any. Without zod, because the window bundles this file. */
export function findPattern(text: string, { matchCase, wholeWords }: FindOptions): RegExp {
  const literal = text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&').replace(/\s+/gu, '\\s+');
  const bounded = wholeWords ? `(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])` : literal;
  return new RegExp(bounded, matchCase ? 'gu' : 'giu');
}
