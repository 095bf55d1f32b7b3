import { createHash } from 'node:crypto';
import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, renameSync, rmSync } from 'node:fs';

import { fail, ok, type Result } from '../../contract/result';
import type { WeightValues } from '../../core/acoustic/network';
import { writeAll } from '../files/wholeFile';

/**
 * Named tensors and a JSON header in one file: models and checkpoints.
 *
 *     "UTTR"  u32 version  u32 header bytes  header (JSON, UTF-8)  tensors one after another, little-endian
 *
 * The header's `tensors` lists name, shape and type of each, in the order in which they lie. A tensor of type int8 is a float32 for each
 * of its rows (its first dimension) and then its values, which count in parts of their row's; `scripts/encoder.mjs` writes it. Where
 * the header has `dataSha256`, that of all tensors together, a file whose tensors have another is refused.
 */
export interface TensorFile {
  readonly header: Readonly<Record<string, unknown>>;
  readonly tensors: ReadonlyMap<string, WeightValues>;
}

/** A tensor file without the values. */
interface TensorHeader {
  readonly header: TensorFile['header'];
  readonly tensors: ReadonlyMap<string, Pick<WeightValues, 'shape'>>;
}

const magic = 'UTTR';
const version = 1;
const prefixBytes = 12;
/** A header longer than this is not ours. */
const longestHeaderBytes = 16 * 2 ** 20;

interface TensorEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: keyof typeof valueBytes;
}

const valueBytes = { float32: 4, float16: 2, int8: 1 } as const;

/** Writes the file whole or not at all: beside it first, then in its place. */
export function writeTensorFile(path: string, { header, tensors }: TensorFile, type: 'float32' | 'float16'): void {
  const entries = [...tensors].map(([name, { shape }]): TensorEntry => ({ name, shape, type }));
  const headerBytes = Buffer.from(JSON.stringify({ ...header, tensors: entries }));
  const prefix = Buffer.alloc(prefixBytes);
  prefix.write(magic, 'latin1');
  prefix.writeUInt32LE(version, 4);
  prefix.writeUInt32LE(headerBytes.length, 8);
  const unfinished = `${path}.unfinished`;
  try {
    writeThrough(unfinished, Buffer.concat([prefix, headerBytes]), tensors.values(), type);
    renameSync(unfinished, path);
  } catch (cause) {
    rmSync(unfinished, { force: true });
    throw cause;
  }
}

function writeThrough(
  path: string,
  beginning: Uint8Array,
  tensors: Iterable<WeightValues>,
  type: 'float32' | 'float16',
): void {
  const file = openSync(path, 'w');
  try {
    writeAll(file, beginning);
    for (const { values } of tensors) writeAll(file, type === 'float32' ? bytesOf(values) : halves(values));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

const bytesOf = (values: Float32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/** Fails with `model-refused` and a reason where the file is missing, damaged or of another kind. */
export function readTensorFile(path: string): Result<TensorFile> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    return missing(path);
  }
  const beginning = parseBeginning(path, bytes, bytes.length);
  if (!beginning.ok) return beginning;
  const { header, dataStart } = beginning.value;
  const data = bytes.subarray(dataStart);
  const { dataSha256 } = header;
  if (dataSha256 !== undefined && dataSha256 !== createHash('sha256').update(data).digest('hex'))
    return refused(path, 'its values are damaged');
  return ok({ header, tensors: readTensors(data, header.tensors) });
}

/** Reads all but the values, and whether they can all be there. Fails as `readTensorFile` does, without reading much. */
export function readTensorHeader(path: string): Result<TensorHeader> {
  let beginning: { readonly bytes: Buffer; readonly fileBytes: number };
  try {
    beginning = readBeginning(path);
  } catch {
    return missing(path);
  }
  const parsed = parseBeginning(path, beginning.bytes, beginning.fileBytes);
  if (!parsed.ok) return parsed;
  const { header } = parsed.value;
  return ok({ header, tensors: new Map(header.tensors.map(({ name, shape }) => [name, { shape }])) });
}

function readBeginning(path: string): { readonly bytes: Buffer; readonly fileBytes: number } {
  const file = openSync(path, 'r');
  try {
    const prefix = Buffer.alloc(prefixBytes);
    const isWhole = readSync(file, prefix) === prefixBytes;
    const header = Buffer.alloc(isWhole ? Math.min(prefix.readUInt32LE(8), longestHeaderBytes) : 0);
    const headerBytes = readSync(file, header);
    return {
      bytes: Buffer.concat([isWhole ? prefix : Buffer.alloc(0), header.subarray(0, headerBytes)]),
      fileBytes: fstatSync(file).size,
    };
  } finally {
    closeSync(file);
  }
}

interface Beginning {
  readonly header: ParsedHeader;
  readonly dataStart: number;
}

/** @param bytes of the file, up to the end of the header or beyond */
function parseBeginning(path: string, bytes: Buffer, fileBytes: number): Result<Beginning> {
  if (bytes.length < prefixBytes || bytes.toString('latin1', 0, 4) !== magic)
    return refused(path, 'it is no file that Utter has written');
  if (bytes.readUInt32LE(4) !== version)
    return refused(path, `it has version ${bytes.readUInt32LE(4)}, expected ${version}`);
  const dataStart = prefixBytes + bytes.readUInt32LE(8);
  if (dataStart > Math.min(bytes.length, longestHeaderBytes)) return refused(path, 'it is cut short');
  const header = parseHeader(bytes.toString('utf8', prefixBytes, dataStart));
  if (header === null) return refused(path, 'its header is damaged');
  const tooMany = fileBytes - header.tensors.reduce((sum, entry) => sum + byteLengthOf(entry), dataStart);
  if (tooMany < 0) return refused(path, 'it is cut short');
  return tooMany === 0 ? ok({ header, dataStart }) : refused(path, `it has ${tooMany} bytes too many`);
}

const lengthOf = ({ shape }: TensorEntry): number => shape.reduce((product, size) => product * size, 1);
const byteLengthOf = (entry: TensorEntry): number =>
  lengthOf(entry) * valueBytes[entry.type] + (entry.type === 'int8' ? 4 * rowsOf(entry) : 0);
const rowsOf = ({ shape }: TensorEntry): number => shape[0] ?? 1;

/** @param data as long as the entries say */
function readTensors(data: Buffer, entries: readonly TensorEntry[]): Map<string, WeightValues> {
  const tensors = new Map<string, WeightValues>();
  let offset = 0;
  for (const entry of entries) {
    const raw = Uint8Array.prototype.slice.call(data, offset, offset + byteLengthOf(entry));
    tensors.set(entry.name, { shape: entry.shape, values: valuesOf[entry.type](raw.buffer, rowsOf(entry)) });
    offset += raw.length;
  }
  return tensors;
}

const valuesOf: Readonly<Record<TensorEntry['type'], (raw: ArrayBuffer, rows: number) => Float32Array>> = {
  float32: (raw) => new Float32Array(raw),
  float16: (raw) => singles(new Uint16Array(raw)),
  int8: scaledRows,
};

function scaledRows(raw: ArrayBuffer, rows: number): Float32Array {
  const scales = new Float32Array(raw, 0, rows);
  const counts = new Int8Array(raw, 4 * rows);
  const columns = counts.length / rows;
  const values = new Float32Array(counts.length);
  for (let row = 0, index = 0; row < rows; row += 1) {
    const scale = scales[row]!;
    for (const end = index + columns; index < end; index += 1) values[index] = counts[index]! * scale;
  }
  return values;
}

type ParsedHeader = Readonly<Record<string, unknown>> & { readonly tensors: readonly TensorEntry[] };

function parseHeader(text: string): ParsedHeader | null {
  try {
    const header = JSON.parse(text) as { tensors?: unknown };
    const entries = Array.isArray(header.tensors) ? header.tensors : [null];
    return entries.every(isTensorEntry) ? { ...header, tensors: entries } : null;
  } catch {
    return null;
  }
}

function isTensorEntry(entry: unknown): entry is TensorEntry {
  const { name, shape, type } = (entry ?? {}) as Partial<Record<keyof TensorEntry, unknown>>;
  const sized = Array.isArray(shape) && shape.every((size) => Number.isInteger(size) && (size as number) >= 0);
  return typeof name === 'string' && sized && typeof type === 'string' && Object.hasOwn(valueBytes, type);
}

const missing = (path: string): Result<never> => fail('model-missing', `There is no model at “${path}”.`);

const refused = (path: string, reason: string): Result<never> =>
  fail('model-refused', `“${path}” is refused: ${reason}.`);

/** IEEE 754 half precision, rounded to nearest even; Node 20 has no Float16Array. */
function halves(values: Float32Array): Uint8Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const rounded = new Uint16Array(bits.length);
  for (let index = 0; index < bits.length; index += 1) rounded[index] = halfOfSingle(bits[index]!);
  return new Uint8Array(rounded.buffer);
}

function halfOfSingle(single: number): number {
  const sign = (single >>> 16) & 0x8000;
  const exponent = ((single >>> 23) & 0xff) - 112;
  const fraction = single & 0x7fffff;
  if (exponent >= 31) return sign | 0x7bff;
  if (exponent < -10) return sign;
  const whole = exponent > 0 ? (exponent << 23) | fraction : (fraction | 0x800000) >>> (1 - exponent);
  return sign | ((whole + 0xfff + ((whole >>> 13) & 1)) >>> 13);
}

/** The single of each half: to look one up takes a thirtieth of the time that it takes to work it out, and a model has millions. */
let singleOf: Float32Array | null = null;

function singles(halves16: Uint16Array): Float32Array {
  const table = (singleOf ??= Float32Array.from({ length: 2 ** 16 }, (_, half) => singleOfHalf(half)));
  const values = new Float32Array(halves16.length);
  for (let index = 0; index < values.length; index += 1) values[index] = table[halves16[index]!]!;
  return values;
}

function singleOfHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 0x3ff;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
