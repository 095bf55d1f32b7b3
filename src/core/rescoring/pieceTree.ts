import { sentenceEnd } from './config';

/** No node: what is before the first. */
export const nowhere = -1;

/**
 * Texts in pieces, where those that begin alike share what they begin with. The first node is the beginning of a sentence; each node is asked
 * what follows it.
 */
export class PieceTree {
  readonly pieces: number[] = [sentenceEnd];
  readonly parents: number[] = [nowhere];
  /** Pieces before a node in its text. */
  readonly depths: number[] = [0];
  readonly #children = new Map<string, number>();

  get size(): number {
    return this.pieces.length;
  }

  /** The node of `piece` behind `parent`, which is made where there is none. */
  extend(parent: number, piece: number): number {
    const key = `${parent} ${piece}`;
    const found = this.#children.get(key);
    if (found !== undefined) return found;
    const node = this.size;
    this.pieces.push(piece);
    this.parents.push(parent);
    this.depths.push(this.depths[parent]! + 1);
    this.#children.set(key, node);
    return node;
  }

  /**
   * How much the attention from each node to each is lowered, [heads, size, size]: by the distance times the head's slope (Press et al.
   * 2022, "Train Short, Test Long", §3) for what stands before it in its text, and wholly for all else.
   */
  attentionBias(slopes: readonly number[]): Float32Array {
    const { size } = this;
    const bias = new Float32Array(slopes.length * size * size).fill(unseen);
    for (let node = 0; node < size; node += 1)
      for (let seen = node; seen !== nowhere; seen = this.parents[seen]!)
        for (const [head, slope] of slopes.entries())
          bias[(head * size + node) * size + seen] = slope * (this.depths[seen]! - this.depths[node]!);
    return bias;
  }
}

/** Far below any other, so that exp of it is 0. */
const unseen = -1e9;
