import type { Partial } from '../../contract/ipc';
import { textOf } from '../../contract/shownText';
import type { Utterance } from '../../contract/transcript';
import { unlistedParts } from '../../contract/unlistedWords';
import type { SessionEvent } from '../../core/dictation/session';
import type { ShapingRules } from '../../core/shaping/rules';
import { shapeFinal, shapePartial } from '../../core/shaping/shape';
import { doubtedSentence } from './doubted';
import { complain, print } from './terminal';

const clearLine = '\r\u001B[2K';
const dim = (text: string): string => `\u001B[2m${text}\u001B[22m`;

/**
 * Shows what a session tells: each final utterance a line; on a terminal the unfinished one below, dim what may
 * change and what is no word. A line that was printed stays: what is scratched of it is told beside the output.
 */
export class LiveText {
  readonly #shaping: ShapingRules | null;
  readonly #output: NodeJS.WriteStream;
  #utterances: readonly Utterance[] = [];
  #isAskedToStop = false;

  /** @param shaping null shows the words as they were heard */
  constructor(shaping: ShapingRules | null, output: NodeJS.WriteStream = process.stdout) {
    this.#shaping = shaping;
    this.#output = output;
  }

  /** Whether "stop dictation" was said. */
  get isAskedToStop(): boolean {
    return this.#isAskedToStop;
  }

  show(event: SessionEvent): void {
    if (event.type === 'final') this.#showFinal(event.utterance);
    else if (event.type === 'doubted') this.#showDoubted(event.utterance);
    else if (this.#output.isTTY)
      this.#output.write(clearLine + unfinishedLine(this.#shown(event), this.#output.columns));
  }

  /** Both parts with the space between them. */
  #shown(partial: Partial): Partial {
    const { committed, unfinished } = partial;
    if (this.#shaping === null) {
      return { ...partial, committed: committed === '' || unfinished === '' ? committed : `${committed} ` };
    }
    const shaped = shapePartial(this.#shaping, this.#utterances, partial);
    const [solid, rest] = [onOneLine(shaped.committed), onOneLine(shaped.unfinished)];
    return { ...partial, committed: solid.trimStart(), unfinished: solid === '' ? rest.trimStart() : rest };
  }

  #showFinal(utterance: Utterance): void {
    if (this.#output.isTTY) this.#output.write(clearLine);
    const [text, scratched] =
      this.#shaping === null ? [textOf([utterance]), []] : this.#shape(this.#shaping, utterance);
    for (const line of scratched) complain(`Scratched: ${onOneLine(line)}`);
    if (text !== '') print(text);
  }

  /** Beside the output: it is no part of the text. */
  #showDoubted(utterance: Utterance): void {
    if (this.#output.isTTY) this.#output.write(clearLine);
    const sentence = doubtedSentence(utterance);
    complain(process.stderr.isTTY ? dim(sentence) : sentence);
  }

  /** The lines of the utterance, and what it takes back of earlier ones. */
  #shape(shaping: ShapingRules, utterance: Utterance): readonly [text: string, scratched: readonly string[]] {
    // The mark before it is printed.
    const { markBefore: _markBefore, ...said } = utterance;
    const shaped = shapeFinal(shaping, this.#utterances, said);
    const scratched = this.#utterances.flatMap((before, index) => {
      const left = textOf(shaped.earlier.slice(index, index + 1));
      return before === shaped.earlier[index] ? [] : [textOf([before]).slice(left.length).trimStart()];
    });
    this.#utterances = [...shaped.earlier, shaped.utterance];
    this.#isAskedToStop ||= shaped.asksToStop;
    const isParagraph = shaped.utterance.shaped?.words[0]?.before === '\n\n';
    return [(isParagraph ? '\n' : '') + textOf([shaped.utterance]), scratched.filter((text) => text !== '').reverse()];
  }
}

const onOneLine = (text: string): string => text.replace(/\n+/gu, ' ↵ ');

/** The end of the text, as far as it fits a line: a line that wraps could not be taken back. */
function unfinishedLine({ committed, unfinished, unlisted }: Partial, columns: number): string {
  let hidden = Math.max(0, committed.length + unfinished.length - (columns - 1));
  const solid = unlistedParts(committed, unlisted).map(({ text, isUnlisted }) => ({ text, isDim: isUnlisted }));
  return [...solid, { text: unfinished, isDim: true }]
    .map(({ text, isDim }) => {
      const rest = text.slice(hidden);
      hidden = Math.max(0, hidden - text.length);
      return isDim && rest !== '' ? dim(rest) : rest;
    })
    .join('');
}
