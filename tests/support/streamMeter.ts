import type { SessionEvent } from '../../src/core/dictation/session';

/** What a reader of a live transcript saw. */
export interface StreamFigures {
  readonly finalWords: number;
  /** Words that were shown and were then others or gone; the last one growing by letters is not a change. */
  readonly changedWords: number;
  /** Words that were shown as committed and were then others or gone. */
  readonly changedAfterCommit: number;
  /** For each final word, seconds from its end to when it was shown for good … */
  readonly shownDelays: readonly number[];
  /** … and to when it was committed, at the latest at the end of its utterance. */
  readonly commitDelays: readonly number[];
}

interface ShownWord {
  readonly text: string;
  /** Seconds of sound that had been heard when it was first shown so. */
  readonly shownSeconds: number;
  readonly committedSeconds: number | undefined;
}

const wordsOf = (text: string): string[] => text.split(' ').filter((word) => word !== '');

/** Reads the events of a session as the window does, and counts what changed under the reader's eyes. */
export class StreamMeter {
  #shown: ShownWord[] = [];
  #finalWords = 0;
  #changedWords = 0;
  #changedAfterCommit = 0;
  readonly #shownDelays: number[] = [];
  readonly #commitDelays: number[] = [];

  /** @param heardSeconds of sound that the session had been given when it told of these */
  push(events: readonly SessionEvent[], heardSeconds: number): void {
    for (const event of events) {
      if (event.type === 'partial') {
        this.#show(wordsOf(event.committed), wordsOf(event.unfinished), heardSeconds);
        continue;
      }
      if (event.type === 'doubted') continue;
      const { words } = event.utterance;
      const texts = words.map(({ text }) => text);
      this.#show(texts, [], heardSeconds);
      this.#finalWords += words.length;
      for (const [index, { endSeconds }] of words.entries()) {
        const { shownSeconds = 0, committedSeconds = 0 } = this.#shown[index] ?? {};
        this.#shownDelays.push(shownSeconds - endSeconds);
        this.#commitDelays.push(committedSeconds - endSeconds);
      }
      this.#shown = [];
    }
  }

  figures(): StreamFigures {
    return {
      finalWords: this.#finalWords,
      changedWords: this.#changedWords,
      changedAfterCommit: this.#changedAfterCommit,
      shownDelays: this.#shownDelays,
      commitDelays: this.#commitDelays,
    };
  }

  #show(committed: readonly string[], unfinished: readonly string[], heardSeconds: number): void {
    const now = [...committed, ...unfinished];
    for (const [index, { text, committedSeconds }] of this.#shown.entries()) {
      const isGrowing = index === this.#shown.length - 1 && now[index]?.startsWith(text) === true;
      if (now[index] === text || isGrowing) continue;
      this.#changedWords += 1;
      if (committedSeconds !== undefined) this.#changedAfterCommit += 1;
    }
    this.#shown = now.map((text, index) => {
      const before = this.#shown[index];
      return {
        text,
        shownSeconds: before?.text === text ? before.shownSeconds : heardSeconds,
        committedSeconds: before?.committedSeconds ?? (index < committed.length ? heardSeconds : undefined),
      };
    });
  }
}
