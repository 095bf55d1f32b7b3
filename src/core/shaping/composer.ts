import type { Shaped, ShapedWord, WordMark } from '../../contract/transcript';
import type { Casing, Span, Token } from './commandReader';
import {
  endsAbbreviated,
  endsSentence,
  isMark,
  joinsLeft,
  joinsRight,
  maySentenceEnd,
  opensSentence,
  replacesMark,
} from './punctuation';
import { type HeardMark, isWritten, type Pause, withCapital } from './heardMark';
import { isProperName } from './properNames';

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
 *
 * A mark that was heard waits for the next token, because one that is said takes its place.
 */
export class Composer {
  #earlier: Shaped[];
  #words: ComposedWord[] = [];
  #after: Break = '';
  #isBehindPause = false;
  #isMarkHeard = false;
  /** The first word begins a paragraph, because the pause before it was long. */
  #isParagraph = false;
  /** The sentence ended at a word that has a full stop of its own: "10 a.m." */
  #isEnded = false;
  /** What was heard behind the last word and is not written yet. */
  #waitingMark: HeardMark = '';

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

  /**
   * To be told before any token where pauses count. A full stop that was missing before the pause is set, and after a long one the words
   * that follow begin a paragraph.
   *
   * @returns what was added to the text before
   */
  begin(pause: Pause): '' | '.' {
    if (this.#isBlank()) return '';
    this.#isBehindPause = true;
    this.#isMarkHeard = pause.isMarkHeard;
    this.#isParagraph = pause.seconds >= pause.paragraphSeconds;
    const { mark } = pause;
    if (pause.isMarkHeard && mark !== undefined) this.#changeLast((text) => text.replace(/[,.?]$/u, '') + mark);
    if (pause.seconds < pause.sentenceSeconds || this.#pendingBreak() !== '') return '';
    this.#isEnded = endsAbbreviated(this.#tail());
    if (pause.isMarkHeard && this.#tail().endsWith(',')) this.#changeLast((text) => `${text.slice(0, -1)}.`);
    if (!maySentenceEnd(this.#tail())) return '';
    this.#changeLast((text) => `${text}.`);
    return '.';
  }

  /** To be told behind all tokens: what was heard behind the last word is written, and a full stop where the pause makes one. */
  end({ seconds, sentenceSeconds }: Pick<Pause, 'seconds' | 'sentenceSeconds'>): void {
    if (seconds >= sentenceSeconds && this.#waitingMark !== '?') this.#waitingMark = '.';
    const last = this.#words.at(-1);
    const isStopped = this.#waitingMark === '' || this.#after !== '' || !maySentenceEnd(this.#tail());
    if (last !== undefined && !isStopped) this.#lengthen(this.#waitingMark, last.to);
    this.#waitingMark = '';
  }

  /** Whether the token is a mark that stands in place of the full stop of the pause before it. */
  replacesStop(token: Token): boolean {
    if (token.kind !== 'write' || !isMark(token.text)) return false;
    if (!this.#isBehindPause || this.#words.length > 0 || this.#pendingBreak() !== '') return false;
    const tail = this.#tail();
    return !tail.endsWith(token.text) && !endsAbbreviated(tail) && (this.#isMarkHeard ? /[.,?]$/u : /\.$/u).test(tail);
  }

  /**
   * A `stop` writes nothing.
   *
   * @param heard what the last word of the token is written with
   */
  add(token: Token, heard: WordMark = {}): void {
    if (token.kind === 'write' && joinsLeft(token.text)) this.#isParagraph = false;
    this.#settleMark(token);
    this.#obey(heard.isCapital === true ? withCapital(token) : token);
    if (isWritten(token)) this.#waitingMark = heard.mark ?? '';
  }

  #obey(token: Token): void {
    switch (token.kind) {
      case 'word':
        this.#write(this.#cased(token.text, token.casing), token);
        break;
      case 'write':
        if (this.replacesStop(token)) this.#changeLast((text) => text.slice(0, -1) + token.text);
        else this.#writeText(token.text, token);
        break;
      case 'break':
        this.#break(token.text);
        break;
      case 'scratch':
        this.#scratch();
        break;
      case 'stop':
        break;
    }
  }

  /** Writes the mark that waits, or drops it where one was said in its place. */
  #settleMark(token: Token): void {
    const isReplaced = token.kind === 'scratch' || (token.kind === 'write' && replacesMark(token.text));
    const last = this.#words.at(-1);
    if (!isReplaced && last !== undefined && this.#waitingMark !== '' && maySentenceEnd(this.#tail()))
      this.#lengthen(this.#waitingMark, last.to);
    if (token.kind !== 'stop') this.#waitingMark = '';
  }

  #cased(text: string, casing: Casing): string {
    if (casing === 'capitals') return text.toUpperCase();
    if (casing === 'as written') return this.#opening(text);
    const isCapital = casing === 'capital' || /^i('|$)/u.test(text) || isProperName(text);
    return isCapital ? capitalized(text) : this.#opening(text);
  }

  /** Text of the table: the spaces and line breaks inside it are meant. */
  #writeText(text: string, span: Span): void {
    for (const [index, piece] of (text.match(/\n+|\S+/gu) ?? []).entries()) {
      if (piece.startsWith('\n')) this.#break(piece === '\n' ? '\n' : '\n\n');
      else if (this.#isDoubleMark(piece)) this.#endTwice(span.to);
      else this.#write(this.#opening(piece), span, index > 0);
    }
  }

  #isDoubleMark(text: string): boolean {
    if (!isMark(text) || this.#pendingBreak() !== '') return false;
    return endsAbbreviated(this.#tail()) ? text === '.' : isMark(this.#tail().at(-1) ?? '');
  }

  #endTwice(to: number): void {
    this.#isEnded = endsAbbreviated(this.#tail());
    this.#lengthen('', to);
  }

  /** With a capital where a sentence begins; a text that has one somewhere knows its own. */
  #opening(text: string): string {
    const isOpening = this.#beginsParagraph() || this.#isEnded || opensSentence(this.#tail() + this.#pendingBreak());
    return isOpening && !isAddress(text) && text === text.toLowerCase() ? capitalized(text) : text;
  }

  #write(text: string, { from, to }: Span, isApart = false): void {
    const before = this.#separator(text, isApart);
    this.#after = '';
    this.#isEnded = false;
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
    if (pending !== '' || this.#beginsParagraph()) return pending === '' ? '\n\n' : pending;
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

  #beginsParagraph(): boolean {
    return this.#isParagraph && this.#words.length === 0;
  }

  /** Changes the last word of the utterances before. */
  #changeLast(change: (text: string) => string): void {
    const at = this.#earlier.findLastIndex(({ words }) => words.length > 0);
    const [found, last] = [this.#earlier[at], this.#earlier[at]?.words.at(-1)];
    const text = last === undefined ? '' : change(last.text);
    if (found === undefined || last === undefined || text === last.text) return;
    this.#earlier[at] = { ...found, words: [...found.words.slice(0, -1), { ...last, text }] };
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
    this.#isEnded = false;
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
    (word, index) => index === 0 || word.before.includes('\n') || endsSentence(words[index - 1]?.text ?? ''),
  );
  const before = beginning === 0 ? '' : (words[beginning]?.before ?? '');
  return { words: words.slice(0, Math.max(0, beginning)), after: before === ' ' ? '' : before };
}

/** An address is written in small letters wherever it stands. */
const isAddress = (text: string): boolean => /@|^www$/u.test(text);
const capitalized = (text: string): string => text.replace(/^[^\p{L}\p{N}]*\p{L}/u, (start) => start.toUpperCase());
