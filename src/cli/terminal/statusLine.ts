import { complain } from './terminal';

const clearLine = '\r\u001B[2K';
const redrawMilliseconds = 200;
const plainMilliseconds = 60_000;

/**
 * How far a long work is: on a terminal the last line, which goes when other text comes; elsewhere a plain line a minute. Goes to
 * stderr either way.
 */
export class StatusLine {
  readonly #output = process.stderr;
  #isShown = false;
  #last = performance.now();

  /** @param sentence made where it is time to show one */
  update(sentence: () => string): void {
    const now = performance.now();
    if (now - this.#last < (this.#output.isTTY ? redrawMilliseconds : plainMilliseconds)) return;
    this.#last = now;
    if (!this.#output.isTTY) {
      complain(sentence());
      return;
    }
    this.#output.write(clearLine + sentence().slice(0, Math.max(1, this.#output.columns - 1)));
    this.#isShown = true;
  }

  clear(): void {
    if (this.#isShown) this.#output.write(clearLine);
    this.#isShown = false;
  }
}
