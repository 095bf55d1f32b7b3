import { findPattern } from '../../contract/findPattern';
import type { Take, TakeEdit } from '../../contract/transcript';
import { type Match, matchesIn, replaced } from '../findInTake';

interface SearchedTakes {
  readonly take: Take | null;
  edit(edit: TakeEdit): Promise<boolean>;
}

/** What is looked for in the open take, and what is to stand in its place. */
export class FindState {
  readonly #takes: SearchedTakes;
  isOpen = $state(false);
  /** How often it was asked for: its field takes the focus each time. */
  askedCount = $state(0);
  text = $state('');
  replacement = $state('');
  matchCase = $state(false);
  wholeWords = $state(false);
  #index = $state(0);
  #replaced = $state.raw({ text: '', count: 0 });

  readonly matches: readonly Match[] = $derived.by(() => {
    if (!this.isOpen || this.text.trim() === '') return [];
    return matchesIn(this.#takes.take?.utterances ?? [], findPattern(this.text, this));
  });
  /** The place of the one that is looked at. */
  readonly index: number = $derived(Math.min(this.#index, Math.max(0, this.matches.length - 1)));
  readonly current: Match | null = $derived(this.matches[this.index] ?? null);

  /** How many were replaced at once, until something else is looked for. */
  readonly replacedCount: number = $derived(this.#replaced.text === this.text ? this.#replaced.count : 0);

  constructor(takes: SearchedTakes) {
    this.#takes = takes;
  }

  open(): void {
    this.isOpen = true;
    this.askedCount += 1;
  }

  step(direction: 1 | -1): void {
    const count = this.matches.length;
    if (count > 0) this.#index = (this.index + direction + count) % count;
  }

  /** The one that is looked at; the next one comes to its place. */
  async replaceOne(): Promise<void> {
    const match = this.current;
    const utterance = match === null ? undefined : this.#takes.take?.utterances[match.utterance];
    if (match === null || utterance === undefined) return;
    const text = replaced(utterance, match, this.replacement);
    await this.#takes.edit({ kind: 'correct', utterance: match.utterance, text });
  }

  async replaceAll(): Promise<void> {
    const { text, replacement, matchCase, wholeWords } = this;
    const count = this.matches.length;
    if (count > 0 && (await this.#takes.edit({ kind: 'replace', find: text, replacement, matchCase, wholeWords })))
      this.#replaced = { text, count };
  }
}
