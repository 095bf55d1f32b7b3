import fc from 'fast-check';

export const sampleRateHz = 16_000;

/** A sine of the given frequency, 16 kHz, peak `level`. */
export function tone(hertz: number, seconds: number, level = 0.5): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * sampleRateHz) },
    (_, n) => level * Math.sin((2 * Math.PI * hertz * n) / sampleRateHz),
  );
}

/** A sine that climbs evenly from one frequency to another, 16 kHz. */
export function chirp(fromHertz: number, toHertz: number, seconds: number, level = 0.5): Float32Array {
  const climb = (toHertz - fromHertz) / seconds;
  return Float32Array.from({ length: Math.round(seconds * sampleRateHz) }, (_, n) => {
    const time = n / sampleRateHz;
    return level * Math.sin(2 * Math.PI * (fromHertz * time + (climb * time * time) / 2));
  });
}

export const silence = (seconds: number): Float32Array => new Float32Array(Math.round(seconds * sampleRateHz));

/** Numbers in 0 … 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Even noise between −level and level, 16 kHz. */
export function noise(seconds: number, level: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: Math.round(seconds * sampleRateHz) }, () => level * (2 * random() - 1));
}

/** Lengths of pushes; `cut` goes round them until the items are used up. At least one is above 0. */
export const pushLengths = (longest: number): fc.Arbitrary<number[]> =>
  fc
    .array(fc.oneof(fc.nat({ max: longest }), fc.constantFrom(0, 1, 159, 160, 161, 320)), {
      minLength: 1,
      maxLength: 12,
    })
    .filter((lengths) => lengths.some((length) => length > 0));

/** The samples in pieces of these lengths, round and round; pieces of length 0 are kept, they are legal pushes. */
export function cut(samples: Float32Array, lengths: readonly number[]): Float32Array[] {
  const pieces: Float32Array[] = [];
  for (let at = 0, index = 0; at < samples.length; index += 1) {
    const length = lengths[index % lengths.length] ?? samples.length;
    pieces.push(samples.slice(at, at + length));
    at += length;
  }
  return pieces;
}

/** Whether two lists of arrays hold the same numbers in the same pieces, to the bit. */
export function sameToTheBit(actual: readonly Float32Array[], expected: readonly Float32Array[]): boolean {
  const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
    new Uint8Array(buffer, byteOffset, byteLength);
  return (
    actual.length === expected.length &&
    actual.every((piece, index) => Buffer.compare(bytesOf(piece), bytesOf(expected[index]!)) === 0)
  );
}
