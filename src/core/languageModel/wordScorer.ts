import type { Alphabet } from '../alphabet';
import type { Scorer } from '../decode/scorer';
import { grown } from './grown';
import { type Lexicon, lexiconRoot, noWord, outside } from './lexicon';
import { emptyContext, type NgramModel } from './ngramModel';
import { sentenceEnd, unknownWord } from './vocabulary';

/** Natural-log scores. */
export interface WordScorerOptions {
  /** Weight of ln P(word | words before it). */
  readonly alpha: number;
  /** Bonus for each word, against the language model's liking for few words. */
  readonly beta: number;
  /**
   * Stands for ln P of a word that the lexicon lacks. What the language model says of unknown words tells how large its text was, and
   * after mixing in a small one would make all nonsense cheap.
   */
  readonly unknownLogProb: number;
  /** Price of each character of such a word. */
  readonly characterPrice: number;
  /** Weight of the end of the sentence, relative to alpha: an utterance is often a part of a sentence. */
  readonly endWeight: number;
}

/** The best of a grid on a quarter of the held-out list, with the model of 8,994 steps: docs/experiments.md. */
export const defaultWordScorerOptions: WordScorerOptions = {
  alpha: 1,
  beta: 0,
  unknownLogProb: -20,
  characterPrice: -1,
  endWeight: 1,
};

/**
 * alpha · ln P(words) + beta · words (Hannun et al. 2014, "Deep Speech", §2.2), given out as early as possible: inside a word a
 * prefix has the score of the most common word that it can still become; at its end that is replaced by the word's own score after
 * the words before it. A word outside the lexicon can be spelt, at a price.
 */
export class WordScorer implements Scorer {
  readonly #model: NgramModel;
  readonly #lexicon: Lexicon;
  readonly #options: WordScorerOptions;
  readonly #space: number;

  // What is remembered of each prefix: the language model's context after its last whole word, …
  #context = new Int32Array(0);
  /** … the lexicon's node of the word that it is in, … */
  #node = new Int32Array(0);
  /** … how many characters of that word there are, … */
  #length = new Int32Array(0);
  /** … and the score that was given out for them, which the word's end takes back. */
  #given = new Float64Array(0);

  /** @param lexicon that of the model, or one with more words; it is built once and shared */
  constructor(
    model: NgramModel,
    lexicon: Lexicon,
    alphabet: Alphabet,
    options: WordScorerOptions = defaultWordScorerOptions,
  ) {
    this.#model = model;
    this.#lexicon = lexicon;
    this.#options = options;
    this.#space = alphabet.labelOf(' ') ?? alphabet.blank;
  }

  reserve(count: number): void {
    this.#context = grown(this.#context, new Int32Array(count));
    this.#node = grown(this.#node, new Int32Array(count));
    this.#length = grown(this.#length, new Int32Array(count));
    this.#given = grown(this.#given, new Float64Array(count));
  }

  start(id: number): void {
    this.#beginWord(id, this.#model.start());
  }

  extend(parent: number, label: number, child: number): number {
    return label === this.#space ? this.#endWord(parent, child) : this.#spell(parent, label, child);
  }

  finish(id: number): number {
    const context = this.#context[id] ?? emptyContext;
    const inWord = (this.#length[id] ?? 0) > 0;
    const wordScore = inWord ? this.#wordScore(id) - (this.#given[id] ?? 0) : 0;
    const after = inWord ? this.#model.advance(context, this.#wordOf(id)) : context;
    return wordScore + this.#options.endWeight * this.#options.alpha * this.#model.logProb(after, sentenceEnd);
  }

  #beginWord(id: number, context: number): void {
    this.#context[id] = context;
    this.#node[id] = lexiconRoot;
    this.#length[id] = 0;
    this.#given[id] = 0;
  }

  #spell(parent: number, label: number, child: number): number {
    const before = this.#node[parent] ?? outside;
    const node = before === outside ? outside : this.#lexicon.child(before, label);
    const length = (this.#length[parent] ?? 0) + 1;
    const given =
      node === outside ? this.#spellingScore(length) : this.#options.alpha * this.#lexicon.bestLogProb(node);
    this.#context[child] = this.#context[parent] ?? emptyContext;
    this.#node[child] = node;
    this.#length[child] = length;
    this.#given[child] = given;
    return given - (this.#given[parent] ?? 0);
  }

  #endWord(parent: number, child: number): number {
    const gain = this.#wordScore(parent) - (this.#given[parent] ?? 0);
    this.#beginWord(child, this.#model.advance(this.#context[parent] ?? emptyContext, this.#wordOf(parent)));
    return gain;
  }

  /** The word that `id` spells, if it ended here. */
  #wordOf(id: number): number {
    const node = this.#node[id] ?? outside;
    const word = node === outside ? noWord : this.#lexicon.word(node);
    return word === noWord ? unknownWord : word;
  }

  /** Whether the lexicon has the word that `id` spells, if it ended here. */
  #isListed(id: number): boolean {
    const node = this.#node[id] ?? outside;
    return node !== outside && this.#lexicon.word(node) !== noWord;
  }

  /** What the word that `id` spells is worth if it ends here. */
  #wordScore(id: number): number {
    const { alpha, beta } = this.#options;
    if (!this.#isListed(id)) return this.#spellingScore(this.#length[id] ?? 0) + beta;
    return alpha * this.#model.logProb(this.#context[id] ?? emptyContext, this.#wordOf(id)) + beta;
  }

  #spellingScore(length: number): number {
    const { alpha, unknownLogProb, characterPrice } = this.#options;
    return alpha * unknownLogProb + length * characterPrice;
  }
}
