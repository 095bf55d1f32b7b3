import { ByteReader, ByteWriter } from './byteStream';
import { NgramModel, type OrderTables } from './ngramModel';
import { dequantize, quantize } from './quantize';
import { specialWords, Vocabulary } from './vocabulary';

/**
 * A language model in one file, about 5 bytes an n-gram, little-endian:
 *
 *     "UTLM"  u32 version  u32 order  u32 bytes of the vocabulary  vocabulary (ASCII, a word a line, without the special ones)
 *     for each order    u32 n-grams
 *                       last words, u8 × 3 each     (not of unigrams: they are the vocabulary)
 *                       ln probabilities            (f32 of unigrams, else 256 levels f32 and u8 each)
 *                       ln back-off weights         (the same; not of the highest order)
 *                       extensions of each, u8, 255 for more; then those as u32    (not of the highest order)
 */
const magic = 'UTLM';
const version = 1;
const more = 255;
const highestOrder = 6;

/** A file that is no language model of this version. */
export class LanguageModelRefused extends Error {}

export function encodeModel(model: NgramModel): Uint8Array {
  const writer = new ByteWriter();
  writer.bytes(asciiBytes(magic));
  writer.u32(version);
  writer.u32(model.order);
  const vocabulary = asciiBytes(model.vocabulary.words.slice(specialWords.length).join('\n'));
  writer.u32(vocabulary.length);
  writer.bytes(vocabulary);
  for (const [index, tables] of model.orders.entries()) writeOrder(writer, tables, index);
  return writer.result();
}

function writeOrder(
  writer: ByteWriter,
  { words, logProbs, backoffs, firstExtensions }: OrderTables,
  index: number,
): void {
  writer.u32(words.length);
  if (index > 0) for (const word of words) writer.u24(word);
  for (const values of [logProbs, backoffs]) {
    if (values.length === 0) continue;
    if (index === 0) writer.floats(values);
    else {
      const { levels, codes } = quantize(values);
      writer.floats(levels);
      writer.bytes(codes);
    }
  }
  if (firstExtensions.length === 0) return;
  const counts = Array.from(words, (_, i) => (firstExtensions[i + 1] ?? 0) - (firstExtensions[i] ?? 0));
  writer.bytes(Uint8Array.from(counts, (count) => Math.min(count, more)));
  for (const count of counts) if (count >= more) writer.u32(count);
}

/** Throws `LanguageModelRefused` with a reason. */
export function decodeModel(bytes: Uint8Array): NgramModel {
  try {
    return readModel(new ByteReader(bytes));
  } catch (error) {
    if (error instanceof RangeError) throw new LanguageModelRefused(error.message);
    throw error;
  }
}

function readModel(reader: ByteReader): NgramModel {
  if (asciiText(reader.bytes(magic.length)) !== magic) throw new LanguageModelRefused('it is no language model');
  const found = reader.u32();
  if (found !== version) throw new LanguageModelRefused(`it has version ${found}, expected ${version}`);
  const order = reader.u32();
  if (order < 1 || order > highestOrder) throw new LanguageModelRefused(`its order is ${order}`);
  const text = asciiText(reader.bytes(reader.u32()));
  const vocabulary = new Vocabulary(text === '' ? [] : text.split('\n'));
  const orders = Array.from({ length: order }, (_, index) => readOrder(reader, index, index === order - 1));
  if (!reader.atEnd) throw new LanguageModelRefused('it is longer than it says');
  checkLinks(orders, vocabulary.size);
  return new NgramModel(vocabulary, orders);
}

function readOrder(reader: ByteReader, index: number, isHighest: boolean): OrderTables {
  const length = reader.u32();
  const words = index === 0 ? Uint32Array.from({ length }, (_, i) => i) : reader.u24s(length);
  const values = (): Float32Array =>
    index === 0 ? reader.floats(length) : dequantize({ levels: reader.floats(256), codes: reader.bytes(length) });
  const logProbs = values();
  if (isHighest) return { words, logProbs, backoffs: new Float32Array(0), firstExtensions: new Uint32Array(0) };
  return { words, logProbs, backoffs: values(), firstExtensions: readExtensions(reader, length) };
}

function readExtensions(reader: ByteReader, length: number): Uint32Array {
  const counts = reader.bytes(length);
  const firstExtensions = new Uint32Array(length + 1);
  let first = 0;
  for (let i = 0; i < length; i++) {
    const count = counts[i] ?? 0;
    first += count === more ? reader.u32() : count;
    firstExtensions[i + 1] = first;
  }
  return firstExtensions;
}

/** A damaged file must not lead a search out of its tables. */
function checkLinks(orders: readonly OrderTables[], vocabularySize: number): void {
  for (const [index, { words, firstExtensions }] of orders.entries()) {
    let highest = 0;
    for (const word of words) if (word > highest) highest = word;
    if (highest >= vocabularySize) throw new LanguageModelRefused('it holds words that it does not name');
    const next = orders[index + 1];
    if (next !== undefined && firstExtensions.at(-1) !== next.words.length)
      throw new LanguageModelRefused(`its ${index + 2}-grams do not fit`);
  }
}

/** Core has no TextEncoder; words are in the symbols of an alphabet, which are ASCII. */
function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 127)
      throw new RangeError(`a language model file holds ASCII words only, not “${text.slice(i, i + 10)}”`);
    bytes[i] = code;
  }
  return bytes;
}

function asciiText(bytes: Uint8Array): string {
  const pieces: string[] = [];
  // Spreading the bytes would go through an iterator, ten times as slow; any array-like serves.
  for (let i = 0; i < bytes.length; i += 8192)
    pieces.push(String.fromCharCode.apply(null, bytes.subarray(i, i + 8192) as unknown as number[]));
  return pieces.join('');
}
