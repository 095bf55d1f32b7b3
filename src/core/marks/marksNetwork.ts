import { joinedWords, type MarksModel, type MarksSizes, reservedRows } from './config';
import { pauseCount, pauseNumbers } from './timeNumbers';

/** What the memory takes from a word: how much it keeps of before, and what it takes up instead, each [memory]. */
export interface MemoryStep {
  readonly keep: Float32Array;
  readonly taken: Float32Array;
}

/** Steps that are kept: those of a long utterance, and of what was said before it. */
const mostSteps = 256;

/**
 * What stands behind a word and whether it has a capital, by the words and pauses around it:
 *
 *     c_j = [E[w_(j-2)], E[w_(j-1)], E[w_j], pause before w_j]      f_j = σ(F c_j + a)      m_j = f_j m_(j-1) + (1 - f_j) tanh(V c_j + v)
 *     x = [E[w_(i-9)] … E[w_i] … E[w_(i+4)], times, m_i]            h = r(W1 x + b1)        k = r(W2 h + b2)                W3 k + b3
 *
 * with r(z) = max(0, z). The memory, a quasi-recurrent network's (Bradbury et al. 2016, f-pooling), knows how a long sentence began. It begins with
 * zeros a fixed number of words before, so a mark follows from words and times alone. Some 220,000 products a word: plain loops do
 * them in a fraction of a millisecond.
 */
export class MarksNetwork {
  readonly sizes: MarksSizes;
  /** Of what lies before the first word of a passage. */
  readonly beforePassage: MemoryStep;
  readonly #table: Float32Array;
  readonly #remember: Layer;
  readonly #layers: readonly Layer[];
  /** The latest steps: while a sentence grows, most words are looked at again and again. */
  readonly #steps = new Map<string, MemoryStep>();

  constructor({ sizes, weights }: Pick<MarksModel, 'sizes' | 'weights'>) {
    const values = (name: string): Float32Array => {
      const found = weights.get(name);
      if (found === undefined) throw new RangeError(`weight ${name} is missing`);
      return found.values;
    };
    const layer = (name: string): Layer => ({ weight: values(`${name}.weight`), bias: values(`${name}.bias`) });
    this.sizes = sizes;
    this.#table = values('table');
    this.#remember = layer('remember');
    this.#layers = ['first', 'second', 'third'].map(layer);
    this.beforePassage = this.memoryStep(new Array<number>(joinedWords).fill(reservedRows.begin), null);
  }

  /**
   * @param rows of the table: of the word and of those before it, oldest first, [joinedWords]
   * @param pause before the word, in seconds; null where it is not known
   */
  memoryStep(rows: readonly number[], pause: number | null): MemoryStep {
    const key = `${rows.join(' ')} ${pause}`;
    const known = this.#steps.get(key);
    if (known !== undefined) return known;
    const step = this.#computedStep(rows, pause);
    const [oldest] = this.#steps.keys();
    if (this.#steps.size === mostSteps && oldest !== undefined) this.#steps.delete(oldest);
    this.#steps.set(key, step);
    return step;
  }

  /** @param steps of the words that are remembered, oldest first */
  memoryOf(steps: Iterable<MemoryStep>): Float32Array {
    const kept = new Float32Array(this.sizes.memory);
    for (const { keep, taken } of steps)
      for (let unit = 0; unit < kept.length; unit += 1)
        kept[unit] = keep[unit]! * kept[unit]! + (1 - keep[unit]!) * taken[unit]!;
    return kept;
  }

  /**
   * @param rows of the table, oldest first, [before + after]
   * @param times as `timeNumbers` makes them
   * @param memory as `memoryOf` makes it
   * @returns logits of the marks and of the capital, [marks + 1]
   */
  logits(rows: readonly number[], times: Float32Array, memory: Float32Array): Float32Array {
    const words = rows.length * this.sizes.width;
    const input = new Float32Array(words + times.length + memory.length);
    this.#writeWords(input, rows);
    input.set(times, words);
    input.set(memory, words + times.length);
    const [first, second, third] = this.#layers;
    return multiplied(third!, rectified(multiplied(second!, rectified(multiplied(first!, input)))));
  }

  #computedStep(rows: readonly number[], pause: number | null): MemoryStep {
    const { width, memory } = this.sizes;
    const input = new Float32Array(joinedWords * width + pauseCount);
    this.#writeWords(input, rows);
    input.set(pauseNumbers(pause), joinedWords * width);
    const made = multiplied(this.#remember, input);
    return {
      keep: made.subarray(0, memory).map((value) => 1 / (1 + Math.exp(-value))),
      taken: made.subarray(memory).map(Math.tanh),
    };
  }

  #writeWords(input: Float32Array, rows: readonly number[]): void {
    const { width } = this.sizes;
    for (const [place, row] of rows.entries())
      input.set(this.#table.subarray(row * width, (row + 1) * width), place * width);
  }
}

interface Layer {
  /** [outputs, inputs] */
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

function multiplied({ weight, bias }: Layer, input: Float32Array): Float32Array {
  const output = new Float32Array(bias.length);
  for (let row = 0; row < bias.length; row += 1) {
    const start = row * input.length;
    let sum = bias[row]!;
    for (let column = 0; column < input.length; column += 1) sum += weight[start + column]! * input[column]!;
    output[row] = sum;
  }
  return output;
}

const rectified = (values: Float32Array): Float32Array => values.map((value) => Math.max(0, value));
