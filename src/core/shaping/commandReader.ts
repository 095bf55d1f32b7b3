import type { NumberStyle, SpokenCommand } from '../../contract/shaping';
import type { WordMark } from '../../contract/transcript';
import { readTerm } from '../../contract/vocabularyTerm';
import { normalizeText } from '../corpus/normalizeText';
import { isLiteral } from './isLiteral';
import type { Claim } from './numbers/wordReach';
import { writtenForm } from './numbers/writtenForm';
import { PhraseTable } from './phraseTable';
import type { ShapingRules } from './rules';

/** The recognized words that a token was made of: `from` … `to` − 1, counted in the utterance. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** `as written` is spelt as the user wrote it; only the beginning of a sentence may give it a capital. */
export type Casing = 'as said' | 'as written' | 'capital' | 'capitals';

/** What an utterance says to write or to do, in order. */
export type Token = Span &
  (
    | { readonly kind: 'word'; readonly text: string; readonly casing: Casing }
    /** Text of the table, a number, an address or an abbreviation: written as it stands. */
    | { readonly kind: 'write'; readonly text: string }
    | { readonly kind: 'break'; readonly text: '\n' | '\n\n' }
    | { readonly kind: 'scratch'; readonly spoken: string }
    | { readonly kind: 'stop'; readonly spoken: string }
  );

/**
 * Reads the words of one utterance, which stay as they are once they were pushed, for commands, terms of the vocabulary and numbers.
 *
 *     reader.push(words, marks)   gives the tokens that are decided; a word that may begin a command or a number waits for the next
 *     reader.finish()             the rest; then ready for the next utterance
 *
 * However the words are cut into pushes, the tokens are the same. Marks are those that were heard behind the words, where any were.
 */
export class CommandReader {
  readonly #commands: PhraseTable<SpokenCommand>;
  readonly #terms: PhraseTable<string>;
  readonly #numbers: NumberStyle;
  #words: string[] = [];
  #marks: WordMark[] = [];
  #position = 0;
  /** The first word behind the last command. */
  #since = 0;

  constructor({ obeysCommands, commands, numbers, vocabulary = [] }: ShapingRules) {
    const obeyed = obeysCommands ? commands : [];
    this.#commands = new PhraseTable(obeyed.map((command) => [command.spoken, command]));
    const terms = vocabulary.map(readTerm);
    this.#terms = new PhraseTable(
      terms.flatMap(({ written, spoken }) => spoken.map((sound) => [normalizeText(sound), written] as const)),
    );
    this.#numbers = numbers;
  }

  push(words: readonly string[], marks: readonly WordMark[] = []): Token[] {
    this.#words.push(...words);
    this.#marks.push(...words.map((_, index) => marks[index] ?? {}));
    return this.#read(false);
  }

  finish(): Token[] {
    const tokens = this.#read(true);
    this.#words = [];
    this.#marks = [];
    this.#position = 0;
    this.#since = 0;
    return tokens;
  }

  #read(isOver: boolean): Token[] {
    const tokens: Token[] = [];
    while (this.#position < this.#words.length) {
      const next = this.#next(this.#position, isOver);
      if (next === null) break;
      tokens.push(...next);
      this.#position = next.at(-1)?.to ?? this.#words.length;
    }
    return tokens;
  }

  /** The tokens at `from`, at least one; null where the next words decide. */
  #next(from: number, isOver: boolean): Token[] | null {
    const match = this.#commands.find(this.#words, from, isOver);
    if (match === 'undecided') return null;
    if (match === 'none') return this.#plain(from, isOver);
    const { value: command, length } = match;
    const to = from + length;
    const [previous = null, next = null] = [this.#words[from - 1], this.#words[to]];
    if (next === null && !isOver && needsNext(command)) return null;
    if (isLiteral(command, previous, next)) return this.#literal(from, to);
    return this.#obey(command, { from, to }, isOver);
  }

  #obey(command: SpokenCommand, span: Span, isOver: boolean): Token[] | null {
    this.#since = span.to;
    switch (command.effect) {
      case 'write':
        return [{ kind: 'write', text: command.text, ...span }];
      case 'line':
        return [{ kind: 'break', text: '\n', ...span }];
      case 'paragraph':
        return [{ kind: 'break', text: '\n\n', ...span }];
      case 'scratch':
      case 'stop':
        return [{ kind: command.effect, spoken: command.spoken, ...span }];
      case 'capital':
      case 'capitals':
      case 'literal':
        return this.#applyToNext(command.effect, span, isOver);
    }
  }

  /** `cap` and `all caps` act on a word, `literal` on a command; before anything else they are words themselves. */
  #applyToNext(effect: 'capital' | 'capitals' | 'literal', { from, to }: Span, isOver: boolean): Token[] | null {
    const match = this.#commands.find(this.#words, to, isOver);
    if (match === 'undecided') return null;
    const next = this.#words[to];
    if (effect === 'literal' && match !== 'none') {
      const end = to + match.length;
      return this.#literal(to, end).map((token, index) => (index === 0 ? { ...token, from } : token));
    }
    if (effect === 'literal' || match !== 'none' || next === undefined) return this.#literal(from, to);
    return [{ kind: 'word', text: next, casing: effect, from, to: to + 1 }];
  }

  #plain(from: number, isOver: boolean): Token[] | null {
    const term = this.#terms.find(this.#words, from, isOver);
    if (term === 'undecided') return null;
    if (term !== 'none') return writtenTerm(term.value, from, from + term.length);
    const place = {
      words: this.#words,
      marks: this.#marks,
      from,
      since: this.#since,
      isOver,
      claim: this.#claim(isOver),
    };
    const pieces = writtenForm(place, this.#numbers);
    if (pieces === 'undecided') return null;
    if (pieces.length === 0) return this.#literal(from, from + 1);
    let at = from;
    return pieces.map(({ text, length }) => {
      const span = { from: at, to: (at += length) };
      const isSaid = length === 1 && text === this.#words[span.from];
      return isSaid ? { kind: 'word', text, casing: 'as said', ...span } : { kind: 'write', text, ...span };
    });
  }

  /** No number reaches over a command or a term of the vocabulary. */
  #claim(isOver: boolean): Claim {
    return (from) => {
      const command = this.#commands.find(this.#words, from, isOver);
      if (command !== 'none') return command === 'undecided' ? command : { text: command.value.text };
      const term = this.#terms.find(this.#words, from, isOver);
      return typeof term === 'string' ? term : { text: '' };
    };
  }

  #literal(from: number, to: number): Token[] {
    return this.#words.slice(from, to).map((text, index) => {
      return { kind: 'word', text, casing: 'as said', from: from + index, to: from + index + 1 };
    });
  }
}

const needsNext = ({ effect, literalBefore = [] }: SpokenCommand): boolean =>
  ['capital', 'capitals', 'literal', 'stop'].includes(effect) || literalBefore.length > 0;

/** A term of the vocabulary; where it is written in as many words as it is said, each keeps its own time. */
function writtenTerm(term: string, from: number, to: number): Token[] {
  const pieces = term.trim().split(/\s+/u);
  if (pieces.length !== to - from) return [{ kind: 'word', text: pieces.join(' '), casing: 'as written', from, to }];
  return pieces.map((text, index) => {
    return { kind: 'word', text, casing: 'as written', from: from + index, to: from + index + 1 };
  });
}
