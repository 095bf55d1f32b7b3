import type { Notice, NoticeState } from './notice.svelte';

interface Offer {
  readonly notice: Notice;
  readonly ids: readonly string[];
  /** A list without them was seen: one from before they went says nothing of them. */
  readonly isSeenGone: boolean;
}

/** The notices that takes are gone, which bring them back. One goes once its takes are back by whatever way. */
export class DeletionNotices {
  readonly #notices: NoticeState;
  readonly #restore: (ids: readonly string[]) => Promise<void>;
  #offers: readonly Offer[] = [];

  constructor(notices: NoticeState, restore: (ids: readonly string[]) => Promise<void>) {
    this.#notices = notices;
    this.#restore = restore;
  }

  /** @param how `show` where the user has deleted them, `tell` where they went by themselves */
  offer(how: 'show' | 'tell', text: string, ids: readonly string[]): void {
    const notice = { text, undo: () => this.#restore(ids) };
    this.#notices[how](notice);
    const standing = this.#offers.filter((offer) => this.#notices.holds(offer.notice));
    this.#offers = [...standing, { notice, ids, isSeenGone: false }];
  }

  /** @param there the takes that are in the list now */
  note(there: ReadonlySet<string>): void {
    this.#offers = this.#offers.flatMap((offer) => {
      const isThere = offer.ids.every((id) => there.has(id));
      if (isThere && offer.isSeenGone) this.#notices.drop(offer.notice);
      return isThere && offer.isSeenGone ? [] : { ...offer, isSeenGone: offer.isSeenGone || !isThere };
    });
  }
}
