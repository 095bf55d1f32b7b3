/** Writes little-endian numbers one after another into memory that grows. */
export class ByteWriter {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;

  result(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  bytes(values: Uint8Array): void {
    this.#reserve(values.length);
    this.#bytes.set(values, this.#length);
    this.#length += values.length;
  }

  u24(value: number): void {
    this.#reserve(3);
    for (let shift = 0; shift < 24; shift += 8) this.#bytes[this.#length++] = value >>> shift;
  }

  u32(value: number): void {
    this.#reserve(4);
    for (let shift = 0; shift < 32; shift += 8) this.#bytes[this.#length++] = value >>> shift;
  }

  floats(values: Float32Array): void {
    const bytes = new Uint8Array(4 * values.length);
    const view = new DataView(bytes.buffer);
    for (const [i, value] of values.entries()) view.setFloat32(4 * i, value, true);
    this.bytes(bytes);
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.#length + count));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Reads little-endian numbers one after another. Throws a `RangeError` at the end of the bytes. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get atEnd(): boolean {
    return this.#offset === this.#bytes.length;
  }

  /** The next `count` bytes; they share memory with those that are read. */
  bytes(count: number): Uint8Array {
    const start = this.#take(count);
    return this.#bytes.subarray(start, start + count);
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  u24s(count: number): Uint32Array {
    const bytes = this.bytes(3 * count);
    const values = new Uint32Array(count);
    for (let i = 0, at = 0; i < count; i++, at += 3)
      values[i] = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
    return values;
  }

  floats(count: number): Float32Array {
    const start = this.#take(4 * count);
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = this.#view.getFloat32(start + 4 * i, true);
    return values;
  }

  #take(count: number): number {
    const start = this.#offset;
    if (start + count > this.#bytes.length) throw new RangeError('it is cut short');
    this.#offset += count;
    return start;
  }
}
