/** So many words in a row tell that a sentence was taken from the same place. */
const runWords = 7;

/** Shorter ones are said by everybody. */
const shortestSentenceWords = 3;

/** Tells sentences that judge, and others that hold much of one, so that a language model does not learn what it is judged by. */
export class HeldOutTexts {
  readonly #sentences = new Set<string>();
  readonly #runs = new Set<string>();

  /** @param texts what is said in the recordings that judge, as `normalizeText` spells it */
  constructor(texts: Iterable<string>) {
    for (const text of texts) {
      if (text.split(' ').length >= shortestSentenceWords) this.#sentences.add(text);
      for (const run of runsOf(text)) this.#runs.add(run);
    }
  }

  holds(sentence: string): boolean {
    if (this.#sentences.has(sentence)) return true;
    if (this.#runs.size > 0) for (const run of runsOf(sentence)) if (this.#runs.has(run)) return true;
    return false;
  }
}

function* runsOf(text: string): Generator<string> {
  const words = text.split(' ');
  for (let end = runWords; end <= words.length; end++) yield words.slice(end - runWords, end).join(' ');
}
