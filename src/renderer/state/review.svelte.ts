import { shownWords } from '../../contract/shownText';
import type { Take, TakeEdit, Word } from '../../contract/transcript';
import type { WordPosition } from '../transcriptPosition';
import { firstFrom, uncertainWords } from '../uncertainWords';

interface ReviewedTakes {
  readonly take: Take | null;
  edit(edit: TakeEdit): Promise<boolean>;
}

/** The words of the open take of which the recognizer was not sure, walked one after the other. */
export class ReviewState {
  readonly #takes: ReviewedTakes;
  readonly words: readonly WordPosition[] = $derived.by(() => uncertainWords(this.#takes.take?.utterances ?? []));
  /** Place in `words`; null while nothing is reviewed. */
  #index = $state<number | null>(null);
  #takeId = $state<string | null>(null);
  /** How many there were when it began. */
  #most = $state(0);

  constructor(takes: ReviewedTakes) {
    this.#takes = takes;
  }

  /** The word that is reviewed; null while there is none. What is settled leaves the list, and the next comes to its place. */
  readonly at: WordPosition | null = $derived.by(() => {
    const isOfTake = this.#index !== null && this.#takeId === this.#takes.take?.id;
    return isOfTake ? (this.words[Math.min(this.#index ?? 0, this.words.length - 1)] ?? null) : null;
  });

  readonly word: Word | null = $derived.by(() => {
    const utterance = this.at === null ? undefined : this.#takes.take?.utterances[this.at.utterance];
    return utterance === undefined ? null : (shownWords(utterance)[this.at?.word ?? 0] ?? null);
  });

  readonly total: number = $derived(Math.max(this.#most, this.words.length));
  /** Counts those that are settled: the third of twelve, whatever has become of the first two. */
  readonly place: number = $derived(
    this.total - this.words.length + Math.min(this.#index ?? 0, this.words.length - 1) + 1,
  );

  /** To the next word or the one before; from the last to the first. The first time: to that which comes next after `seconds`. */
  step(direction: 1 | -1, seconds: number): void {
    const { take } = this.#takes;
    const count = this.words.length;
    if (take === null || count === 0) return;
    if (this.at === null) {
      this.#takeId = take.id;
      this.#most = count;
      this.#index = firstFrom(this.words, take.utterances, seconds);
    } else {
      const index = Math.min(this.#index ?? 0, count - 1);
      this.#index = (index + direction + count) % count;
    }
  }

  /** The word is right as it stands: it is learnt from, as what was corrected is. */
  async accept(): Promise<void> {
    if (this.at !== null) await this.#takes.edit({ kind: 'confirm', ...this.at });
  }

  end(): void {
    this.#index = null;
  }
}
