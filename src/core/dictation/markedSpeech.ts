import type { PartialMarks, Utterance, Word, WordMark } from '../../contract/transcript';
import type { Marker } from '../marks/marker';

/** The words of an utterance that is not over, with their times in the take. */
export interface PartialWords {
  readonly committed: readonly Word[];
  readonly unfinished: readonly Word[];
  /** What has been heard so far. */
  readonly heardSeconds: number;
}

/** What follows later says nothing of the mark before it. */
export const longestWaitSeconds = 1;

/**
 * The marks of one utterance after another, each heard with the words before it:
 *
 *     speech.commit(words)       while an utterance goes on; gives the marks of its committed words, and the one before it
 *     speech.finish(utterance)   gives it with its marks, all of its words known
 *     speech.restart()           at the end of each utterance, whether it was told or not
 *
 * A word that is committed before any follows may have another mark behind it once, when one follows within a second; the others keep theirs,
 * and each its capital. The mark behind the last word of an utterance is told with the first committed word of the next, as soon as all the
 * words that have a say in it are known, and once more at its end: that follows from the whole words alone, however the samples were cut.
 * Changes nothing about the words.
 */
export class MarkedSpeech {
  readonly #marker: Marker;
  /** The last words of the utterances before. */
  #past: readonly Word[];
  #committed: WordMark[] = [];
  /** The last committed word was marked when no other was known behind it. */
  #isOpen = false;
  #markBefore: WordMark['mark'];

  /** @param before what was said before, where that was heard by another */
  constructor(marker: Marker, before: readonly Word[] = []) {
    this.#marker = marker;
    this.#past = before.slice(-marker.wordsBefore);
  }

  commit({ committed, unfinished, heardSeconds }: PartialWords): PartialMarks {
    const words = [...this.#past, ...committed, ...unfinished];
    const silence = Math.max(0, heardSeconds - (words.at(-1)?.endSeconds ?? heardSeconds));
    const markAt = this.#marker.over(words, silence);
    const heard = (place: number): WordMark => markAt(this.#past.length + place);
    const open = this.#isOpen && this.#mayChange(words) ? this.#committed.pop() : undefined;
    // The word is shown already, and the mark behind it is not: a capital stays as it was told.
    if (open !== undefined) this.#committed.push(withCapitalOf(open, heard(this.#committed.length)));
    while (this.#committed.length < committed.length) this.#committed.push(heard(this.#committed.length));
    this.#isOpen = committed.length > 0 && unfinished.length === 0;
    return { marks: [...this.#committed], ...this.#settledBefore(words, markAt) };
  }

  /** Once a word is committed, and all that have a say are known. */
  #settledBefore(words: readonly Word[], markAt: (at: number) => WordMark): Pick<PartialMarks, 'markBefore'> {
    const isKnown = words.length >= this.#past.length + this.#marker.wordsAfter;
    if (this.#committed.length > 0 && isKnown) this.#markBefore ??= this.#before(words, markAt);
    return this.#markBefore === undefined ? {} : { markBefore: this.#markBefore };
  }

  finish(utterance: Utterance): Utterance {
    const { words, endSeconds } = utterance;
    const last = words.at(-1);
    if (last === undefined) return utterance;
    const [past, all] = [this.#past, [...this.#past, ...words]];
    // A word that follows sooner changes the mark, so until then it is that of a pause that long.
    const silence = Math.max(longestWaitSeconds, endSeconds - last.endSeconds);
    const markAt = this.#marker.over(all, silence);
    const marked = words.map((word, index) => ({ ...word, ...markAt(past.length + index) }));
    const markBefore = this.#before(all, markAt);
    this.#past = all.slice(-this.#marker.wordsBefore);
    return { ...utterance, words: marked, ...(markBefore !== undefined && { markBefore }) };
  }

  restart(): void {
    this.#committed = [];
    this.#isOpen = false;
    this.#markBefore = undefined;
  }

  /** Behind the last word of before; undefined where the words behind it came too late to have a say. */
  #before(words: readonly Word[], markAt: (at: number) => WordMark): WordMark['mark'] {
    const at = this.#past.length - 1;
    const [before, first] = [words[at], words[at + 1]];
    if (before === undefined || first === undefined) return undefined;
    return first.startSeconds - before.endSeconds <= longestWaitSeconds ? markAt(at).mark : undefined;
  }

  /** Whether a word has followed the last one that was marked, and soon enough. */
  #mayChange(words: readonly Word[]): boolean {
    const at = this.#past.length + this.#committed.length - 1;
    const [last, next] = [words[at], words[at + 1]];
    return last !== undefined && next !== undefined && next.startSeconds - last.endSeconds <= longestWaitSeconds;
  }
}

const withCapitalOf = ({ isCapital }: WordMark, { isCapital: _isCapital, ...mark }: WordMark): WordMark => ({
  ...mark,
  ...(isCapital && { isCapital }),
});
