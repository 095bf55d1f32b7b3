import { ByteReader, ByteWriter } from './byteStream';
import { Lexicon, noWord } from './lexicon';
import { NgramModel, type NgramTables, type OrderTables } from './ngramModel';
import { dequantize, quantize, type Quantized } from './quantize';
import { specialWords, Vocabulary } from './vocabulary';

/** What a file holds: the model, and its words as the search spells them. */
export interface LanguageModel {
  readonly model: NgramModel;
  readonly lexicon: Lexicon;
  /** Words of texts that were learnt which have a capital wherever they stand; none where missing. */
  readonly names?: readonly string[];
}

/**
 * A language model in one file, about 6 bytes an n-gram, little-endian:
 *
 *     "UTLM"  u32 version  u32 order  u32 words  u32 bytes of the vocabulary  vocabulary (ASCII, a word a line, without the special ones)
 *     for each order    u32 n-grams
 *                       last words, u8 × 3 each     (not of unigrams: they are the vocabulary)
 *                       ln probabilities            (f32 of unigrams, else 256 levels f32 and u8 each)
 *                       ln back-off weights         (the same; not of the highest order)
 *                       extensions of each, u8, 255 for more; then those as u32    (not of the highest order)
 *     u32 bytes of symbols  symbols (ASCII)  u32 nodes  nodes, u8 each (`nodeBits`)  u32 words  words that end at nodes, u8 × 3 each
 *     u32 bytes of names  names (ASCII, one a line)    (of version 3 alone)
 *
 * Nothing in it has to be sorted, hashed or split to be used, so that loading is little more than reading.
 */
const magic = 'UTLM';
const version = 2;
/** Of a file that holds names. */
const versionWithNames = 3;
const more = 255;
/** The longest n-grams that a file may hold. */
export const highestOrder = 6;

/** A node of the lexicon: its label in the lowest five bits, and whether … */
const nodeBits = { label: 31, endsWord: 32, hasChildren: 64, isLastSibling: 128 } as const;

/** A file that is no language model of this version. */
export class LanguageModelRefused extends Error {}

export function encodeModel({ model, lexicon, names = [] }: LanguageModel): Uint8Array {
  const writer = new ByteWriter();
  writer.bytes(asciiBytes(magic));
  writer.u32(names.length === 0 ? version : versionWithNames);
  writer.u32(model.order);
  const words = model.vocabulary.words.slice(specialWords.length);
  writer.u32(words.length);
  writeText(writer, words.join('\n'));
  const { orders } = model;
  for (const [index, tables] of orders.entries())
    writeOrder(writer, tables, { index, isHighest: index === orders.length - 1 });
  writeLexicon(writer, lexicon);
  if (names.length > 0) writeText(writer, names.join('\n'));
  return writer.result();
}

function writeText(writer: ByteWriter, text: string): void {
  const bytes = asciiBytes(text);
  writer.u32(bytes.length);
  writer.bytes(bytes);
}

function writeOrder(
  writer: ByteWriter,
  { words, logProbs, backoffs, firstExtensions }: OrderTables,
  { index, isHighest }: { readonly index: number; readonly isHighest: boolean },
): void {
  writer.u32(words.length);
  if (index > 0) for (const word of words) writer.u24(word);
  // An order without n-grams has its levels all the same: the reader asks for them.
  for (const values of isHighest ? [logProbs] : [logProbs, backoffs]) {
    if (index === 0) writer.floats(values);
    else {
      const { levels, codes } = quantize(values);
      writer.floats(levels);
      writer.bytes(codes);
    }
  }
  if (isHighest) return;
  const counts = Array.from(words, (_, i) => (firstExtensions[i + 1] ?? 0) - (firstExtensions[i] ?? 0));
  writer.bytes(Uint8Array.from(counts, (count) => Math.min(count, more)));
  for (const count of counts) if (count >= more) writer.u32(count);
}

function writeLexicon(writer: ByteWriter, { nodes: { symbols, labels, words } }: Lexicon): void {
  const codes = Uint8Array.from(words, (word) => (word === noWord ? 0 : nodeBits.endsWord));
  const mark = (node: number, bits: number): void => {
    codes[node] = (codes[node] ?? 0) | bits;
  };
  let child = 1;
  for (const [node, children] of labels.entries()) {
    if (children === 0) continue;
    mark(node, nodeBits.hasChildren);
    for (let label = 0; label < 32; label++) if ((children & (1 << label)) !== 0) mark(child++, label);
    mark(child - 1, nodeBits.isLastSibling);
  }
  writeText(writer, symbols);
  writer.u32(codes.length);
  writer.bytes(codes);
  const ending = words.filter((word) => word !== noWord);
  writer.u32(ending.length);
  for (const word of ending) writer.u24(word);
}

/** Throws `LanguageModelRefused` with a reason. */
export function decodeModel(bytes: Uint8Array): LanguageModel {
  try {
    return readModel(new ByteReader(bytes));
  } catch (error) {
    if (error instanceof RangeError) throw new LanguageModelRefused(error.message);
    throw error;
  }
}

function readModel(reader: ByteReader): LanguageModel {
  if (asciiText(reader.bytes(magic.length)) !== magic) throw new LanguageModelRefused('it is no language model');
  const found = reader.u32();
  if (found !== version && found !== versionWithNames)
    throw new LanguageModelRefused(`it has version ${found}, expected ${version}`);
  const order = reader.u32();
  if (order < 1 || order > highestOrder) throw new LanguageModelRefused(`its order is ${order}`);
  const count = reader.u32();
  // A copy: a view would keep the whole file in memory.
  const text = reader.bytes(reader.u32()).slice();
  const read = (): string[] => (count === 0 ? [] : asciiText(text).split('\n'));
  const model = new NgramModel(new Vocabulary({ count, read }), readTables(reader, order));
  const lexicon = readLexicon(reader, model);
  const names = found === version ? null : namesOf(asciiText(reader.bytes(reader.u32())));
  if (!reader.atEnd) throw new LanguageModelRefused('it is longer than it says');
  return { model, lexicon, ...(names !== null && { names }) };
}

function namesOf(text: string): string[] {
  if (!/^[a-z']+(?:\n[a-z']+)*$/u.test(text)) throw new LanguageModelRefused('its names are damaged');
  return text.split('\n');
}

/** Straight into tables of their final size: memory that is touched twice is most of the time that loading takes. */
function readTables(reader: ByteReader, order: number): NgramTables {
  const sections = Array.from({ length: order }, (_, index) => readSection(reader, index, index === order - 1));
  const offsets = [0];
  for (const { length } of sections) offsets.push((offsets.at(-1) ?? 0) + length);
  const [contextCount = 0, count = 0] = offsets.slice(-2);
  const tables = {
    offsets,
    words: new Uint32Array(count),
    logProbs: new Float32Array(count),
    backoffs: new Float32Array(contextCount),
    extensions: new Uint32Array(contextCount + 1).fill(count, contextCount),
  };
  for (const [index, section] of sections.entries()) copySection(section, tables, index);
  return tables;
}

function copySection({ words, logProbs, backoffs, extensions }: Section, tables: NgramTables, index: number): void {
  const [from = 0, to = 0, end] = tables.offsets.slice(index);
  copyWords(words, tables.words.subarray(from, to), tables.offsets[1] ?? 0);
  dequantize(logProbs, tables.logProbs.subarray(from, to));
  if (backoffs === null || extensions === null) return;
  dequantize(backoffs, tables.backoffs.subarray(from, to));
  const found = addUp(extensions, tables.extensions.subarray(from, to), to);
  if (found !== end) throw new LanguageModelRefused(`its ${index + 2}-grams do not fit`);
}

/** One order as it lies in the file. */
interface Section {
  readonly length: number;
  /** Null for unigrams, which are the words in order. */
  readonly words: Uint8Array | null;
  readonly logProbs: Quantized | Float32Array;
  readonly backoffs: Quantized | Float32Array | null;
  readonly extensions: { readonly counts: Uint8Array; readonly large: readonly number[] } | null;
}

function readSection(reader: ByteReader, index: number, isHighest: boolean): Section {
  const length = reader.u32();
  const words = index === 0 ? null : reader.bytes(3 * length);
  const values = (): Quantized | Float32Array =>
    index === 0 ? reader.floats(length) : { levels: reader.floats(256), codes: reader.bytes(length) };
  const logProbs = values();
  if (isHighest) return { length, words, logProbs, backoffs: null, extensions: null };
  const backoffs = values();
  const counts = reader.bytes(length);
  const large: number[] = [];
  for (let i = 0; i < length; i++) if (counts[i] === more) large.push(reader.u32());
  return { length, words, logProbs, backoffs, extensions: { counts, large } };
}

/** A damaged file must not lead a search out of its tables. */
function copyWords(bytes: Uint8Array | null, words: Uint32Array, vocabularySize: number): void {
  let highest = -1;
  for (let i = 0, at = 0; i < words.length; i++, at += 3) {
    const word = bytes === null ? i : (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
    words[i] = word;
    if (word > highest) highest = word;
  }
  if (highest >= vocabularySize) throw new LanguageModelRefused('it holds words that it does not name');
}

/** Writes where the extensions of each n-gram begin. Returns where those of the last one end. */
function addUp({ counts, large }: NonNullable<Section['extensions']>, starts: Uint32Array, first: number): number {
  let next = first;
  let largeCount = 0;
  for (let i = 0; i < starts.length; i++) {
    const count = counts[i] ?? 0;
    starts[i] = next;
    next += count === more ? (large[largeCount++] ?? 0) : count;
  }
  return next;
}

function readLexicon(reader: ByteReader, model: NgramModel): Lexicon {
  const symbols = asciiText(reader.bytes(reader.u32()));
  const codes = reader.bytes(reader.u32());
  const ending = reader.u24s(reader.u32());
  const labels = new Uint32Array(codes.length);
  const words = new Int32Array(codes.length).fill(noWord);
  let child = 1;
  let endCount = 0;
  for (let node = 0; node < codes.length; node++) {
    const code = codes[node] ?? 0;
    if ((code & nodeBits.endsWord) !== 0) words[node] = ending[endCount++] ?? model.vocabulary.size;
    if ((code & nodeBits.hasChildren) === 0) continue;
    let bits = 0;
    let sibling: number;
    do {
      sibling = codes[child++] ?? nodeBits.isLastSibling;
      bits |= 1 << (sibling & nodeBits.label);
    } while ((sibling & nodeBits.isLastSibling) === 0);
    labels[node] = bits;
  }
  if (endCount !== ending.length || ending.some((word) => word >= model.vocabulary.size))
    throw new LanguageModelRefused('its lexicon holds other words');
  return new Lexicon({ symbols, labels, words }, model.unigramLogProbs);
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
