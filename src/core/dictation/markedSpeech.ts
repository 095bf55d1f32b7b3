import type { PartialMarks, Utterance, Word, WordMark } from '../../contract/transcript';
import type { Marker } from '../marks/marker';

/** The words of an utterance that is not over, with their times in the take. */
export interface PartialWords {
  readonly committed: readonly Word[];
  readonly unfinished: readonly Word[];
  /** What has been heard so far. */
  readonly heardSeconds: number;
}

type MarkAt = ReturnType<Marker['over']>;

/** What follows later says nothing of the mark before it. */
export const longestWaitSeconds = 1;
/** Behind a longer one another sentence begins, whatever was heard. */
const longestPauseSeconds = 2;

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
  /** The last words of the utterances before, with the marks they have. */
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
    const heard = (place: number): WordMark => {
      const before = [...this.#pastWith(this.#markBefore), ...this.#committed.slice(0, place)];
      return markAt(before.length, this.#sentenceAt(words, before));
    };
    const open = this.#isOpen && this.#mayChange(words) ? this.#committed.pop() : undefined;
    // The word is shown already, and the mark behind it is not: a capital stays as it was told.
    if (open !== undefined) this.#committed.push(withCapitalOf(open, heard(this.#committed.length)));
    while (this.#committed.length < committed.length) this.#committed.push(heard(this.#committed.length));
    this.#isOpen = committed.length > 0 && unfinished.length === 0;
    return { marks: [...this.#committed], ...this.#settledBefore(words, markAt) };
  }

  /** Once a word is committed, and all that have a say are known. */
  #settledBefore(words: readonly Word[], markAt: MarkAt): Pick<PartialMarks, 'markBefore'> {
    const isKnown = words.length >= this.#past.length + this.#marker.wordsAfter;
    if (this.#committed.length > 0 && isKnown) this.#markBefore ??= this.#before(words, markAt);
    return this.#markBefore === undefined ? {} : { markBefore: this.#markBefore };
  }

  finish(utterance: Utterance): Utterance {
    const { words, endSeconds } = utterance;
    const last = words.at(-1);
    if (last === undefined) return utterance;
    const all = [...this.#past, ...words];
    // A word that follows sooner changes the mark, so until then it is that of a pause that long.
    const silence = Math.max(longestWaitSeconds, endSeconds - last.endSeconds);
    const markAt = this.#marker.over(all, silence);
    const markBefore = this.#before(all, markAt);
    const [first, marked] = [this.#past.length, this.#pastWith(markBefore)];
    for (const word of words) marked.push({ ...word, ...markAt(marked.length, this.#sentenceAt(all, marked)) });
    this.#past = marked.slice(-this.#marker.wordsBefore);
    return { ...utterance, words: marked.slice(first), ...(markBefore !== undefined && { markBefore }) };
  }

  restart(): void {
    this.#committed = [];
    this.#isOpen = false;
    this.#markBefore = undefined;
  }

  /** Behind the last word of before; undefined where the words behind it came too late to have a say. */
  #before(words: readonly Word[], markAt: MarkAt): WordMark['mark'] {
    const at = this.#past.length - 1;
    const [before, first] = [words[at], words[at + 1]];
    if (before === undefined || first === undefined) return undefined;
    if (first.startSeconds - before.endSeconds > longestWaitSeconds) return undefined;
    return markAt(at, this.#sentenceAt(words, this.#past.slice(0, at))).mark;
  }

  /** @param markBefore what is known by now of the mark behind the last of them */
  #pastWith(markBefore: WordMark['mark']): Word[] {
    const last = this.#past.length - 1;
    return this.#past.map((word, at) =>
      at === last && markBefore !== undefined ? { ...word, mark: markBefore } : word,
    );
  }

  /**
   * Where the sentence begins that the word behind the marked ones belongs to; undefined where that is farther back than is known.
   * @param marked marks of the first of the words
   */
  #sentenceAt(words: readonly Word[], marked: readonly WordMark[]): number | undefined {
    const ends = ({ mark }: WordMark, at: number): boolean =>
      mark === '.' || mark === '?' || words[at + 1]!.startSeconds - words[at]!.endSeconds > longestPauseSeconds;
    const end = marked.findLastIndex(ends);
    return end < 0 && this.#past.length >= this.#marker.wordsBefore ? undefined : end + 1;
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
