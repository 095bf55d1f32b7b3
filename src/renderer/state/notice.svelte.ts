/** A confirmation that goes by itself, with the way back where there is one. */
export interface Notice {
  readonly text: string;
  readonly undo?: () => Promise<void>;
}

const shownMilliseconds = 8000;

/** The one confirmation that is shown at a time: the answer to what the user has just done, or news, which waits until nothing else is shown. */
export class NoticeState {
  current = $state.raw<Notice | null>(null);
  /** How much of the view's lower end, above what is at its foot, is not to be covered. */
  keptFreePixels = $state(0);
  #isNews = false;
  /** News, in their order. */
  #waiting: readonly Notice[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Answers what the user does, at once: it takes the place of the last answer. News that it hides is shown again after it. */
  show(notice: Notice): void {
    if (this.#isNews && this.current !== null) this.#waiting = [this.current, ...this.#waiting];
    this.#isNews = false;
    this.current = notice;
    this.resume();
  }

  /**
   * News of what goes on by itself.
   *
   * @param earlier news in whose place it comes, where that is still shown or waits
   */
  tell(news: Notice, earlier: Notice | null = null): void {
    if (earlier !== null && this.current === earlier) {
      this.current = news;
      if (this.#timer !== null) this.resume();
    } else if (earlier !== null && this.holds(earlier)) {
      this.#waiting = this.#waiting.map((each) => (each === earlier ? news : each));
    } else {
      this.#waiting = [...this.#waiting, news];
      if (this.current === null) this.#showNext();
    }
  }

  /** Whether it is shown, or waits for that. */
  holds(notice: Notice): boolean {
    return this.current === notice || this.#waiting.includes(notice);
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
    this.#showNext();
  }

  #showNext(): void {
    const [next, ...others] = this.#waiting;
    this.#waiting = others;
    this.current = next ?? null;
    this.#isNews = true;
    this.resume();
  }

  /** What it tells is no longer so. */
  drop(notice: Notice): void {
    if (this.current === notice) this.dismiss();
    else this.#waiting = this.#waiting.filter((each) => each !== notice);
  }

  async undo(): Promise<void> {
    const { current } = this;
    this.dismiss();
    await current?.undo?.();
  }
}
