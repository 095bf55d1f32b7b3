/** How wide texts are. A text is measured once for as long as it is shown, since a partial result holds mostly words of the one before. */
export class TextWidths {
  readonly #measure: (text: string) => number;
  #known: ReadonlyMap<string, number> = new Map();

  constructor(measure: (text: string) => number) {
    this.#measure = measure;
  }

  /** Of all that is shown now. */
  of(texts: readonly string[]): ReadonlyMap<string, number> {
    const before = this.#known;
    const widthOf = (text: string): number => before.get(text) ?? this.#measure(text);
    this.#known = new Map(texts.map((text) => [text, widthOf(text)]));
    return this.#known;
  }
}
