import { shownWords, textOf } from '../../contract/shownText';
import type { Take, TakeEdit, Utterance } from '../../contract/transcript';
import { isAsHeard } from '../isAsHeard';

const keyOf = (takeId: string, { startSeconds, endSeconds }: Utterance): string =>
  [takeId, startSeconds, endSeconds].join();

/** The words that were taken out of whole lines since the window was opened, as they stood there last. */
export class RemovedWords {
  readonly #lines = new Map<string, Utterance>();

  /** To be called with the take before and after each edit. */
  hear(before: Take, after: Take): void {
    for (const line of after.utterances.filter((each) => shownWords(each).length === 0)) {
      const key = keyOf(after.id, line);
      const removed = before.utterances.find((each) => keyOf(before.id, each) === key);
      if (removed !== undefined && shownWords(removed).length > 0) this.#lines.set(key, removed);
    }
  }

  /** Whether it is known what was taken out of the line; where it is not, there is what was heard. */
  knows(takeId: string, line: Utterance): boolean {
    return this.#lines.has(keyOf(takeId, line));
  }

  /** What puts the words back into an emptied line. */
  editOf(take: Take, utterance: number): TakeEdit {
    const line = take.utterances[utterance];
    const removed = line && this.#lines.get(keyOf(take.id, line));
    return removed === undefined || isAsHeard(take, removed)
      ? { kind: 'revert', utterance }
      : { kind: 'correct', utterance, text: textOf([removed]) };
  }
}
