import { Lexicon, lexiconRoot, noWord, outside } from './lexicon';
import { unknownWord } from './vocabulary';

/** A prefix of words that a lexicon is to learn. */
interface Branch {
  readonly children: Map<number, Branch>;
  endsWord: boolean;
}

/**
 * A lexicon with more words, which the language model takes for unknown ones: they are found without the price of spelling, and no
 * more likely than a word that it has never read.
 *
 * @param words the labels of each
 */
export function lexiconWith(lexicon: Lexicon, words: readonly Int32Array[], unigramLogProbs: Float32Array): Lexicon {
  const capacity = words.reduce((sum, labels) => sum + labels.length, lexicon.size);
  const merged = new Uint32Array(capacity);
  const ends = new Int32Array(capacity).fill(noWord);
  /** The node of the old lexicon that each node stands for. */
  const known = new Int32Array(capacity).fill(lexiconRoot, 0, 1);
  const branches = new Map([[lexiconRoot, branchOf(words)]]);
  let count = 1;
  for (let node = 0; node < count; node++) {
    const old = known[node] ?? outside;
    const branch = branches.get(node) ?? noBranch;
    const labels = (lexicon.nodes.labels[old] ?? 0) | bitsOf(branch);
    const word = lexicon.word(old);
    merged[node] = labels;
    ends[node] = word === noWord && branch.endsWord ? unknownWord : word;
    for (let rest = labels; rest !== 0; rest &= rest - 1) {
      const label = 31 - Math.clz32(rest & -rest);
      const more = branch.children.get(label);
      if (more !== undefined) branches.set(count, more);
      known[count++] = lexicon.child(old, label);
    }
  }
  const nodes = { symbols: lexicon.nodes.symbols, labels: merged.slice(0, count), words: ends.slice(0, count) };
  return new Lexicon(nodes, unigramLogProbs);
}

function branchOf(words: readonly Int32Array[]): Branch {
  const root: Branch = { children: new Map(), endsWord: false };
  for (const labels of words) {
    let branch = root;
    for (const label of labels) {
      const child = branch.children.get(label) ?? { children: new Map<number, Branch>(), endsWord: false };
      branch.children.set(label, child);
      branch = child;
    }
    branch.endsWord = true;
  }
  return root;
}

const noBranch: Branch = { children: new Map(), endsWord: false };

const bitsOf = ({ children }: Branch): number => [...children.keys()].reduce((bits, label) => bits | (1 << label), 0);
