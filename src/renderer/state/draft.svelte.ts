import type { Take } from '../../contract/transcript';
import { textOf } from '../../contract/shownText';
import { wordStretches } from '../findInTake';
import { whyLineTooLong } from '../textBounds';

export interface Draft {
  readonly takeId: string;
  readonly utterance: number;
  /** What the line said when its editing began. */
  readonly before: string;
  /** What is selected in it then: a word that is to be corrected, or nothing, at its end. */
  readonly selected: { readonly from: number; readonly to: number };
}

/** The line of a take that is being corrected. What was typed is never thrown away but by `cancel`. */
export class DraftState {
  /** Null while no line is open. */
  line = $state.raw<Draft | null>(null);
  text = $state('');
  /** Why what was typed cannot be kept as it is, or null. */
  readonly refusal: string | null = $derived(this.text === this.line?.before ? null : whyLineTooLong(this.text));
  readonly #correct: (takeId: string, utterance: number, text: string) => Promise<boolean>;

  /** @param correct true when the text was written; false leaves it here */
  constructor(correct: (takeId: string, utterance: number, text: string) => Promise<boolean>) {
    this.#correct = correct;
  }

  /** Opens a line, with a word selected where one is named; another one that is open is kept first, and stays open where that fails. */
  async begin(take: Take, utterance: number, word: number | null = null): Promise<void> {
    const isOpen = this.line?.takeId === take.id && this.line.utterance === utterance;
    const text = take.utterances[utterance];
    if (isOpen || text === undefined || !(await this.keep())) return;
    const before = textOf([text]);
    const end = { from: before.length, to: before.length };
    const selected = (word === null ? undefined : wordStretches(text)[word]) ?? end;
    this.line = { takeId: take.id, utterance, before, selected };
    this.text = before;
  }

  /** Writes what was typed and closes the line. False where it could not be written: the line stays open with its text. */
  async keep(): Promise<boolean> {
    const { line } = this;
    if (line === null) return true;
    if (this.refusal !== null) return false;
    const text = this.text.trim();
    if (text !== line.before && !(await this.#correct(line.takeId, line.utterance, text))) return false;
    if (this.line === line) this.line = null;
    return true;
  }

  /** The line as it was. */
  cancel(): void {
    this.line = null;
  }
}
