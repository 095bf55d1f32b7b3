import { ok, type Result } from '../../contract/result';
import type { Take, Utterance } from '../../contract/transcript';
import type { ShapingRules } from '../../core/shaping/rules';
import { shapeAll } from '../../core/shaping/shape';
import { hearAgain, hearWhole } from '../../core/transcript/editTake';
import { isBeginningOf } from '../../platform/audio/takeWav';
import { moveFile } from '../../platform/files/wholeFile';
import { TakeIndex } from '../../platform/userFolder/takeIndex';
import type { TakeStore } from '../../platform/userFolder/takeStore';
import { expired } from './retention';
import { TakeChanges } from './takeChanges';
import { takesHandlers, type TakesParts } from './takes';

export interface LibraryParts extends Omit<TakesParts, 'index' | 'changes'> {
  readonly store: TakeStore;
  readonly userFolder: string;
  /** How words are written. */
  readonly shaping: () => ShapingRules;
  /** Told why the index was thrown away and built anew. */
  readonly onFault: (cause: unknown) => void;
  readonly tellChanged: () => void;
}

/** What was heard in sound that is there already. */
interface NewText {
  readonly model: string | null;
  readonly seconds: number;
  readonly utterances: readonly Utterance[];
}

/** The takes that were kept: their folders, the index that finds them, and what can be undone. */
export class Library {
  readonly #parts: LibraryParts;
  readonly #index: TakeIndex;
  readonly #changes: TakeChanges;

  constructor(parts: LibraryParts) {
    const { store, takeIdInProgress, tellChanged } = parts;
    this.#parts = parts;
    this.#index = new TakeIndex(parts.userFolder, store, parts.onFault);
    store.follow(this.#index);
    const whyBusy = (id: string): string | null => (id === takeIdInProgress() ? stillRecording : null);
    this.#changes = new TakeChanges({ store, whyBusy, tellChanged });
  }

  handlers(): ReturnType<typeof takesHandlers> {
    return takesHandlers({ ...this.#parts, index: this.#index, changes: this.#changes });
  }

  /**
   * A sound that was written down becomes a take, or makes a take whole that is of its beginning.
   *
   * @param wavPath its sound, which is moved
   */
  async add(title: string, heard: NewText, wavPath: string, earlierTakeId?: string): Promise<Result<Take>> {
    const { utterances, model, seconds } = heard;
    if (earlierTakeId !== undefined && (await this.#grow(earlierTakeId, wavPath))) {
      const hearing = { heardAt: new Date().toISOString(), model, utterances: this.#shaped(utterances) };
      return this.#changes.change(earlierTakeId, 'hear-again', (take) => ok(hearWhole(take, hearing, seconds)));
    }
    const added = await this.#parts.store.adopt(wavPath, {
      title,
      titleIsOwn: true,
      heardAt: new Date().toISOString(),
      model,
      seconds,
      utterances: this.#shaped(utterances),
    });
    if (added.ok) this.#parts.tellChanged();
    return added;
  }

  /** A take gets another text; the one that it had stays beside it. Can be undone. */
  hearAgain(id: string, { model, utterances }: NewText): Promise<Result<Take>> {
    const heardAt = new Date().toISOString();
    const hearing = { heardAt, model, utterances: this.#shaped(utterances), corrected: false };
    return this.#changes.change(id, 'hear-again', (take) => ok(hearAgain(take, hearing)));
  }

  /**
   * What is older than it is to be kept is deleted, as a user deletes: it can be brought back, which pins it, until the app is
   * started again.
   */
  async expire(days: number | null): Promise<readonly string[]> {
    if (days === null) return [];
    const { takeIdInProgress } = this.#parts;
    const takes = (await this.#index.summaries()).filter(({ id }) => id !== takeIdInProgress());
    const ids = expired(takes, days, new Date()).map(({ id }) => id);
    if (ids.length > 0) await this.#changes.expire(ids);
    return ids;
  }

  wavPath(id: string): string {
    return this.#parts.store.wavPath(id);
  }

  /** The sound of a take becomes the one that it is the beginning of. False where it is not, or the take is gone. */
  async #grow(id: string, wavPath: string): Promise<boolean> {
    const { store } = this.#parts;
    if (!(await isBeginningOf(store.wavPath(id), wavPath))) return false;
    return (await moveFile(wavPath, store.wavPath(id))).ok;
  }

  #shaped(utterances: readonly Utterance[]): Utterance[] {
    return [...shapeAll(this.#parts.shaping(), utterances)];
  }

  /** To be awaited before the app ends: what was asked for is on disk then. */
  async dispose(): Promise<void> {
    await this.#changes.settled();
    await this.#index.close();
  }
}

const stillRecording = 'This take is still being recorded. Stop it first.';
