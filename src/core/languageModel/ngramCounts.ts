import { grown } from './grown';
import { sentenceEnd, sentenceStart } from './vocabulary';

/** The n-grams of one order in the order in which they were first met. */
export interface CountedOrder {
  readonly length: number;
  /** Which n-gram of the next lower order each one extends; of no use for unigrams. */
  readonly prefixes: Int32Array;
  /** Which n-gram of the next lower order each one ends with; of no use for unigrams. */
  readonly suffixes: Int32Array;
  readonly words: Int32Array;
  /** How often each occurs in the text. */
  readonly counts: Uint32Array;
  /** In front of how many different words each occurs as the end of a longer n-gram; 0 where it begins a sentence. */
  readonly leftWords: Uint32Array;
}

/**
 * Counts the n-grams of sentences of word numbers, in one pass and in memory: about 40 bytes for each different n-gram.
 *
 * An n-gram is found by the n-gram that it extends and its last word, so that all orders that end at a word are counted while going up.
 */
export class NgramCounter {
  readonly #orders: NgramTable[];
  /** Of the word before: its n-gram of each order, or −1 where the sentence is too short. */
  readonly #previous: Int32Array;
  readonly #current: Int32Array;

  constructor(order: number, vocabularySize: number) {
    if (!Number.isInteger(order) || order < 1 || order > 6) throw new RangeError(`the order is 1 to 6, not ${order}`);
    this.#orders = Array.from({ length: order }, () => new NgramTable());
    this.#previous = new Int32Array(order).fill(-1);
    this.#current = new Int32Array(order).fill(-1);
    // So that unigram w is n-gram w, whether it occurs or not.
    for (let word = 0; word < vocabularySize; word++) this.#orders[0]?.add(0, word, 0);
  }

  /** Counts one sentence; its start and end are added here. */
  add(words: Uint32Array): void {
    this.#previous.fill(-1);
    this.#addWord(sentenceStart);
    for (const word of words) this.#addWord(word);
    this.#addWord(sentenceEnd);
  }

  orders(): readonly CountedOrder[] {
    return this.#orders;
  }

  #addWord(word: number): void {
    this.#current.fill(-1);
    for (const [index, table] of this.#orders.entries()) {
      const prefix = index === 0 ? 0 : (this.#previous[index - 1] ?? -1);
      if (prefix === -1) break;
      const isNew = table.add(prefix, word, 1);
      this.#current[index] = table.last;
      if (!isNew || index === 0) continue;
      const suffix = this.#current[index - 1] ?? -1;
      table.suffixes[table.last] = suffix;
      this.#orders[index - 1]?.addLeftWord(suffix);
    }
    this.#previous.set(this.#current);
  }
}

/** A hash table of (prefix, word) with open addressing; entries are numbered as they come. */
class NgramTable implements CountedOrder {
  prefixes = new Int32Array(1024);
  suffixes = new Int32Array(1024);
  words = new Int32Array(1024);
  counts = new Uint32Array(1024);
  leftWords = new Uint32Array(1024);
  length = 0;
  /** The entry that was added to last. */
  last = -1;
  #slots = new Int32Array(2048).fill(-1);

  /** Adds `count` to an entry. Returns whether it is new. */
  add(prefix: number, word: number, count: number): boolean {
    const slot = this.#slotOf(prefix, word);
    const found = this.#slots[slot] ?? -1;
    if (found !== -1) {
      this.counts[found] = (this.counts[found] ?? 0) + count;
      this.last = found;
      return false;
    }
    if (this.length === this.words.length) this.#grow();
    const entry = this.length++;
    this.prefixes[entry] = prefix;
    this.words[entry] = word;
    this.counts[entry] = count;
    this.#slots[this.#slotOf(prefix, word)] = entry;
    this.last = entry;
    return true;
  }

  addLeftWord(entry: number): void {
    this.leftWords[entry] = (this.leftWords[entry] ?? 0) + 1;
  }

  /** The slot of an entry, or the free one where it belongs. */
  #slotOf(prefix: number, word: number): number {
    const mask = this.#slots.length - 1;
    let hash = Math.imul(prefix, 0x9e3779b1) ^ Math.imul(word + 1, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (;;) {
      const entry = this.#slots[slot] ?? -1;
      if (entry === -1 || (this.words[entry] === word && this.prefixes[entry] === prefix)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  /** Doubles the room; the table stays at most half full. */
  #grow(): void {
    const capacity = 2 * this.words.length;
    this.prefixes = grown(this.prefixes, new Int32Array(capacity));
    this.suffixes = grown(this.suffixes, new Int32Array(capacity));
    this.words = grown(this.words, new Int32Array(capacity));
    this.counts = grown(this.counts, new Uint32Array(capacity));
    this.leftWords = grown(this.leftWords, new Uint32Array(capacity));
    this.#slots = new Int32Array(2 * capacity).fill(-1);
    for (let entry = 0; entry < this.length; entry++) {
      this.#slots[this.#slotOf(this.prefixes[entry] ?? 0, this.words[entry] ?? 0)] = entry;
    }
  }
}
