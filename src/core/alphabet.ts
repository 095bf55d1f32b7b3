/** Labels 0 … symbols.length − 1 stand for one symbol each; the last label, `blank`, stands for none (Graves et al. 2006 §3.1). */
export class Alphabet {
  readonly symbols: string;
  readonly #labelOf: ReadonlyMap<string, number>;

  constructor(symbols: string) {
    this.symbols = symbols;
    this.#labelOf = new Map(Array.from(symbols, (symbol, label) => [symbol, label]));
    if (this.#labelOf.size !== symbols.length) throw new RangeError(`an alphabet names each symbol once: "${symbols}"`);
  }

  get blank(): number {
    return this.symbols.length;
  }

  /** How many labels there are, the blank among them. */
  get size(): number {
    return this.symbols.length + 1;
  }

  /** The label of one symbol, or undefined where the alphabet lacks it. */
  labelOf(symbol: string): number | undefined {
    return this.#labelOf.get(symbol);
  }

  /** The labels of a normalised text, or null where it holds a symbol that the alphabet lacks. */
  encode(text: string): Int32Array | null {
    const labels = Array.from(text, (symbol) => this.#labelOf.get(symbol));
    return labels.includes(undefined) ? null : Int32Array.from(labels as number[]);
  }

  /** The text of labels without blanks. */
  decode(labels: Iterable<number>): string {
    return Array.from(labels, (label) => this.symbols[label] ?? '').join('');
  }
}

/** a–z, space, apostrophe, and the blank as label 28 (Hannun et al. 2014 §2). */
export const english = new Alphabet("abcdefghijklmnopqrstuvwxyz '");
