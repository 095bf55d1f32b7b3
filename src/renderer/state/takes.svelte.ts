/* eslint-disable svelte/prefer-svelte-reactivity -- sets are replaced whole and never changed in place */
import { defaultExport } from '../../contract/defaultExport';
import type { Bridge, RequestOutput, TakeChange, TakeSummary } from '../../contract/ipc';
import type { Failure, Result } from '../../contract/result';
import type { ExportFormat, Take, TakeEdit } from '../../contract/transcript';
import { type ChosenEdit, sentenceOfChosen } from '../chosenEdits';
import { takeChangeNames } from '../takeChangeNames';
import { idsBetween, inListOrder, type ListedTake } from '../takeRows';
import { DeletionNotices } from './deletionNotices';
import { DraftState } from './draft.svelte';
import { ExportState } from './exporting.svelte';
import { FindState } from './find.svelte';
import type { Notice, NoticeState } from './notice.svelte';
import { RemovedWords } from './removedWords';
import { ReviewState } from './review.svelte';
import { SearchState } from './search.svelte';

/** What the Library view shows: the list, and the take that is open. */
export class TakesState {
  /** What is looked for in the list. */
  readonly search: SearchState;
  list = $state.raw<readonly TakeSummary[]>([]);
  /** The open take, or null while it is read and when there is none. */
  take = $state.raw<Take | null>(null);
  /** How loud the open take is along its length, 0 … 255; none until that is known. */
  peaks = $state.raw<readonly number[]>([]);
  /** How fast takes are played. */
  speed = $state(1);
  selectedId = $state<string | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** In a window that has no room for both: the list, or what is chosen in it. */
  isListInFront = $state(true);
  /** False until the list has been read once. */
  isLoaded = $state(false);
  /** What the list shows: all takes, pinned ones first, or what was found. */
  readonly listed: readonly ListedTake[] = $derived.by(() => inListOrder(this.search.found?.hits ?? this.list));
  /** The takes that the next deed is for: the open one, or several. */
  chosen = $state.raw<ReadonlySet<string>>(new Set());
  /** The line of the open take that is being corrected. */
  readonly draft: DraftState;
  readonly review = new ReviewState(this);
  readonly find = new FindState(this);
  readonly exporting: ExportState;
  readonly removed = new RemovedWords();

  /** The take that was open when a search without a hit closed it. */
  #closedId: string | null = null;
  /** Where a range of chosen takes begins. */
  #anchor: string | null = null;
  /** What told of the last undoing, or of what can be undone. */
  #moved: Notice | null = null;
  readonly #bridge: Bridge;
  readonly #notices: NoticeState;
  readonly #deletions: DeletionNotices;

  constructor(bridge: Bridge, notices: NoticeState) {
    this.#bridge = bridge;
    this.#notices = notices;
    this.#deletions = new DeletionNotices(notices, (ids) => this.#restore(ids));
    this.search = new SearchState(bridge, () => void this.#closeUnlisted());
    this.draft = new DraftState((id, utterance, text) => this.#edit(id, { kind: 'correct', utterance, text }));
    this.exporting = new ExportState(bridge, notices, () => this.draft.keep());
  }

  /** Reads the list and follows its changes. Returns the function that stops. */
  follow(): () => void {
    const stops = [
      this.#bridge.on('takes:changed', () => void this.load()),
      this.#bridge.on('takes:removed', ({ ids, because }) => {
        const what = ids.length === 1 ? 'One take was' : `${ids.length} takes were`;
        const old = `${what} older than you keep them, and deleted. What is brought back is pinned.`;
        const text = because === 'age' ? old : 'Nothing was said, so nothing was kept.';
        this.#deletions.offer(because === 'age' ? 'tell' : 'show', text, ids);
      }),
    ];
    void this.load();
    return () => {
      for (const stop of stops) stop();
    };
  }

  async load(): Promise<void> {
    const answer = await this.#bridge.request('takes:list');
    this.isLoaded = true;
    if (!answer.ok) {
      this.failure = answer.error;
      return;
    }
    this.list = answer.value;
    const there = new Set(this.list.map(({ id }) => id));
    this.chosen = new Set([...this.chosen].filter((id) => there.has(id)));
    this.#deletions.note(there);
    await this.search.refresh();
    if (this.selectedId !== null && !this.list.some(({ id }) => id === this.selectedId)) this.#close();
  }

  /** Opens a take of the list when none is open: the one that a search without a hit has closed, or the first. */
  async openAny(): Promise<void> {
    const first = this.listed.find(({ id }) => id === this.#closedId) ?? this.listed[0];
    if (this.selectedId === null && first !== undefined) await this.open(first.id);
  }

  /** This one alone. */
  choose(id: string): void {
    void this.open(id);
  }

  /** This one too, or no longer; the last one that was chosen is open. */
  toggle(id: string): void {
    const next = new Set(this.chosen);
    if (!next.delete(id)) next.add(id);
    else if (next.size === 0) return;
    void this.#open(next.has(id) ? id : ([...next].at(-1) ?? id), next, null);
  }

  /** All from the open one to this one, in the order of the list. */
  extendTo(id: string): void {
    const anchor = this.#anchor ?? this.selectedId;
    void this.#open(id, idsBetween(this.listed, anchor, id), anchor);
  }

  /** All of the list; the open one stays open. */
  chooseAll(): void {
    const ids = this.listed.map(({ id }) => id);
    const open = ids.find((id) => id === this.selectedId) ?? ids[0];
    if (open !== undefined) void this.#open(open, new Set(ids), null);
  }

  /** A line of another take that is being corrected is kept first; that take stays where it cannot be. */
  async open(id: string): Promise<void> {
    await this.#open(id, new Set([id]), null);
  }

  async #open(id: string, chosen: ReadonlySet<string>, anchor: string | null): Promise<void> {
    if (this.draft.line?.takeId !== id && !(await this.draft.keep())) return;
    this.selectedId = id;
    this.chosen = chosen;
    this.#anchor = anchor;
    if (this.take?.id !== id) {
      this.take = null;
      this.peaks = [];
      void this.#measure(id);
    }
    const answer = await this.#bridge.request('takes:get', { id });
    // Another take may have been chosen meanwhile.
    if (this.selectedId === id) this.#show(answer);
  }

  /** What cannot be measured is not drawn: the player itself tells what is wrong with the sound. */
  async #measure(id: string): Promise<void> {
    const answer = await this.#bridge.request('takes:peaks', { id });
    if (this.selectedId === id && answer.ok) this.peaks = answer.value;
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

  /** The text of the open take, what is being typed included. True when it was copied. */
  async copy(): Promise<boolean> {
    if (this.take === null || !(await this.draft.keep())) return false;
    const options = defaultExport;
    const answer = await this.#bridge.request('takes:copy', { ids: [this.take.id], format: 'txt', options });
    this.failure = answer.ok ? null : answer.error;
    return answer.ok;
  }

  /** Takes the last change of any take back, and opens that take. */
  async undo(): Promise<void> {
    if (await this.draft.keep()) await this.#tellMoved('Undone', await this.#bridge.request('takes:undo'));
  }

  async redo(): Promise<void> {
    if (await this.draft.keep()) await this.#tellMoved('Done again', await this.#bridge.request('takes:redo'));
  }

  /** Deletes the chosen takes; the notice brings them back. The one after them in the list is opened. */
  async remove(): Promise<void> {
    const ids = [...this.chosen];
    if (ids.length === 0 || !(await this.draft.keep())) return;
    const place = this.listed.findIndex(({ id }) => this.chosen.has(id));
    const title = this.take?.title ?? '';
    const answer = await this.#bridge.request('takes:delete', { ids });
    if (!answer.ok) {
      this.failure = answer.error;
      return;
    }
    const what = ids.length === 1 ? `“${title}” is` : `${ids.length} takes are`;
    this.#deletions.offer('show', `${what} deleted.`, ids);
    this.list = this.list.filter(({ id }) => !ids.includes(id));
    await this.search.refresh();
    const next = this.listed[Math.min(place, this.listed.length - 1)];
    if (next === undefined) this.#close();
    else await this.open(next.id);
  }

  /** Of the open take, up to the first that it cannot have. */
  async addTags(tags: readonly string[]): Promise<void> {
    for (const tag of tags) if (!(await this.edit({ kind: 'tag', tag, isOn: true }))) return;
  }

  /** The same changes of all chosen takes; the notice takes back what they have changed. */
  async editChosen(...edits: readonly ChosenEdit[]): Promise<void> {
    if (!(await this.draft.keep())) return;
    const ids = [...this.chosen];
    let steps = 0;
    this.failure = null;
    for (const edit of edits) {
      const answer = await this.#bridge.request('takes:edit-all', { ids, edit });
      if (answer.ok) steps += Math.min(answer.value, 1);
      else this.failure ??= answer.error;
    }
    if (this.failure === null) this.#tellChosen(sentenceOfChosen(edits, ids.length), steps);
    if (this.selectedId !== null) this.#show(await this.#bridge.request('takes:get', { id: this.selectedId }));
  }

  #tellChosen(text: string, steps: number): void {
    const undo = async (): Promise<void> => {
      for (let step = 0; step < steps; step += 1) await this.undo();
    };
    this.#moved = { text, ...(steps > 0 && { undo }) };
    this.#notices.show(this.#moved);
  }

  /** What would go if takes were kept for so many days; null where that cannot be told. */
  async expiring(days: number): Promise<RequestOutput<'takes:expiring'> | null> {
    const answer = await this.#bridge.request('takes:expiring', { days });
    return answer.ok ? answer.value : null;
  }

  async export(format: ExportFormat): Promise<void> {
    if (this.take === null) return;
    const written = await this.exporting.write([this.take.id], format);
    if (!written.ok) this.failure = written.error;
  }

  dismissFailure(): void {
    this.failure = null;
  }

  async #restore(ids: readonly string[]): Promise<void> {
    const answer = await this.#bridge.request('takes:restore', { ids: [...ids] });
    if (!answer.ok) {
      this.failure = answer.error;
      return;
    }
    await this.load();
    if (ids[0] !== undefined) await this.open(ids[0]);
  }

  async #edit(id: string, edit: TakeEdit): Promise<boolean> {
    const before = this.take;
    const answer = await this.#bridge.request('takes:edit', { id, edit });
    if (answer.ok && before?.id === id) this.removed.hear(before, answer.value);
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok && this.selectedId === id) this.take = answer.value;
    // What was taken back before is no news any more.
    if (answer.ok && this.#notices.current === this.#moved) this.#notices.dismiss();
    return answer.ok;
  }

  async #tellMoved(how: string, answer: Result<TakeChange | null>): Promise<void> {
    this.failure = answer.ok ? null : answer.error;
    if (!answer.ok || answer.value === null) return;
    const { kind, ids } = answer.value;
    this.#moved = { text: `${how}: ${takeChangeNames[kind]}.` };
    this.#notices.show(this.#moved);
    await this.load();
    const changed = ids.filter((id) => this.list.some((take) => take.id === id));
    const open = changed.find((id) => id === this.selectedId) ?? changed[0];
    // What several are given at once is seen while several are chosen, too.
    const staysChosen = (kind === 'pin' || kind === 'tag') && changed.every((id) => this.chosen.has(id));
    if (open !== undefined) await this.#open(open, staysChosen ? this.chosen : new Set([open]), null);
  }

  #show(answer: Result<Take>): void {
    this.failure = answer.ok ? null : answer.error;
    if (answer.ok) this.take = answer.value;
  }

  /** Nothing was found: a take that stays open would be taken for what was. One whose text cannot be kept stays. */
  async #closeUnlisted(): Promise<void> {
    if (this.selectedId === null || !(await this.draft.keep()) || this.listed.length > 0) return;
    this.#closedId = this.selectedId;
    this.#close();
  }

  #close(): void {
    this.selectedId = null;
    this.chosen = new Set();
    this.take = null;
  }
}
