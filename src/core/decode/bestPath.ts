import { grown, none, type PrefixTree } from './prefixTree';
import type { PrefixBeams } from './prefixBeams';
import { tryOut } from './trial';

/** Since when each prefix has begun the best one, timestep after timestep: what has not done so for long is not worth showing. */
export class BestPath {
  /** The timestep since when without a break, and the last one; by node. */
  #since = new Int32Array(0);
  #last = new Int32Array(0);
  /** What the node was then: the number of a prefix that was given up is used again. */
  #parent = new Int32Array(0);
  #label = new Uint8Array(0);
  /** The nodes of the best prefix, from its end to below the root. */
  #path = new Int32Array(0);

  /** To be called for each timestep, with the prefixes that it left. */
  follow(beams: PrefixBeams, timestep: number): void {
    const { tree } = beams;
    this.#reserve(tree);
    let length = 0;
    for (let at = beams.node(beams.best()); at !== tree.root && at !== none; at = tree.parent[at] ?? none)
      this.#path[length++] = at;
    let parentSince = 0;
    for (let i = length - 1; i >= 0; i--) {
      const node = this.#path[i] ?? none;
      const since = this.#isStill(node, tree, timestep) ? (this.#since[node] ?? timestep) : timestep;
      // A prefix is never older than what it begins with.
      parentSince = Math.max(since, parentSince);
      this.#since[node] = parentSince;
      this.#last[node] = timestep;
      this.#parent[node] = tree.parent[node] ?? none;
      this.#label[node] = tree.label[node] ?? 0;
    }
  }

  /** Timesteps for which a node of the best prefix has been a part of it, at least 1. */
  ageOf(node: number): number {
    return (this.#last[node] ?? 0) - (this.#since[node] ?? 0) + 1;
  }

  /** Runs `trial`, which may follow on, and is afterwards as it was before. */
  tryOut<Result>(trial: () => Result): Result {
    return tryOut(() => [this.#last, this.#since, this.#parent, this.#label], trial);
  }

  restart(): void {
    this.#last.fill(none - 1);
  }

  #isStill(node: number, tree: PrefixTree, timestep: number): boolean {
    return (
      this.#last[node] === timestep - 1 &&
      this.#parent[node] === tree.parent[node] &&
      this.#label[node] === tree.label[node]
    );
  }

  #reserve({ capacity }: PrefixTree): void {
    const before = this.#last.length;
    if (before >= capacity) return;
    this.#since = grown(this.#since, new Int32Array(capacity));
    this.#last = grown(this.#last, new Int32Array(capacity)).fill(none - 1, before);
    this.#parent = grown(this.#parent, new Int32Array(capacity));
    this.#label = grown(this.#label, new Uint8Array(capacity));
    this.#path = new Int32Array(capacity);
  }
}
