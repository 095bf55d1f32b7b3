import { mostLineLetters, mostTagLetters } from '../contract/textLimits';

const countFormat = new Intl.NumberFormat('en-GB');

/** Why a line that was corrected cannot be kept as it is, or null. Nothing is cut off it: who does that throws away what was pasted last. */
export function whyLineTooLong(text: string): string | null {
  const { length } = text.trim();
  if (length <= mostLineLetters) return null;
  const [most, own] = [mostLineLetters, length].map((count) => countFormat.format(count));
  return `A line has ${most ?? ''} letters at most, and this one has ${own ?? ''}. Move the end of it to another line, or shorten it, and it can be kept.`;
}

export interface TypedTags {
  readonly tags: readonly string[];
  /** What stays in the field: tags that are too long. */
  readonly left: string;
  /** Why it stays, or null. */
  readonly refusal: string | null;
}

/** Reads tags between commas, with or without a “#” before them. */
export function readTags(typed: string): TypedTags {
  const names = typed
    .split(',')
    .map((name) => name.trim().replace(/^#/u, ''))
    .filter((name) => name !== '');
  const long = names.filter((name) => name.length > mostTagLetters);
  const [first] = long;
  return {
    tags: names.filter((name) => name.length <= mostTagLetters),
    left: long.join(', '),
    refusal:
      first === undefined
        ? null
        : `A tag has ${mostTagLetters} letters at most; “${first.slice(0, 16)}…” has ${first.length}.`,
  };
}
