import type { Run, RunStore, RunWriter } from './runs';

/** Of each row, behind its words: how often it occurs, and in front of how many different words. */
const tallies = 2;
const readRows = 4096;

/**
 * Sorts n-grams with their counts, more of them than memory holds: what fits is sorted and written as a run, and the runs are merged
 * (Knuth, The Art of Computer Programming 3, §5.4). Rows of the same words become one, with the sums of their counts.
 */
export class RowSorter {
  readonly #order: number;
  readonly #width: number;
  readonly #vocabularySize: number;
  readonly #store: RunStore;
  readonly #rows: Uint32Array;
  #length = 0;
  readonly #runs: Run[] = [];

  /** @param capacity rows that are held in memory at a time */
  constructor(order: number, vocabularySize: number, store: RunStore, capacity: number) {
    this.#order = order;
    this.#width = order + tallies;
    this.#vocabularySize = vocabularySize;
    this.#store = store;
    this.#rows = new Uint32Array(capacity * this.#width);
  }

  /** @param words of which those from `from` on are the n-gram */
  add(words: Uint32Array, from: number, count: number, leftWords: number): void {
    if (this.#length * this.#width === this.#rows.length) this.#flush();
    const at = this.#length++ * this.#width;
    for (let i = 0; i < this.#order; i++) this.#rows[at + i] = words[from + i] ?? 0;
    this.#rows[at + this.#order] = count;
    this.#rows[at + this.#order + 1] = leftWords;
  }

  /** All rows, each once, by rising words: [words, count, different words in front]. The array is used again for the next one. */
  *sorted(): Generator<Uint32Array> {
    this.#flush();
    const readers = this.#runs.map((run) => new RowReader(run, this.#width)).filter((reader) => reader.next());
    const row = new Uint32Array(this.#width);
    for (let i = readers.length >> 1; i >= 0; i--) this.#sink(readers, i);
    let hasRow = false;
    while (readers.length > 0) {
      const least = readers[0]!;
      if (hasRow && compareRows(least.row, row, this.#order) === 0) this.#sum(row, least.row);
      else {
        if (hasRow) yield row;
        row.set(least.row);
        hasRow = true;
      }
      if (!least.next()) {
        const last = readers.pop();
        if (last !== undefined && readers.length > 0) readers[0] = last;
      }
      this.#sink(readers, 0);
    }
    if (hasRow) yield row;
  }

  #sum(row: Uint32Array, other: Uint32Array): void {
    for (let i = this.#order; i < this.#width; i++) row[i] = (row[i] ?? 0) + (other[i] ?? 0);
  }

  /** Restores the heap below `index`: a reader's row is never behind those of its two children. */
  #sink(readers: RowReader[], index: number): void {
    let at = index;
    for (;;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        const [a, b] = [readers[child], readers[least]];
        if (a !== undefined && b !== undefined && compareRows(a.row, b.row, this.#order) < 0) least = child;
      }
      if (least === at) return;
      [readers[at], readers[least]] = [readers[least]!, readers[at]!];
      at = least;
    }
  }

  #flush(): void {
    if (this.#length === 0) return;
    const writer = new RowWriter(this.#store.create(), this.#width);
    const row = new Uint32Array(this.#width);
    let hasRow = false;
    for (const item of this.#sortedItems()) {
      const found = this.#rows.subarray(item * this.#width, (item + 1) * this.#width);
      if (hasRow && compareRows(found, row, this.#order) === 0) {
        this.#sum(row, found);
        continue;
      }
      if (hasRow) writer.add(row);
      row.set(found);
      hasRow = true;
    }
    writer.add(row);
    this.#runs.push(writer.finish());
    this.#length = 0;
  }

  /** Radix sort: from the last word to the first, counting sorts that keep the order of equal words. */
  #sortedItems(): Uint32Array {
    let items = Uint32Array.from({ length: this.#length }, (_, i) => i);
    let sorted = new Uint32Array(this.#length);
    for (let column = this.#order - 1; column >= 0; column--) {
      const next = new Uint32Array(this.#vocabularySize + 1);
      const wordOf = (item: number): number => this.#rows[item * this.#width + column] ?? 0;
      for (const item of items) next[wordOf(item) + 1] = (next[wordOf(item) + 1] ?? 0) + 1;
      for (let word = 0; word < this.#vocabularySize; word++)
        next[word + 1] = (next[word + 1] ?? 0) + (next[word] ?? 0);
      for (const item of items) {
        const place = next[wordOf(item)] ?? 0;
        sorted[place] = item;
        next[wordOf(item)] = place + 1;
      }
      [items, sorted] = [sorted, items];
    }
    return items;
  }
}

function compareRows(a: Uint32Array, b: Uint32Array, order: number): number {
  for (let i = 0; i < order; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Writes rows of one width, many at a time. */
export class RowWriter {
  readonly #writer: RunWriter;
  readonly #buffer: Uint32Array;
  #length = 0;

  constructor(writer: RunWriter, width: number) {
    this.#writer = writer;
    this.#buffer = new Uint32Array(readRows * width);
  }

  add(row: Uint32Array): void {
    if (this.#length === this.#buffer.length) this.#flush();
    this.#buffer.set(row, this.#length);
    this.#length += row.length;
  }

  finish(): Run {
    this.#flush();
    return this.#writer.finish();
  }

  #flush(): void {
    this.#writer.append(this.#buffer.subarray(0, this.#length));
    this.#length = 0;
  }
}

/** Reads rows of one width, many at a time. */
export class RowReader {
  row: Uint32Array;
  readonly #run: Run;
  readonly #width: number;
  readonly #buffer: Uint32Array;
  #position = 0;
  #filled = 0;
  #at = 0;

  constructor(run: Run, width: number) {
    this.#run = run;
    this.#width = width;
    this.#buffer = new Uint32Array(readRows * width);
    this.row = this.#buffer.subarray(0, width);
  }

  /** Goes on to the next row. Returns false behind the last one. */
  next(): boolean {
    if (this.#at === this.#filled) {
      this.#filled = this.#run.read(this.#position, this.#buffer);
      this.#position += this.#filled;
      this.#at = 0;
    }
    if (this.#at === this.#filled) return false;
    this.row = this.#buffer.subarray(this.#at, this.#at + this.#width);
    this.#at += this.#width;
    return true;
  }
}
