import { TakeIndex } from '../../platform/userFolder/takeIndex';
import type { TakeStore } from '../../platform/userFolder/takeStore';
import { TakeChanges } from './takeChanges';
import { takesHandlers, type TakesParts } from './takes';

export interface LibraryParts extends Pick<TakesParts, 'store' | 'takeIdInProgress' | 'askWhereTo'> {
  readonly store: TakeStore;
  readonly userFolder: string;
  /** Told why the index was thrown away and built anew. */
  readonly onFault: (cause: unknown) => void;
  readonly tellChanged: () => void;
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

  /** To be awaited before the app ends: what was asked for is on disk then. */
  async dispose(): Promise<void> {
    await this.#changes.settled();
    await this.#index.close();
  }
}

const stillRecording = 'This take is still being recorded. Stop it first.';
