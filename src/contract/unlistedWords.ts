// Without zod, because the window bundles this file.

interface TextPart {
  readonly text: string;
  readonly isUnlisted: boolean;
}

const word = /([\p{L}']+)/u;

/** A text in parts, each word of it that the lexicon lacks one of its own: shown as doubted, for it may be no word at all. */
export function unlistedParts(text: string, unlisted: readonly string[] = []): TextPart[] {
  if (unlisted.length === 0) return text === '' ? [] : [{ text, isUnlisted: false }];
  const parts: TextPart[] = [];
  for (const piece of text.split(word)) {
    const isUnlisted = unlisted.includes(piece.toLowerCase());
    const last = parts.at(-1);
    if (isUnlisted || last === undefined || last.isUnlisted) parts.push({ text: piece, isUnlisted });
    else parts[parts.length - 1] = { text: last.text + piece, isUnlisted };
  }
  return parts.filter((part) => part.text !== '');
}
