import { tryOut } from './trial';

/** No node: where a node has no child, sibling or parent. */
export const none = -1;

/**
 * The prefixes that a beam search follows, as a tree: a node is its parent's prefix with one label more, so that equal prefixes are
 * the same node. Nodes are integers, their fields lie in typed arrays, and the number of a removed node is used again.
 */
export class PrefixTree {
  parent = new Int32Array(0);
  label = new Uint8Array(0);
  /** 1 for a node that its user holds; a node that is not held lives as long as it has children. */
  held = new Uint8Array(0);
  #firstChild = new Int32Array(0);
  #nextSibling = new Int32Array(0);
  /** Stack of the numbers that are free. */
  #free = new Int32Array(0);
  #freeCount = 0;
  #root = none;
  #isTrial = false;
  /** 1 for a node that was added since the last trial began. */
  #ofTrial = new Uint8Array(0);

  get root(): number {
    return this.#root;
  }

  get capacity(): number {
    return this.parent.length;
  }

  get size(): number {
    return this.capacity - this.#freeCount;
  }

  /** Removes everything and starts again with a root. */
  clear(rootLabel: number): void {
    this.#freeCount = 0;
    for (let node = this.capacity - 1; node >= 0; node--) this.#free[this.#freeCount++] = node;
    this.#root = this.#take(none, rootLabel);
  }

  /** Makes sure that `count` more nodes can be added. Returns whether the arrays were replaced by larger ones. */
  reserve(count: number): boolean {
    if (this.#freeCount >= count) return false;
    const before = this.capacity;
    const capacity = Math.max(2 * before, before + count, 1024);
    this.parent = grown(this.parent, new Int32Array(capacity));
    this.label = grown(this.label, new Uint8Array(capacity));
    this.held = grown(this.held, new Uint8Array(capacity));
    this.#firstChild = grown(this.#firstChild, new Int32Array(capacity));
    this.#nextSibling = grown(this.#nextSibling, new Int32Array(capacity));
    this.#ofTrial = grown(this.#ofTrial, new Uint8Array(capacity));
    this.#free = grown(this.#free, new Int32Array(capacity));
    for (let node = capacity - 1; node >= before; node--) this.#free[this.#freeCount++] = node;
    return true;
  }

  /** The node of `parent`'s prefix and `label`, or `none`. */
  find(parent: number, label: number): number {
    let child = this.#firstChild[parent] ?? none;
    while (child !== none && this.label[child] !== label) child = this.#nextSibling[child] ?? none;
    return child;
  }

  /** Adds the node of `parent`'s prefix and `label`, which must not be there yet. */
  add(parent: number, label: number): number {
    const child = this.#take(parent, label);
    this.#nextSibling[child] = this.#firstChild[parent] ?? none;
    this.#firstChild[parent] = child;
    return child;
  }

  /** Lets go of a node: it and its ancestors are removed as far as nobody holds them and no other child needs them. */
  release(node: number): void {
    this.held[node] = 0;
    let unused = node;
    while (unused !== this.#root && this.held[unused] === 0 && this.#firstChild[unused] === none) {
      const parent = this.parent[unused] ?? none;
      this.#unlink(parent, unused);
      if (!this.#isTrial || this.#ofTrial[unused] === 1) this.#free[this.#freeCount++] = unused;
      unused = parent;
    }
  }

  /** Makes `node` the root and removes its ancestors, none of which may have another held descendant or be held. */
  reroot(node: number): void {
    let ancestor = this.parent[node] ?? none;
    this.parent[node] = none;
    this.#nextSibling[node] = none;
    while (ancestor !== none) {
      this.#free[this.#freeCount++] = ancestor;
      ancestor = this.parent[ancestor] ?? none;
    }
    this.#root = node;
  }

  /**
   * Runs `trial`, and is afterwards as it was before. Until then no number of a node that was there is given to another, so what is
   * kept elsewhere by number stays right. `trial` must not reroot or clear.
   */
  tryOut<Result>(trial: () => Result): Result {
    const [before, freeCount] = [this.capacity, this.#freeCount];
    this.#isTrial = true;
    this.#ofTrial.fill(0);
    try {
      return tryOut(() => this.#fields(), trial);
    } finally {
      this.#isTrial = false;
      this.#freeCount = freeCount;
      for (let node = this.capacity - 1; node >= before; node--) this.#free[this.#freeCount++] = node;
    }
  }

  /** Whether `ancestor` is `node` or above it. */
  descends(node: number, ancestor: number): boolean {
    let at = node;
    while (at !== none && at !== ancestor) at = this.parent[at] ?? none;
    return at === ancestor;
  }

  #fields(): (Int32Array | Uint8Array)[] {
    return [this.parent, this.label, this.held, this.#firstChild, this.#nextSibling, this.#free];
  }

  #take(parent: number, label: number): number {
    if (this.#freeCount === 0) throw new Error('the prefix tree is full: call reserve() first');
    const node = this.#free[--this.#freeCount] ?? none;
    this.parent[node] = parent;
    this.label[node] = label;
    this.held[node] = 0;
    this.#ofTrial[node] = 1;
    this.#firstChild[node] = none;
    this.#nextSibling[node] = none;
    return node;
  }

  #unlink(parent: number, child: number): void {
    const next = this.#nextSibling[child] ?? none;
    if (this.#firstChild[parent] === child) {
      this.#firstChild[parent] = next;
      return;
    }
    let sibling = this.#firstChild[parent] ?? none;
    while (this.#nextSibling[sibling] !== child) sibling = this.#nextSibling[sibling] ?? none;
    this.#nextSibling[sibling] = next;
  }
}

/** `larger`, beginning with what `array` holds. */
export function grown<Numbers extends Int32Array | Uint8Array | Float32Array | Float64Array>(
  array: Numbers,
  larger: Numbers,
): Numbers {
  larger.set(array);
  return larger;
}
