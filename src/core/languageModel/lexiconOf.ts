import type { Alphabet } from '../alphabet';
import { Lexicon, lexiconRoot, noWord } from './lexicon';
import type { NgramModel } from './ngramModel';
import { specialWords } from './vocabulary';

/** Builds the lexicon of a model's vocabulary. Words with a symbol that the alphabet lacks are left out. */
export function lexiconOf(model: NgramModel, alphabet: Alphabet): Lexicon {
  const { labels, words, count } = new LexiconGrowth(spell(model.vocabulary.words, alphabet));
  const nodes = { symbols: alphabet.symbols, labels: labels.slice(0, count), words: words.slice(0, count) };
  return new Lexicon(nodes, model.unigramLogProbs);
}

class LexiconGrowth {
  readonly labels: Uint32Array;
  readonly words: Int32Array;
  count = 1;

  /** Level by level: a node's words are neighbours in the sorted list, and so are those of each of its children. */
  constructor(spelling: Spelling) {
    const capacity = spelling.labels.length + 1;
    this.labels = new Uint32Array(capacity);
    this.words = new Int32Array(capacity).fill(noWord);
    let level: WordRange[] = [{ node: lexiconRoot, from: 0, to: spelling.order.length }];
    for (let depth = 0; level.length > 0; depth++) {
      const next: WordRange[] = [];
      for (const range of level) this.#growNode(range, depth, spelling, next);
      level = next;
    }
  }

  /** @param depth how many labels the words of the range share  @param children receives the ranges of the next labels */
  #growNode(
    { node, from, to }: WordRange,
    depth: number,
    { order, labels, starts }: Spelling,
    children: WordRange[],
  ): void {
    const labelAt = (place: number): number => labels[(starts[order[place] ?? 0] ?? 0) + depth] ?? 0;
    let place = from;
    // The vocabulary names each word once, so that at most one ends here, and it is sorted first.
    if (place < to && lengthOf(starts, order[place] ?? 0) === depth) this.words[node] = order[place++] ?? noWord;
    while (place < to) {
      const begin = place;
      const label = labelAt(begin);
      while (place < to && labelAt(place) === label) place += 1;
      this.labels[node] = (this.labels[node] ?? 0) | (1 << label);
      children.push({ node: this.count++, from: begin, to: place });
    }
  }
}

/** Some words that are neighbours in the sorted list, and the node of what they share. */
interface WordRange {
  readonly node: number;
  readonly from: number;
  readonly to: number;
}

interface Spelling {
  /** Word numbers, sorted by their labels. */
  readonly order: Int32Array;
  /** The labels of all words, one after another. */
  readonly labels: Uint8Array;
  /** Where the labels of each word start; one more at the end. */
  readonly starts: Int32Array;
}

const lengthOf = (starts: Int32Array, word: number): number => (starts[word + 1] ?? 0) - (starts[word] ?? 0);

/** Words with a symbol that the alphabet lacks get no labels and no place in the order. */
function spell(words: readonly string[], alphabet: Alphabet): Spelling {
  const labelOfCode = new Int16Array(128).fill(-1);
  for (const symbol of alphabet.symbols)
    if (symbol !== ' ') labelOfCode[symbol.charCodeAt(0)] = alphabet.labelOf(symbol) ?? -1;
  const labels = new Uint8Array(words.reduce((sum, word) => sum + word.length, 0));
  const starts = new Int32Array(words.length + 1);
  const spelled: number[] = [];
  let length = 0;
  for (const [number, word] of words.entries()) {
    starts[number] = length;
    if (number < specialWords.length) continue;
    const start = length;
    for (let i = 0; i < word.length; i++) {
      const label = labelOfCode[word.charCodeAt(i)] ?? -1;
      if (label === -1) {
        length = start;
        break;
      }
      labels[length++] = label;
    }
    if (length > start) spelled.push(number);
  }
  starts[words.length] = length;
  return { order: sortByLabels(Int32Array.from(spelled), labels, starts), labels, starts };
}

function sortByLabels(order: Int32Array, labels: Uint8Array, starts: Int32Array): Int32Array {
  return order.sort((a, b) => {
    const common = Math.min(lengthOf(starts, a), lengthOf(starts, b));
    const startA = starts[a] ?? 0;
    const startB = starts[b] ?? 0;
    for (let i = 0; i < common; i++) {
      const difference = (labels[startA + i] ?? 0) - (labels[startB + i] ?? 0);
      if (difference !== 0) return difference;
    }
    return lengthOf(starts, a) - lengthOf(starts, b);
  });
}
