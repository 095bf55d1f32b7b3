const levelCount = 256;

/** Numbers as one of 256 levels each. */
export interface Quantized {
  readonly levels: Float32Array;
  readonly codes: Uint8Array;
}

/**
 * Each level stands for about equally many values and is their mean (Federico and Bertoldi 2006, "How many bits are needed to store
 * probabilities for phrase-based translation?"). Zero is exact: it is the back-off weight of every n-gram that nothing extends.
 */
export function quantize(values: Float32Array): Quantized {
  const sorted = values.filter((value) => value !== 0 && value !== -Infinity).sort();
  const levels = new Float32Array(levelCount);
  for (let code = 1; code < levelCount; code++) {
    const bin = sorted.subarray(boundary(code - 1, sorted.length), boundary(code, sorted.length));
    levels[code] = bin.length === 0 ? (levels[code - 1] ?? 0) : bin.reduce((sum, value) => sum + value, 0) / bin.length;
  }
  return { levels, codes: Uint8Array.from(values, (value) => (value === 0 ? 0 : nearest(levels, value))) };
}

const boundary = (bin: number, length: number): number => Math.round((bin * length) / (levelCount - 1));

/** The code from 1 up whose level, of levels in rising order, is nearest. */
function nearest(levels: Float32Array, value: number): number {
  let low = 1;
  let high = levelCount - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((levels[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  const below = Math.max(1, low - 1);
  return Math.abs((levels[below] ?? 0) - value) <= Math.abs((levels[low] ?? 0) - value) ? below : low;
}

/** @param values receives the numbers; those that are not quantized are copied */
export function dequantize(from: Quantized | Float32Array, values: Float32Array): void {
  if (from instanceof Float32Array) {
    values.set(from);
    return;
  }
  const { levels, codes } = from;
  for (let i = 0; i < values.length; i++) values[i] = levels[codes[i] ?? 0] ?? 0;
}
