import type { RecognizerEvent } from '../contract/workerMessages';

/** Ten a second: no one reads faster. */
const pauseMilliseconds = 100;

type Partial = Extract<RecognizerEvent, { type: 'partial' }>;

/**
 * Hands events on, partial ones at most ten times a second. Of those that come sooner the newest follows when its time has come; the
 * words of a final event take its place.
 */
export class PartialThrottle {
  readonly #post: (event: RecognizerEvent) => void;
  #nextAt = 0;
  #held: Partial | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(post: (event: RecognizerEvent) => void) {
    this.#post = post;
  }

  post(event: RecognizerEvent): void {
    if (event.type !== 'partial') {
      this.dispose();
      this.#post(event);
      return;
    }
    const wait = this.#nextAt - performance.now();
    if (wait <= 0) {
      this.#tell(event);
      return;
    }
    this.#held = event;
    this.#timer ??= setTimeout(() => {
      if (this.#held !== null) this.#tell(this.#held);
    }, wait);
  }

  /** What is held back is not told any more. */
  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#held = null;
  }

  #tell(partial: Partial): void {
    this.dispose();
    this.#nextAt = performance.now() + pauseMilliseconds;
    this.#post(partial);
  }
}
