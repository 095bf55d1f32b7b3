/** What stands at places that belong to nobody: before the first word, behind the last, and where a command or a term begins. */
const nothing = '';

/** What the words from `from` on are taken for otherwise: the text that is written there, `undecided` where the next word decides. */
export type Claim = (from: number) => { readonly text: string } | 'none' | 'undecided';

/** What is decided, and by what. */
export interface Place {
  readonly words: readonly string[];
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

  /** The word that stands so many places behind the decided one, or before it; where a command writes a sign, the sign. */
  at(offset: number): string {
    const { words, from, since, isOver, claim } = this.#place;
    const index = from + offset;
    const word = index < since ? nothing : words[index];
    if (word === undefined) {
      this.#isUndecided ||= !isOver;
      return nothing;
    }
    const owner = offset > 0 ? claim(index) : 'none';
    this.#isUndecided ||= owner === 'undecided';
    if (owner === 'none') return word;
    return owner === 'undecided' ? nothing : owner.text;
  }

  /** Whether these words stand there. A word is asked for only where those before it fit. */
  isAt(offset: number, words: string): boolean {
    return words.split(' ').every((word, index) => this.at(offset + index) === word);
  }
}
