import type { Word, WordMark } from '../../contract/transcript';
import { marks, type MarksModel, reservedRows } from './config';
import { MarksNetwork } from './marksNetwork';
import { timeNumbers } from './timeNumbers';
import { WordRows } from './wordRows';

/** A word as it was heard; seconds count from where one likes. */
export type TimedWord = Pick<Word, 'text' | 'startSeconds' | 'endSeconds'>;

/** Without a word for longer, what was said before is another matter. */
const longestGapSeconds = 4;
/** While no word follows, a pause is known only so far. */
const longestOpenPauseSeconds = 1.2;

/** Hears marks in words and their times. Changes nothing, so one serves all sessions. */
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
    return this.#network.sizes.before - 1;
  }

  /** How many words behind one have a say in its mark. */
  get wordsAfter(): number {
    return this.#network.sizes.after;
  }

  /**
   * @param words with those before and behind, as far as they are known
   * @param at the place of the one in question
   * @param silenceSeconds from the last word to where there may be another
   */
  markOf(words: readonly TimedWord[], at: number, silenceSeconds: number): WordMark {
    const isName = this.#names.has(words[at]!.text.replace(/'s$/u, ''));
    return { ...chosen(this.logitsOf(words, at, silenceSeconds)), ...(isName && { isCapital: true }) };
  }

  /** What `markOf` chooses by: logits of the marks and of the capital. */
  logitsOf(words: readonly TimedWord[], at: number, silenceSeconds: number): Float32Array {
    const { before, after } = this.#network.sizes;
    const rows: number[] = [];
    const [first, last] = [this.#firstSeen(words, at), this.#lastSeen(words, at)];
    for (let place = at + 1 - before; place <= at + after; place += 1) {
      if (place < first) rows.push(reservedRows.begin);
      else rows.push(place > last ? reservedRows.beyond : this.#rows.rowOf(words[place]!.text));
    }
    const word = words[at]!;
    const pauseAt = (offset: number): number | null => {
      const place = at + offset;
      if (place === words.length - 1 && offset === 0) return Math.min(silenceSeconds, longestOpenPauseSeconds);
      const [one, next] = [words[place], words[place + 1]];
      // Of what lies ahead only pauses between words that are seen count.
      if (one === undefined || next === undefined || place < first || (offset > 0 && place >= last)) return null;
      return next.startSeconds - one.endSeconds;
    };
    const times = timeNumbers(pauseAt, (word.endSeconds - word.startSeconds) / word.text.length);
    return this.#network.logits(rows, times);
  }

  #firstSeen(words: readonly TimedWord[], at: number): number {
    let first = at;
    while (first > 0 && first > at + 1 - this.#network.sizes.before && !isApart(words[first - 1]!, words[first]!))
      first -= 1;
    return first;
  }

  #lastSeen(words: readonly TimedWord[], at: number): number {
    let last = at;
    while (last + 1 < words.length && last < at + this.#network.sizes.after && !isApart(words[last]!, words[last + 1]!))
      last += 1;
    return last;
  }
}

const isApart = (word: TimedWord, next: TimedWord): boolean => next.startSeconds - word.endSeconds > longestGapSeconds;

function chosen(logits: Float32Array): WordMark {
  let best = 0;
  for (let index = 1; index < marks.length; index += 1) if (logits[index]! > logits[best]!) best = index;
  return { mark: marks[best]!, ...(logits[marks.length]! > 0 && { isCapital: true }) };
}
