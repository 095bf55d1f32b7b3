import type { WordMark } from '../../../contract/transcript';
import { replacesMark } from '../punctuation';

/** What stands at places that belong to nobody: before the first word, behind the last, beyond a mark, and where a command or a term begins. */
const nothing = '';

/** What the words from `from` on are taken for otherwise: the text that is written there, `undecided` where the next word decides. */
export type Claim = (from: number) => { readonly text: string } | 'none' | 'undecided';

/** What is decided, and by what. `marks` are those that were heard behind the words, as far as there are any. */
export interface Place {
  readonly words: readonly string[];
  readonly marks: readonly WordMark[];
  /** The word that is decided. */
  readonly from: number;
  /** The first word behind the last command: what was a command is no neighbour. */
  readonly since: number;
  /** No word will follow those that are there. */
  readonly isOver: boolean;
  readonly claim: Claim;
}

/**
 * The words around a place, of which more may come. Whatever a rule decides, it decides by words that it asked for here; where one of
 * them is not there yet, `isUndecided` is true and the rule is to be asked again. So the cut of a stream into pieces changes nothing.
 */
export class WordReach {
  readonly #place: Place;
  #isUndecided = false;

  constructor(place: Place) {
    this.#place = place;
  }

  get isUndecided(): boolean {
    return this.#isUndecided;
  }

  /**
   * The word that stands so many places behind the decided one, or before it; where a command writes a sign, the sign. A mark may change
   * until the word behind it is there, so it parts two words no sooner.
   */
  at(offset: number): string {
    const { words, from, since, isOver } = this.#place;
    const index = from + offset;
    const word = index < since ? nothing : words[index];
    if (word === undefined) {
      this.#isUndecided ||= !isOver;
      return nothing;
    }
    if (offset <= 0) return this.#isMarkBetween(index, from) ? nothing : word;
    return this.#isMarkBetween(from, index - 1) ? nothing : this.#behind(index, word);
  }

  /** What the word is taken for; a sign that is said takes the place of the mark before it. */
  #behind(index: number, word: string): string {
    const owner = this.#place.claim(index);
    this.#isUndecided ||= owner === 'undecided';
    if (owner === 'undecided') return nothing;
    const isParted = this.#isMarkBetween(index - 1, index);
    if (owner === 'none') return isParted ? nothing : word;
    return isParted && !replacesMark(owner.text) ? nothing : owner.text;
  }

  #isMarkBetween(first: number, last: number): boolean {
    for (let index = first; index < last; index += 1) if ((this.#place.marks[index]?.mark ?? '') !== '') return true;
    return false;
  }

  /** Whether these words stand there. A word is asked for only where those before it fit. */
  isAt(offset: number, words: string): boolean {
    return words.split(' ').every((word, index) => this.at(offset + index) === word);
  }
}
