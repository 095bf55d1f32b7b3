import type { SessionEvent } from '../core/dictation/session';
import { textOf } from '../contract/shownText';
import { print } from './terminal';

const clearLine = '\r\u001B[2K';
const dim = (text: string): string => `\u001B[2m${text}\u001B[22m`;

/** Shows what a session tells: each final utterance a line; on a terminal the unfinished one below, its uncertain part dim. */
export class LiveText {
  readonly #output: NodeJS.WriteStream;

  constructor(output: NodeJS.WriteStream = process.stdout) {
    this.#output = output;
  }

  show(event: SessionEvent): void {
    if (event.type === 'final') this.#showFinal(textOf([event.utterance]));
    else if (this.#output.isTTY) this.#output.write(clearLine + unfinishedLine(event, this.#output.columns));
  }

  #showFinal(text: string): void {
    if (this.#output.isTTY) this.#output.write(clearLine);
    if (text !== '') print(text);
  }
}

/** The end of the text, as far as it fits a line: a line that wraps could not be taken back. */
export function unfinishedLine(
  partial: { readonly committed: string; readonly unfinished: string },
  columns: number,
): string {
  const committed = partial.unfinished === '' ? partial.committed : `${partial.committed} `.trimStart();
  const hidden = Math.max(0, committed.length + partial.unfinished.length - (columns - 1));
  const unfinished = partial.unfinished.slice(Math.max(0, hidden - committed.length));
  return committed.slice(hidden) + (unfinished === '' ? '' : dim(unfinished));
}
