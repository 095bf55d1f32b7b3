/** A confirmation that goes by itself, with the way back where there is one. */
export interface Notice {
  readonly text: string;
  readonly undo?: () => Promise<void>;
}

const shownMilliseconds = 8000;

/** The one confirmation that is shown at a time; a new one takes the place of the last. */
export class NoticeState {
  current = $state.raw<Notice | null>(null);
  /** How much of the view's lower end, above what is at its foot, is not to be covered. */
  keptFreePixels = $state(0);
  #timer: ReturnType<typeof setTimeout> | null = null;

  show(notice: Notice): void {
    this.current = notice;
    this.resume();
  }

  /** Holds it while it is pointed at or has the focus. */
  pause(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  resume(): void {
    this.pause();
    if (this.current !== null)
      this.#timer = setTimeout(() => {
        this.dismiss();
      }, shownMilliseconds);
  }

  dismiss(): void {
    this.pause();
    this.current = null;
  }

  async undo(): Promise<void> {
    const { current } = this;
    this.dismiss();
    await current?.undo?.();
  }
}
