import type { Bridge, TakeSummary } from '../../contract/ipc';
import type { Failure, Result } from '../../contract/result';
import type { ExportFormat, Take } from '../../contract/transcript';
import { fileName } from '../format';
import { groupByDay } from '../takeGroups';
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

  readonly #bridge: Bridge;
  readonly #notices: NoticeState;

  constructor(bridge: Bridge, notices: NoticeState) {
    this.#bridge = bridge;
    this.#notices = notices;
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

  async open(id: string): Promise<void> {
    this.selectedId = id;
    if (this.take?.id !== id) this.take = null;
    const answer = await this.#bridge.request('takes:get', { id });
    // Another take may have been chosen meanwhile.
    if (this.selectedId === id) this.#show(answer);
  }

  async rename(title: string): Promise<void> {
    const trimmed = title.trim();
    if (this.take === null || trimmed === '' || trimmed === this.take.title) return;
    this.#show(await this.#bridge.request('takes:rename', { id: this.take.id, title: trimmed }));
    await this.load();
  }

  /** New text of one utterance of the open take. True when it was kept. */
  async correct(utterance: number, text: string): Promise<boolean> {
    if (this.take === null) return false;
    const answer = await this.#bridge.request('takes:correct', { id: this.take.id, utterance, text: text.trim() });
    this.#show(answer);
    if (answer.ok) await this.load();
    return answer.ok;
  }

  /** Deletes the open take; the notice brings it back. The next one in the list is opened. */
  async remove(): Promise<void> {
    const { take } = this;
    if (take === null) return;
    const place = this.list.findIndex(({ id }) => id === take.id);
    const answer = await this.#bridge.request('takes:delete', { id: take.id });
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
    const answer = await this.#bridge.request('takes:restore', { id });
    if (!answer.ok) {
      this.failure = answer.error;
      return;
    }
    await this.load();
    await this.open(id);
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
