import type { MarksModel, MarksSizes } from './config';

/**
 * What stands behind a word and whether it has a capital, by the words and pauses around it:
 *
 *     x = [E[w_(i-9)] … E[w_i] … E[w_(i+4)], times]      h = r(W1 x + b1)      k = r(W2 h + b2)      W3 k + b3      r(z) = max(0, z)
 *
 * Some 200,000 products a word: plain loops do them in a fraction of a millisecond.
 */
export class MarksNetwork {
  readonly sizes: MarksSizes;
  readonly #table: Float32Array;
  readonly #layers: readonly Layer[];

  constructor({ sizes, weights }: Pick<MarksModel, 'sizes' | 'weights'>) {
    const values = (name: string): Float32Array => {
      const found = weights.get(name);
      if (found === undefined) throw new RangeError(`weight ${name} is missing`);
      return found.values;
    };
    this.sizes = sizes;
    this.#table = values('table');
    this.#layers = ['first', 'second', 'third'].map((name) => {
      return { weight: values(`${name}.weight`), bias: values(`${name}.bias`) };
    });
  }

  /**
   * @param rows of the table, oldest first, [before + after]
   * @param times as `timeNumbers` makes them
   * @returns logits of the marks and of the capital, [marks + 1]
   */
  logits(rows: readonly number[], times: Float32Array): Float32Array {
    const { width } = this.sizes;
    const input = new Float32Array(rows.length * width + times.length);
    for (const [place, row] of rows.entries())
      input.set(this.#table.subarray(row * width, (row + 1) * width), place * width);
    input.set(times, rows.length * width);
    let values: Float32Array = input;
    for (const [index, layer] of this.#layers.entries())
      values = multiplied(layer, values, index < this.#layers.length - 1);
    return values;
  }
}

interface Layer {
  /** [outputs, inputs] */
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

function multiplied({ weight, bias }: Layer, input: Float32Array, isRectified: boolean): Float32Array {
  const output = new Float32Array(bias.length);
  for (let row = 0; row < bias.length; row += 1) {
    const start = row * input.length;
    let sum = bias[row]!;
    for (let column = 0; column < input.length; column += 1) sum += weight[start + column]! * input[column]!;
    output[row] = isRectified ? Math.max(0, sum) : sum;
  }
  return output;
}
