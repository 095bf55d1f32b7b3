/** Labels 0 … symbols.length − 1 stand for one symbol each; the last label, `blank`, stands for none (Graves et al. 2006 §3.1). */
export class Alphabet {
  readonly symbols: string;
  /** Natural log of how common each label is among timesteps of speech; empty where that is not known. */
  readonly logPriors: readonly number[];
  readonly #labelOf: ReadonlyMap<string, number>;

  /** @param logPriors one for each label, the blank among them, or none */
  constructor(symbols: string, logPriors: readonly number[] = []) {
    this.symbols = symbols;
    this.logPriors = logPriors;
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

/** The mean posteriors of the network over held-out speech, 30 ms a timestep. They follow how English is spelt: other networks' are alike. */
const englishLogPriors = [
  -3.63, -5.27, -4.71, -4.4, -3.25, -5.01, -5.11, -4.06, -3.85, -7.86, -5.73, -4.33, -4.86, -3.75, -3.69, -5.2, -8.16,
  -3.77, -3.71, -3.48, -4.77, -5.62, -4.85, -7.25, -5.04, -8.59, -2.51, -7.3, -0.53,
];

/** a–z, space, apostrophe, and the blank as label 28 (Hannun et al. 2014 §2). */
export const english = new Alphabet("abcdefghijklmnopqrstuvwxyz '", englishLogPriors);
