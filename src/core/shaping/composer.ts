import type { Shaped, ShapedWord } from '../../contract/transcript';
import type { Casing, Span, Token } from './commandReader';
import { isMark, joinsLeft, joinsRight, opensSentence, sentenceEnd } from './punctuation';

/** A word of the shown text and the recognized words that it was made of. */
export interface ComposedWord extends Span {
  readonly before: ShapedWord['before'];
  readonly text: string;
}

type Break = Shaped['after'];

/** What is needed of a text to go on with it and to take it back. */
interface Written<Word extends Pick<ComposedWord, 'before' | 'text'>> {
  readonly words: readonly Word[];
  readonly after: Break;
}

/** As much of the text as decides about a space or a capital. */
const tailWords = 4;

/**
 * Writes the tokens of one utterance behind the text of the earlier ones: spaces, capitals at the beginning of sentences, one mark
 * where two were said. `add` only ever lengthens the text of the utterance, but for a scratch.
 */
export class Composer {
  #earlier: Shaped[];
  #words: ComposedWord[] = [];
  #after: Break = '';

  /** @param earlier the utterances before, in order; not changed */
  constructor(earlier: readonly Shaped[]) {
    this.#earlier = [...earlier];
  }

  /** The utterances before; those of which something was scratched are replaced. */
  get earlier(): readonly Shaped[] {
    return this.#earlier;
  }

  get words(): readonly ComposedWord[] {
    return this.#words;
  }

  get after(): Break {
    return this.#after;
  }

  /** The text of this utterance, with what stands before it. */
  get text(): string {
    return this.#words.map((word) => word.before + word.text).join('') + (this.#isBlank() ? '' : this.#after);
  }

  add(token: Token): void {
    switch (token.kind) {
      case 'word':
        this.#write(this.#cased(token.text, token.casing), token);
        break;
      case 'write':
        this.#writeText(token.text, token);
        break;
      case 'break':
        this.#break(token.text);
        break;
      case 'scratch':
        this.#scratch();
        break;
    }
  }

  #cased(text: string, casing: Casing): string {
    if (casing === 'capitals') return text.toUpperCase();
    return casing === 'capital' || /^i('|$)/u.test(text) ? capitalized(text) : this.#opening(text);
  }

  /** Text of the table: the spaces and line breaks inside it are meant. */
  #writeText(text: string, span: Span): void {
    for (const [index, piece] of (text.match(/\n+|\S+/gu) ?? []).entries()) {
      if (piece.startsWith('\n')) this.#break(piece === '\n' ? '\n' : '\n\n');
      else if (this.#isDoubleMark(piece)) this.#lengthen('', span.to);
      else this.#write(this.#opening(piece), span, index > 0);
    }
  }

  #isDoubleMark(text: string): boolean {
    return isMark(text) && this.#pendingBreak() === '' && isMark(this.#tail().at(-1) ?? '');
  }

  /** With a capital where a sentence begins; a text that has one somewhere knows its own. */
  #opening(text: string): string {
    const isOpening = opensSentence(this.#tail() + this.#pendingBreak());
    return isOpening && text === text.toLowerCase() ? capitalized(text) : text;
  }

  #write(text: string, { from, to }: Span, isApart = false): void {
    const before = this.#separator(text, isApart);
    this.#after = '';
    if (before === '' && this.#words.length > 0) this.#lengthen(text, to);
    else this.#words.push({ before, text, from, to });
  }

  #lengthen(text: string, to: number): void {
    const last = this.#words.pop();
    if (last !== undefined) this.#words.push({ ...last, text: last.text + text, to });
  }

  #separator(text: string, isApart: boolean): ShapedWord['before'] {
    if (this.#isBlank()) return '';
    const pending = this.#pendingBreak();
    if (pending !== '') return pending;
    return !isApart && (joinsLeft(text) || joinsRight(this.#tail())) ? '' : ' ';
  }

  #break(lines: '\n' | '\n\n'): void {
    this.#after = lines === '\n' && this.#after === '' ? '\n' : '\n\n';
  }

  /** The break before the next word; two of them are a paragraph, like two line breaks. */
  #pendingBreak(): Break {
    let lines = this.#after.length;
    for (let at = this.#earlier.length - 1, has = this.#words.length > 0; at >= 0 && !has; at -= 1) {
      lines += this.#earlier[at]?.after.length ?? 0;
      has = (this.#earlier[at]?.words.length ?? 0) > 0;
    }
    return lines === 0 ? '' : lines === 1 ? '\n' : '\n\n';
  }

  #isBlank(): boolean {
    return this.#words.length === 0 && this.#earlier.every((each) => each.words.length === 0);
  }

  /** The end of the text; the beginning of the text counts as the beginning of a line. */
  #tail(): string {
    const last: Pick<ComposedWord, 'before' | 'text'>[] = this.#words.slice(-tailWords);
    for (let at = this.#earlier.length - 1; at >= 0 && last.length < tailWords; at -= 1) {
      last.unshift(...(this.#earlier[at]?.words.slice(last.length - tailWords) ?? []));
    }
    const text = last.map((word) => word.before + word.text).join('');
    return last.length < tailWords ? `\n${text}` : text;
  }

  #scratch(): void {
    if (this.#words.length > 0 || this.#after !== '') {
      const left = withoutEnd({ words: this.#words, after: this.#after });
      this.#words = [...left.words];
      this.#after = left.after;
      return;
    }
    const at = this.#earlier.findLastIndex((each) => each.words.length > 0 || each.after !== '');
    const last = this.#earlier[at];
    if (last === undefined) return;
    const { words, after } = withoutEnd(last);
    this.#earlier[at] = { words: [...words], after };
  }
}

/** Without its break, or else without the words since the last end of a sentence or a line; the break before them stays. */
function withoutEnd<Word extends Pick<ComposedWord, 'before' | 'text'>>({
  words,
  after,
}: Written<Word>): Written<Word> {
  if (after !== '') return { words, after: '' };
  const beginning = words.findLastIndex(
    (word, index) => index === 0 || word.before.includes('\n') || sentenceEnd.test(words[index - 1]?.text ?? ''),
  );
  const before = beginning === 0 ? '' : (words[beginning]?.before ?? '');
  return { words: words.slice(0, Math.max(0, beginning)), after: before === ' ' ? '' : before };
}

const capitalized = (text: string): string => text.replace(/^[^\p{L}\p{N}]*\p{L}/u, (start) => start.toUpperCase());
