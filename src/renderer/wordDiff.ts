/** A word of one of two texts; `isOther` where the other text has something else. */
export interface ComparedWord {
  readonly text: string;
  readonly isOther: boolean;
}

/** How many pairs of words are compared at most: of longer texts the middle, in which they differ, is marked whole. */
const mostPairs = 4_000_000;

/** Marks in each of two texts the words that the other does not have; letter case and marks aside. */
export function compareWords(first: readonly string[], second: readonly string[]): [ComparedWord[], ComparedWord[]] {
  const [a, b] = [first.map(lettersOf), second.map(lettersOf)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let tail = 0;
  while (tail < a.length - start && tail < b.length - start && a.at(-1 - tail) === b.at(-1 - tail)) tail += 1;
  const common = commonPlaces(a.slice(start, a.length - tail), b.slice(start, b.length - tail));
  const mark = (words: readonly string[], places: ReadonlySet<number>): ComparedWord[] =>
    words.map((text, index) => {
      const isMiddle = index >= start && index < words.length - tail;
      return { text, isOther: isMiddle && !places.has(index - start) };
    });
  return [mark(first, common[0]), mark(second, common[1])];
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
