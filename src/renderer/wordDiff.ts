/** A word of one of two texts. */
export interface ComparedWord {
  readonly text: string;
  /** The other text has something else there. */
  readonly isOther: boolean;
  /** The other text has the same word there, with another mark or another case of letters. */
  readonly isWrittenOtherwise: boolean;
}

/** How many pairs of words are compared at most: of longer texts the middle, in which they differ, is marked whole. */
const mostPairs = 4_000_000;

/** Marks in each of two texts the words that the other does not have, and those that it writes otherwise. */
export function compareWords(first: readonly string[], second: readonly string[]): [ComparedWord[], ComparedWord[]] {
  const [a, b] = [first.map(lettersOf), second.map(lettersOf)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let tail = 0;
  while (tail < a.length - start && tail < b.length - start && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const common = commonPlaces(a.slice(start, a.length - tail), b.slice(start, b.length - tail));
  const isOther = (words: readonly string[], places: ReadonlySet<number>): boolean[] =>
    words.map((_, index) => index >= start && index < words.length - tail && !places.has(index - start));
  const [others, otherOthers] = [isOther(first, common[0]), isOther(second, common[1])];
  return [marked(first, others, same(second, otherOthers)), marked(second, otherOthers, same(first, others))];
}

/** The words that both texts have: as many of the one as of the other, in the same order. */
const same = (words: readonly string[], isOther: readonly boolean[]): string[] =>
  words.filter((_, index) => isOther[index] !== true);

/** @param counterparts those of the words that the other text has, too */
function marked(
  words: readonly string[],
  isOther: readonly boolean[],
  counterparts: readonly string[],
): ComparedWord[] {
  let sameCount = 0;
  return words.map((text, index) =>
    isOther[index] === true
      ? { text, isOther: true, isWrittenOtherwise: false }
      : { text, isOther: false, isWrittenOtherwise: counterparts[sameCount++] !== text },
  );
}

const lettersOf = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}']/gu, '');

/** Where a longest common subsequence lies in each. */
function commonPlaces(a: readonly string[], b: readonly string[]): [Set<number>, Set<number>] {
  const places: [Set<number>, Set<number>] = [new Set(), new Set()];
  if (a.length * b.length > mostPairs) return places;
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const lengthAt = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const longest = a[i] === b[j] ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
      lengths[i * width + j] = longest;
    }
  }
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      places[0].add(i++);
      places[1].add(j++);
    } else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i += 1;
    else j += 1;
  }
  return places;
}
