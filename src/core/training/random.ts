/** A seeded source of random numbers, so that every run can be repeated (Vigna, splitmix32 and xoshiro128**). */
export class Random {
  readonly #state: Uint32Array;

  /** The same `seeds` give the same numbers; use the step or the epoch as a further seed instead of keeping the state. */
  constructor(...seeds: readonly number[]) {
    let mixed = 0x9e3779b9;
    this.#state = Uint32Array.from({ length: 4 }, (_, word) => {
      for (const seed of [...seeds, word]) mixed = scramble((mixed + Math.imul(seed + 1, 0x9e3779b9)) | 0);
      return mixed;
    });
  }

  /** Uniform in 0 ≤ x < 1. */
  uniform(): number {
    const [a, b, c, d] = this.#state as unknown as readonly [number, number, number, number];
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    this.#state[2] = c ^ a;
    this.#state[3] = d ^ b;
    this.#state[1] = b ^ this.#state[2];
    this.#state[0] = a ^ this.#state[3];
    this.#state[2] ^= b << 9;
    this.#state[3] = rotate(this.#state[3], 11);
    return result / 2 ** 32;
  }

  /** A whole number, `lowest` ≤ n ≤ `highest`. */
  integer(lowest: number, highest: number): number {
    return lowest + Math.floor(this.uniform() * (highest - lowest + 1));
  }

  /** Mean 0, deviation 1 (Box and Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** A new array in random order (Fisher and Yates). */
  shuffled<Item>(items: readonly Item[]): Item[] {
    const shuffled = [...items];
    for (let index = shuffled.length - 1; index > 0; index -= 1) {
      const other = this.integer(0, index);
      [shuffled[index], shuffled[other]] = [shuffled[other]!, shuffled[index]!];
    }
    return shuffled;
  }
}

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

function scramble(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
