import type { TakeChange } from '../../contract/ipc';
import { fail, ok, type Result } from '../../contract/result';
import type { Take, TakeEdit } from '../../contract/transcript';
import { editTake } from '../../core/transcript/editTake';
import type { TakeStore } from '../../platform/userFolder/takeStore';

/** A take before and after; null where it is deleted. */
interface Changed {
  readonly id: string;
  readonly before: Take | null;
  readonly after: Take | null;
}

interface Step {
  readonly kind: TakeChange['kind'];
  readonly changed: readonly Changed[];
}

export interface TakeChangesParts {
  readonly store: Pick<TakeStore, 'get' | 'save' | 'delete' | 'restore'>;
  /** Why a take is not to be changed just now, or null. */
  readonly whyBusy: (id: string) => string | null;
  /** Called after each change that reached the disk. */
  readonly tellChanged: () => void;
}

/** Each step holds whole takes: enough for an afternoon's work, and bounded. */
const mostSteps = 200;

/** Changes takes one after the other, so that none is lost to another, and takes them back again. */
export class TakeChanges {
  readonly #parts: TakeChangesParts;
  #queue: Promise<unknown> = Promise.resolve();
  #done: Step[] = [];
  #undone: Step[] = [];
  /** Takes that went for their age. */
  readonly #aged = new Set<string>();

  constructor(parts: TakeChangesParts) {
    this.#parts = parts;
  }

  /** Resolves when everything that was asked for so far is on disk. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  async edit(id: string, edit: TakeEdit): Promise<Result<Take>> {
    return this.change(id, edit.kind, (take) => editTake(take, edit));
  }

  /** @param make fails, or answers with the same take, where nothing is to be changed */
  change(id: string, kind: Step['kind'], make: (take: Take) => Result<Take>): Promise<Result<Take>> {
    return this.#inTurn(async () => {
      const changed = await this.#changeOne(id, make);
      if (changed.ok) this.#record({ kind, changed: [changed.value] });
      return changed.ok ? ok(changed.value.after) : changed;
    });
  }

  /**
   * The same edit of several takes, as one step. Resolves with how many it has changed; with none there is no step. What was changed
   * before one of them failed stays changed, and can be undone.
   */
  async editAll(ids: readonly string[], edit: TakeEdit): Promise<Result<number>> {
    let count = 0;
    const done = await this.#forAll(ids, edit.kind, async (id) => {
      const changed = await this.#changeOne(id, (take) => editTake(take, edit));
      if (changed.ok && changed.value.before !== changed.value.after) count += 1;
      return changed;
    });
    return done.ok ? ok(count) : done;
  }

  delete(ids: readonly string[]): Promise<Result<undefined>> {
    return this.#forAll(ids, 'delete', (id) => this.#deleteOne(id));
  }

  /** Deletes takes for their age. One of them that is brought back is pinned: the same rule would delete it again. */
  expire(ids: readonly string[]): Promise<Result<undefined>> {
    return this.#forAll(ids, 'expire', async (id) => {
      const deleted = await this.#deleteOne(id);
      if (deleted.ok) this.#aged.add(id);
      return deleted;
    });
  }

  /** Brings deleted takes back. Right after the deletion that is its undoing. */
  restore(ids: readonly string[]): Promise<Result<undefined>> {
    const last = this.#done.at(-1);
    const isDeletion = last?.kind === 'delete' || last?.kind === 'expire';
    const isUndoing = isDeletion && last.changed.map(({ id }) => id).join() === ids.join();
    if (isUndoing) return this.undo().then((undone) => (undone.ok ? ok(undefined) : undone));
    return this.#forAll(ids, 'restore', async (id) => {
      const after = await this.#bringBack(id);
      return after.ok ? ok({ id, before: null, after: after.value }) : after;
    });
  }

  /** Takes the last step back; null where there is none. */
  undo(): Promise<Result<TakeChange | null>> {
    return this.#inTurn(() =>
      this.#move(this.#done, this.#undone, ({ id, before, after }) => ({ id, from: after, to: before })),
    );
  }

  /** Takes the last undoing back; null where there is none. */
  redo(): Promise<Result<TakeChange | null>> {
    return this.#inTurn(() =>
      this.#move(this.#undone, this.#done, ({ id, before, after }) => ({ id, from: before, to: after })),
    );
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#queue.then(work);
    // Whoever asked for it hears of the failure; the next in the queue does not wait for its mending.
    this.#queue = done.catch(() => undefined);
    return done;
  }

  #record(step: Step): void {
    const changed = step.changed.filter(({ before, after }) => before !== after);
    if (changed.length === 0) return;
    this.#done = [...this.#done, { ...step, changed }].slice(-mostSteps);
    this.#undone = [];
    this.#parts.tellChanged();
  }

  async #changeOne(
    id: string,
    make: (take: Take) => Result<Take>,
  ): Promise<Result<{ id: string; before: Take; after: Take }>> {
    const reason = this.#parts.whyBusy(id);
    if (reason !== null) return fail('busy', reason);
    const before = await this.#parts.store.get(id);
    if (!before.ok) return before;
    const next = make(before.value);
    if (!next.ok) return next;
    if (next.value === before.value) return ok({ id, before: before.value, after: before.value });
    const saved = await this.#parts.store.save(next.value);
    return saved.ok ? ok({ id, before: before.value, after: saved.value }) : saved;
  }

  #forAll(
    ids: readonly string[],
    kind: Step['kind'],
    one: (id: string) => Promise<Result<Changed>>,
  ): Promise<Result<undefined>> {
    return this.#inTurn(async () => {
      const changed: Changed[] = [];
      let failed: Result<never> | null = null;
      for (const id of ids) {
        const done = await one(id);
        if (done.ok) changed.push(done.value);
        else failed ??= done;
      }
      this.#record({ kind, changed });
      return failed ?? ok(undefined);
    });
  }

  async #move(
    stack: Step[],
    other: Step[],
    way: (changed: Changed) => { id: string; from: Take | null; to: Take | null },
  ): Promise<Result<TakeChange | null>> {
    const step = stack.at(-1);
    if (step === undefined) return ok(null);
    for (const { id, from, to } of step.changed.map(way)) {
      const reason = this.#parts.whyBusy(id);
      const moved = reason === null ? await this.#put(id, from, to) : fail('busy', reason);
      if (!moved.ok) return moved;
    }
    other.push(...stack.splice(-1));
    this.#parts.tellChanged();
    return ok({ kind: step.kind, ids: step.changed.map(({ id }) => id) });
  }

  async #put(id: string, from: Take | null, to: Take | null): Promise<Result<unknown>> {
    const { store } = this.#parts;
    if (to === null) return store.delete(id);
    return from === null ? this.#bringBack(id) : store.save(to);
  }

  async #deleteOne(id: string): Promise<Result<Changed>> {
    const reason = this.#parts.whyBusy(id);
    if (reason !== null) return fail('busy', reason);
    const before = await this.#parts.store.get(id);
    if (!before.ok) return before;
    const deleted = await this.#parts.store.delete(id);
    return deleted.ok ? ok({ id, before: before.value, after: null }) : deleted;
  }

  async #bringBack(id: string): Promise<Result<Take>> {
    const { store } = this.#parts;
    const restored = await store.restore(id);
    const take = restored.ok ? await store.get(id) : restored;
    if (!take.ok || !this.#aged.has(id)) return take;
    const saved = await store.save(pinned(take.value));
    if (!saved.ok) {
      // It stays where it can be brought back from, rather than where the next look at its age deletes it.
      const deleted = await store.delete(id);
      return deleted.ok ? saved : deleted;
    }
    this.#aged.delete(id);
    // In place, for an undoing is about to take its step from the end. What was changed before is taken back with the pin.
    for (const [index, { kind, changed }] of this.#done.entries())
      this.#done[index] = { kind, changed: changed.map((each) => (each.id === id ? withPin(each) : each)) };
    return saved;
  }
}

const pinned = (take: Take): Take => ({ ...take, pinned: true });

const withPin = ({ id, before, after }: Changed): Changed => ({
  id,
  before: before === null ? null : pinned(before),
  after: after === null ? null : pinned(after),
});
