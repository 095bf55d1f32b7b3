import type { WordMark } from '../../contract/transcript';
import { marks, type MarksModel, wordsSeen } from './config';
import { MarksNetwork } from './marksNetwork';
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
   * @returns the mark of the word at a place
   */
  over(words: readonly TimedWord[], silenceSeconds: number): (at: number) => WordMark {
    const logitsAt = this.logitsOver(words, silenceSeconds);
    return (at) => {
      const isName = this.#names.has(words[at]!.text.replace(/'s$/u, ''));
      return { ...chosen(logitsAt(at)), ...(isName && { isCapital: true }) };
    };
  }

  /** What `over` chooses by: logits of the marks and of the capital. */
  logitsOver(words: readonly TimedWord[], silenceSeconds: number): (at: number) => Float32Array {
    const context = new WordContext(words, { network: this.#network, rows: this.#rows, silenceSeconds });
    return (at) => context.logitsAt(at);
  }
}

function chosen(logits: Float32Array): WordMark {
  let best = 0;
  for (let index = 1; index < marks.length; index += 1) if (logits[index]! > logits[best]!) best = index;
  return { mark: marks[best]!, ...(logits[marks.length]! > 0 && { isCapital: true }) };
}
