import type { WordMark } from '../../contract/transcript';
import { marks, type MarksModel, wordsSeen } from './config';
import { MarksNetwork } from './marksNetwork';
import { opensQuestion } from './questionOpening';
import { type TimedWord, WordContext } from './wordContext';
import { WordRows } from './wordRows';

/** Hears marks in words and their times. What it says follows from what it is asked alone, so one serves all sessions. */
export class Marker {
  readonly #network: MarksNetwork;
  readonly #rows: WordRows;
  readonly #names: ReadonlySet<string>;

  /**
   * @param model its weights are kept, not copied
   * @param names words of the user's own that have a capital wherever they stand
   */
  constructor(model: MarksModel, names: readonly string[] = []) {
    this.#network = new MarksNetwork(model);
    this.#rows = new WordRows({ ...model, names: [...model.names, ...names] });
    this.#names = new Set(names);
  }

  /** How many words before one have a say in its mark. */
  get wordsBefore(): number {
    return wordsSeen(this.#network.sizes) - 1;
  }

  /** How many words behind one have a say in it. */
  get wordsAfter(): number {
    return this.#network.sizes.after;
  }

  /**
   * @param words with those before and behind, as far as they are known
   * @param silenceSeconds from the last word to where there may be another
   * @returns the mark of the word at a place, in a sentence that begins at another; missing where nobody knows at which
   */
  over(words: readonly TimedWord[], silenceSeconds: number): (at: number, sentenceAt?: number) => WordMark {
    const logitsAt = this.logitsOver(words, silenceSeconds);
    return (at, sentenceAt) => {
      const sentence = sentenceAt === undefined ? [] : words.slice(sentenceAt, at + 1).map(({ text }) => text);
      const isName = this.#names.has(words[at]!.text.replace(/'s$/u, ''));
      return { ...chosen(logitsAt(at), opensQuestion(sentence)), ...(isName && { isCapital: true }) };
    };
  }

  /** What `over` chooses by: logits of the marks and of the capital. */
  logitsOver(words: readonly TimedWord[], silenceSeconds: number): (at: number) => Float32Array {
    const context = new WordContext(words, { network: this.#network, rows: this.#rows, silenceSeconds });
    return (at) => context.logitsAt(at);
  }
}

/**
 * Added to the logit of the question mark: of how a long sentence began the network has only what its memory kept. Chosen on texts
 * (docs/experiments.md, “Question marks”).
 */
const questionLogits = { opened: 6, others: -1 } as const;
const [stop, question] = [marks.indexOf('.'), marks.indexOf('?')];

/** Where a sentence ends the network says alone; how it began has a say in whether it was a question. */
function chosen(logits: Float32Array, isOpened: boolean): WordMark {
  let best = 0;
  for (let index = 1; index < marks.length; index += 1) if (logits[index]! > logits[best]!) best = index;
  if (best === stop || best === question) {
    const added = isOpened ? questionLogits.opened : questionLogits.others;
    best = logits[question]! + added > logits[stop]! ? question : stop;
  }
  return { mark: marks[best]!, ...(logits[marks.length]! > 0 && { isCapital: true }) };
}
