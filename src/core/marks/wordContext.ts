import type { Word } from '../../contract/transcript';
import { joinedWords, type MarksSizes, reservedRows } from './config';
import type { MarksNetwork, MemoryStep } from './marksNetwork';
import { timeNumbers } from './timeNumbers';
import type { WordRows } from './wordRows';

/** A word as it was heard; seconds count from where one likes. */
export type TimedWord = Pick<Word, 'text' | 'startSeconds' | 'endSeconds'>;

/** Without a word for longer, what was said before is another matter. */
const longestGapSeconds = 4;
/** While no word follows, a pause is known only so far. */
const longestOpenPauseSeconds = 1.2;

interface Hearing {
  readonly network: MarksNetwork;
  readonly rows: WordRows;
  /** From the last word to where there may be another. */
  readonly silenceSeconds: number;
}

/** Words with those around them, as the network of marks sees them. */
export class WordContext {
  readonly #words: readonly TimedWord[];
  readonly #hearing: Hearing;
  readonly #sizes: MarksSizes;
  /** Of each word the place of the first of its passage. */
  readonly #firsts: number[] = [];

  constructor(words: readonly TimedWord[], hearing: Hearing) {
    const { network } = hearing;
    this.#words = words;
    this.#hearing = hearing;
    this.#sizes = network.sizes;
    for (const [place, word] of words.entries())
      this.#firsts.push(place === 0 || isApart(words[place - 1]!, word) ? place : this.#firsts[place - 1]!);
  }

  /** Logits of the marks behind the word at a place, and of its capital. */
  logitsAt(at: number): Float32Array {
    const { before, after, remembered } = this.#sizes;
    const first = this.#firsts[at]!;
    const rows = placesUpTo(at + after, before + after).map((place) => this.#rowAt(place, first));
    const steps = placesUpTo(at, remembered).map((place) => this.#stepAt(place, first));
    const { network } = this.#hearing;
    return network.logits(rows, this.#timesAt(at), network.memoryOf(steps));
  }

  /** @param first place of the passage */
  #rowAt(place: number, first: number): number {
    if (place < first) return reservedRows.begin;
    return this.#firsts[place] === first ? this.#hearing.rows.rowOf(this.#words[place]!.text) : reservedRows.beyond;
  }

  #stepAt(place: number, first: number): MemoryStep {
    if (place < first) return this.#hearing.network.beforePassage;
    const rows = placesUpTo(place, joinedWords).map((each) => this.#rowAt(each, first));
    return this.#hearing.network.memoryStep(rows, place === first ? null : this.#pauseBehind(place - 1));
  }

  #timesAt(at: number): Float32Array {
    const { text, startSeconds, endSeconds } = this.#words[at]!;
    const pauseAt = (offset: number): number | null => {
      const place = at + offset;
      if (offset === 0 && place === this.#words.length - 1)
        return Math.min(this.#hearing.silenceSeconds, longestOpenPauseSeconds);
      // Of what lies ahead only pauses between words that are seen count.
      const isSeen = place >= this.#firsts[at]! && (offset <= 0 || place + 1 <= this.#lastSeen(at));
      return isSeen && place + 1 < this.#words.length ? this.#pauseBehind(place) : null;
    };
    return timeNumbers(pauseAt, (endSeconds - startSeconds) / text.length);
  }

  #lastSeen(at: number): number {
    let last = at;
    while (last < at + this.#sizes.after && this.#firsts[last + 1] === this.#firsts[at]) last += 1;
    return last;
  }

  #pauseBehind(place: number): number {
    return this.#words[place + 1]!.startSeconds - this.#words[place]!.endSeconds;
  }
}

const placesUpTo = (last: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => last + 1 - count + index);

const isApart = (word: TimedWord, next: TimedWord): boolean => next.startSeconds - word.endSeconds > longestGapSeconds;
