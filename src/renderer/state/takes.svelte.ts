import type { Bridge, TakeChange, TakeSummary } from '../../contract/ipc';
import type { Failure, Result } from '../../contract/result';
import type { ExportFormat, Take, TakeEdit } from '../../contract/transcript';
import { fileName } from '../format';
import { takeChangeNames } from '../takeChangeNames';
import { groupByDay } from '../takeGroups';
import { DraftState } from './draft.svelte';
import type { NoticeState } from './notice.svelte';

/** What the Library view shows: the list, and the take that is open. */
export class TakesState {
  list = $state.raw<readonly TakeSummary[]>([]);
  /** The open take, or null while it is read and when there is none. */
  take = $state.raw<Take | null>(null);
  selectedId = $state<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** False until the list has been read once. */
  isLoaded = $state(false);
  readonly groups = $derived(groupByDay(this.list));
  /** The line of the open take that is being corrected. */
  readonly draft: DraftState;

  readonly #bridge: Bridge;
  readonly #notices: NoticeState;

  constructor(bridge: Bridge, notices: NoticeState) {
    this.#bridge = bridge;
    this.#notices = notices;
    this.draft = new DraftState((id, utterance, text) => this.#edit(id, { kind: 'correct', utterance, text }));
  }

  /** Reads the list and follows its changes. Returns the function that stops. */
  follow(): () => void {
    const stop = this.#bridge.on('takes:changed', () => void this.load());
    void this.load();
    return stop;
  }

  async load(): Promise<void> {
    const answer = await this.#bridge.request('takes:list');
    this.isLoaded = true;
    if (!answer.ok) {
      this.failure = answer.error;
      return;
    }
    this.list = answer.value.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
    const isOpenTakeGone = this.selectedId !== null && !this.list.some(({ id }) => id === this.selectedId);
    if (isOpenTakeGone) this.#close();
  }

  /** Opens the newest take when none is open. */
  async openAny(): Promise<void> {
    const first = this.list[0];
    if (this.selectedId === null && first !== undefined) await this.open(first.id);
  }

  /** A line of another take that is being corrected is kept first; that take stays where it cannot be. */
  async open(id: string): Promise<void> {
    if (this.draft.line?.takeId !== id && !(await this.draft.keep())) return;
    this.selectedId = id;
    if (this.take?.id !== id) this.take = null;
    const answer = await this.#bridge.request('takes:get', { id });
    // Another take may have been chosen meanwhile.
    if (this.selectedId === id) this.#show(answer);
  }

  /** An empty title becomes that of the first words. */
  async rename(title: string): Promise<void> {
    const trimmed = title.trim();
    if (this.take !== null && trimmed !== this.take.title) await this.edit({ kind: 'rename', title: trimmed });
  }

  /** Changes the open take. True when that was written. */
  async edit(edit: TakeEdit): Promise<boolean> {
    return this.take !== null && this.#edit(this.take.id, edit);
  }

  /** Takes the last change of any take back, and opens that take. */
  async undo(): Promise<void> {
    if (await this.draft.keep()) await this.#tellMoved('Undone', await this.#bridge.request('takes:undo'));
  }

  async redo(): Promise<void> {
    if (await this.draft.keep()) await this.#tellMoved('Done again', await this.#bridge.request('takes:redo'));
  }

  /** Deletes the open take; the notice brings it back. The next one in the list is opened. */
  async remove(): Promise<void> {
    const { take } = this;
    if (take === null || !(await this.draft.keep())) return;
    const place = this.list.findIndex(({ id }) => id === take.id);
    const answer = await this.#bridge.request('takes:delete', { ids: [take.id] });
    if (!answer.ok) {
      this.failure = answer.error;
      return;
    }
    this.#notices.show({ text: `“${take.title}” is deleted.`, undo: () => this.#restore(take.id) });
    this.list = this.list.filter(({ id }) => id !== take.id);
    const next = this.list[Math.min(place, this.list.length - 1)];
    if (next === undefined) this.#close();
    else await this.open(next.id);
  }

  async export(format: ExportFormat): Promise<void> {
    if (this.take === null) return;
    const answer = await this.#bridge.request('takes:export', { id: this.take.id, format });
    if (!answer.ok) this.failure = answer.error;
    else if (answer.value !== null) this.#notices.show({ text: `Exported as ${fileName(answer.value.path)}.` });
  }

  dismissFailure(): void {
    this.failure = null;
  }

  async #restore(id: string): Promise<void> {
    const answer = await this.#bridge.request('takes:restore', { ids: [id] });
    if (!answer.ok) {
      this.failure = answer.error;
      return;
    }
    await this.load();
    await this.open(id);
  }

  async #edit(id: string, edit: TakeEdit): Promise<boolean> {
    const answer = await this.#bridge.request('takes:edit', { id, edit });
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok && this.selectedId === id) this.take = answer.value;
    return answer.ok;
  }

  async #tellMoved(how: string, answer: Result<TakeChange | null>): Promise<void> {
    this.failure = answer.ok ? null : answer.error;
    if (!answer.ok || answer.value === null) return;
    const { kind, ids } = answer.value;
    this.#notices.show({ text: `${how}: ${takeChangeNames[kind]}.` });
    await this.load();
    const changed = ids.find((id) => this.list.some((take) => take.id === id));
    if (changed !== undefined) await this.open(changed);
  }

  #show(answer: Result<Take>): void {
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.take = answer.value;
  }

  #close(): void {
    this.selectedId = null;
    this.take = null;
  }
}
