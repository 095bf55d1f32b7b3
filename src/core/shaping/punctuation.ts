/** A mark of which no two stand side by side. */
export const isMark = (text: string): boolean => /^[,;:.!?…]$/u.test(text);

/** Whether the text ends with a full stop that belongs to its last word, and may be that of the sentence as well. */
export const endsAbbreviated = (text: string): boolean => /(?:^|\s)[ap]\.m\.$/u.test(text);

const lastMark = /[.!?…][”’"')\]]*$/u;

/** Whether the word, or text, ends its sentence. */
export const endsSentence = (text: string): boolean => lastMark.test(text) && !endsAbbreviated(text);

/** No space stands before it. */
export const joinsLeft = (text: string): boolean => /^(?:[,;:.!?…%)\]}”’/@]|-(?!\d)|_\w)/u.test(text);

/** No space stands after it. */
export const joinsRight = (text: string): boolean => /[([{“‘/@-]$/u.test(text);

/**
 * Whether the next word is the first of a sentence, a line, or a quotation after a comma or colon.
 *
 * @param text what stands before it; a line break at its very beginning
 */
export const opensSentence = (text: string): boolean =>
  !endsAbbreviated(text.trimEnd()) && /(?:\n|[.!?…][”’"')\]]*)\s*[“‘"'([]*$|[,:] [“‘]$/u.test(text);

/** Whether a full stop may follow: the text ends with a word, not with a mark, nor with what joins it to the next word. */
export const maySentenceEnd = (text: string): boolean => /[\p{L}\p{N}%’'”"')\]}]$/u.test(text) && !lastMark.test(text);

/** Said marks and what else stands between two words take the place of a mark that was heard. */
export const replacesMark = (text: string): boolean => /^[,;:.!?…%–/@-]/u.test(text);
