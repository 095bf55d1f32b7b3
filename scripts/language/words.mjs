/** A word that only a dictionary of pronunciations has counts as often as this, and so does one that is counted less. */
const leastCount = 50_000;

/** What a model that knows no order of words gives to the end of a sentence. */
const endLogTen = -2;
const neverLogTen = -99;

const isWord = (word) => /^[a-z][a-z']*$/u.test(word);
const linesOf = (bytes) => bytes.toString('utf8').replace('\ufeff', '').split(/\r?\n/u);

/** How often each word stands in books of today, from a list with a word and its count a line; by word. */
export function countedWords(bytes) {
  const pairs = linesOf(bytes).map((line) => line.split(' '));
  return new Map(pairs.filter(([word]) => isWord(word)).map(([word, count]) => [word, Number(count)]));
}

/** The words of a dictionary of pronunciations, a word a line, its second way to be said marked. */
export function pronouncedWords(bytes) {
  const words = linesOf(bytes).map((line) => line.split(' ')[0].replace(/\(\d+\)$/u, ''));
  return [...new Set(words.filter(isWord))];
}

/** All of them as a language model in ARPA text: a word is as likely as it is common, whatever stands before it. */
export function* wordsAsArpa(counted, pronounced) {
  const words = new Map(pronounced.map((word) => [word, leastCount]));
  for (const [word, count] of counted) words.set(word, Math.max(count, leastCount));
  const total = [...words.values()].reduce((sum, count) => sum + count, 0);
  const share = (1 - 10 ** endLogTen) / total;
  yield* ['\\data\\', `ngram 1=${words.size + 3}`, '', '\\1-grams:'];
  yield* [`${neverLogTen}\t<unk>`, `${neverLogTen}\t<s>`, `${endLogTen}\t</s>`];
  for (const word of [...words.keys()].sort()) yield `${Math.log10(words.get(word) * share).toFixed(5)}\t${word}`;
  yield* ['', '\\end\\'];
}
