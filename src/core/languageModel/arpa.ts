import { impossibleLog10 } from './arpaReader';
import type { NgramModel } from './ngramModel';

/** ARPA writes logarithms to base 10. */
const naturalOfTen = Math.LN10;

/** Writes a model as ARPA text, a line at a time. */
export function* writeArpa(model: NgramModel): Generator<string> {
  const { orders } = model;
  yield '\\data\\';
  for (const [index, { words }] of orders.entries()) yield `ngram ${index + 1}=${words.length}`;
  let texts: readonly string[] = [];
  for (const [index, { words, logProbs, backoffs }] of orders.entries()) {
    yield '';
    yield `\\${index + 1}-grams:`;
    const owners =
      index === 0 ? null : ownersOf(orders[index - 1]?.firstExtensions ?? new Uint32Array(0), words.length);
    const lower = texts;
    const textOf = (i: number): string =>
      `${owners === null ? '' : `${lower[owners[i] ?? 0] ?? ''} `}${model.vocabulary.words[words[i] ?? 0] ?? ''}`;
    texts = Array.from({ length: words.length }, (_, i) => textOf(i));
    for (const [i, text] of texts.entries()) {
      const backoff = backoffs.length === 0 ? '' : `\t${inLog10(backoffs[i] ?? 0)}`;
      yield `${inLog10(logProbs[i] ?? -Infinity)}\t${text}${backoff}`;
    }
  }
  yield '';
  yield '\\end\\';
}

const inLog10 = (natural: number): string =>
  natural === -Infinity ? String(impossibleLog10) : String(Number((natural / naturalOfTen).toPrecision(8)));

/** Which n-gram of the order below each n-gram extends. */
function ownersOf(firstExtensions: Uint32Array, length: number): Uint32Array {
  const owners = new Uint32Array(length);
  for (let owner = 0; owner + 1 < firstExtensions.length; owner++)
    owners.fill(owner, firstExtensions[owner] ?? 0, firstExtensions[owner + 1] ?? 0);
  return owners;
}
