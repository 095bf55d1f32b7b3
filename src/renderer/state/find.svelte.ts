import { findPattern } from '../../contract/findPattern';
import type { Take, TakeEdit } from '../../contract/transcript';
import { type Match, matchesIn, replaced } from '../findInTake';

interface SearchedTakes {
  readonly take: Take | null;
  edit(edit: TakeEdit): Promise<boolean>;
  /** Takes the last change back. */
  undo(): Promise<void>;
}

const nothingReplaced = { text: '', count: 0, take: null };

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
  #replaced = $state.raw<{ readonly text: string; readonly count: number; readonly take: Take | null }>(
    nothingReplaced,
  );
  /** The take as the last replacing, or its undoing, has left it, and how many replacings up to that can be undone. */
  #left: { readonly take: Take | null; readonly deeds: number } = { take: null, deeds: 0 };

  readonly matches: readonly Match[] = $derived.by(() => {
    if (!this.isOpen || this.text === '') return [];
    return matchesIn(this.#takes.take?.utterances ?? [], findPattern(this.text, this));
  });
  /** The place of the one that is looked at. */
  readonly index: number = $derived(Math.min(this.#index, Math.max(0, this.matches.length - 1)));
  readonly current: Match | null = $derived(this.matches[this.index] ?? null);

  /** How many were replaced at once, until something else is looked for or looked at, or the take is changed again. */
  readonly replacedCount: number = $derived.by(() => {
    const { text, count, take } = this.#replaced;
    return text === this.text && take === this.#takes.take ? count : 0;
  });

  constructor(takes: SearchedTakes) {
    this.#takes = takes;
  }

  open(): void {
    this.isOpen = true;
    this.askedCount += 1;
  }

  step(direction: 1 | -1): void {
    const count = this.matches.length;
    this.#replaced = nothingReplaced;
    if (count > 0) this.#index = (this.index + direction + count) % count;
  }

  /** The one that is looked at; the next one comes to its place. */
  async replaceOne(): Promise<void> {
    const match = this.current;
    const utterance = match === null ? undefined : this.#takes.take?.utterances[match.utterance];
    if (match === null || utterance === undefined) return;
    const text = replaced(utterance, match, this.replacement);
    await this.#replace({ kind: 'correct', utterance: match.utterance, text });
  }

  async replaceAll(): Promise<void> {
    const { text, replacement, matchCase, wholeWords } = this;
    const count = this.matches.length;
    if (count > 0 && (await this.#replace({ kind: 'replace', find: text, replacement, matchCase, wholeWords })))
      this.#replaced = { text, count, take: this.#takes.take };
  }

  /** Whether replacing is the last that was done, to the take and here: its undoing is meant before that of what is typed. */
  get canUndo(): boolean {
    return this.#left.deeds > 0 && this.#left.take === this.#takes.take;
  }

  async undo(): Promise<void> {
    const deeds = this.#left.deeds - 1;
    await this.#takes.undo();
    this.#left = { take: this.#takes.take, deeds };
  }

  /** Something was typed here: to undo is to undo that. */
  type(): void {
    this.#left = { take: null, deeds: 0 };
  }

  async #replace(edit: TakeEdit): Promise<boolean> {
    const before = this.canUndo ? this.#left.deeds : 0;
    const isDone = await this.#takes.edit(edit);
    if (isDone) this.#left = { take: this.#takes.take, deeds: before + 1 };
    return isDone;
  }
}
