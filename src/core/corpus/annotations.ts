/**
 * What a transcript marks beside the words that are said, such as [laughter], <noise>, {breath} or ++rustle++: whether words were said
 * there that nobody understood cannot be known from it.
 */
export const annotationsOf = (text: string): string[] =>
  text.match(/<[^<>\s][^<>]*>|\[[^[\]]*\]|\{[^{}]*\}|\+\+\w+\+\+/gu) ?? [];
