import { ArpaReader, type ArpaEntry, ArpaError } from './arpaReader';
import { NgramModel } from './ngramModel';
import { sortedTables, type UnsortedOrder } from './sortedTables';
import { sentenceEnd, sentenceStart, specialWords, Vocabulary } from './vocabulary';

/**
 * Reads ARPA text as KenLM and SRILM write it. N-grams with words that cannot be spelt are left out: nobody can hear them, and what
 * is left keeps its probabilities. Where the words are all in capitals, small letters stand for them.
 *
 * @param isSpelt whether a word can be heard; default: all are kept as they are
 * @throws ArpaError where it does not follow the format
 */
export function readArpa(lines: Iterable<string>, isSpelt: (word: string) => boolean = () => true): NgramModel {
  const reader = new ArpaReader(isSpelt);
  for (const line of lines) reader.push(line);
  const orders = reader.finish();
  const unigrams = new Map(orders[0]?.map((entry) => [entry.words[0] ?? '', entry]));
  const special: readonly string[] = specialWords;
  for (const word of [special[sentenceStart], special[sentenceEnd]])
    if (!unigrams.has(word ?? '')) throw new ArpaError(`the unigrams lack ${word ?? ''}`);
  const vocabulary = new Vocabulary([...unigrams.keys()].filter((word) => !special.includes(word)));
  const first: readonly ArpaEntry[] = vocabulary.words.map(
    (word) => unigrams.get(word) ?? { words: [word], probability: 0, backoff: 1, line: 0 },
  );
  return NgramModel.fromOrders(vocabulary, sortedTables(unsortedOrders([first, ...orders.slice(1)], vocabulary)));
}

function unsortedOrders(orders: readonly (readonly ArpaEntry[])[], vocabulary: Vocabulary): UnsortedOrder[] {
  const numbers = new Map(vocabulary.words.map((word, number) => [word, number]));
  let lower: ReadonlyMap<string, number> | null = null;
  return orders.map((entries, index) => {
    const order = unsortedOrder(entries, numbers, lower, index === orders.length - 1);
    lower = new Map(entries.map(({ words }, place) => [words.join(' '), place]));
    return order;
  });
}

function unsortedOrder(
  entries: readonly ArpaEntry[],
  numbers: ReadonlyMap<string, number>,
  lower: ReadonlyMap<string, number> | null,
  isHighest: boolean,
): UnsortedOrder {
  const prefixOf = ({ words, line }: ArpaEntry): number => {
    const prefix = lower === null ? 0 : lower.get(words.slice(0, -1).join(' '));
    if (prefix === undefined) throw new ArpaError(`line ${line} extends an n-gram that is not there`);
    return prefix;
  };
  const wordOf = ({ words, line }: ArpaEntry): number => {
    const number = numbers.get(words.at(-1) ?? '');
    if (number === undefined) throw new ArpaError(`line ${line} ends in a word that is no unigram`);
    return number;
  };
  return {
    counted: {
      length: entries.length,
      prefixes: Int32Array.from(entries, prefixOf),
      words: Int32Array.from(entries, wordOf),
    },
    kept: new Uint8Array(entries.length).fill(1),
    probabilities: Float64Array.from(entries, ({ probability }) => probability),
    backoffs: isHighest ? new Float64Array(0) : Float64Array.from(entries, ({ backoff }) => backoff),
  };
}
