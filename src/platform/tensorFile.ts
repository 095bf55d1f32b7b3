import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';

import { fail, ok, type Result } from '../contract/result';
import type { WeightValues } from '../core/acoustic/network';
import { writeAll } from './wholeFile';

/**
 * Named tensors and a JSON header in one file: models and checkpoints.
 *
 *     "UTTR"  u32 version  u32 header bytes  header (JSON, UTF-8)  tensors one after another, little-endian
 *
 * The header's `tensors` lists name, shape and type of each, in the order in which they lie.
 */
export interface TensorFile {
  readonly header: Readonly<Record<string, unknown>>;
  readonly tensors: ReadonlyMap<string, WeightValues>;
}

const magic = 'UTTR';
const version = 1;
const prefixBytes = 12;
/** A header longer than this is not ours. */
const longestHeaderBytes = 16 * 2 ** 20;

interface TensorEntry {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: 'float32' | 'float16';
}

/** Writes the file whole or not at all: beside it first, then in its place. */
export function writeTensorFile(path: string, { header, tensors }: TensorFile, type: TensorEntry['type']): void {
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
  type: TensorEntry['type'],
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
    return fail('model-missing', `There is no model at “${path}”.`);
  }
  const headerEnd = bytes.length < prefixBytes ? 0 : prefixBytes + bytes.readUInt32LE(8);
  if (bytes.toString('latin1', 0, 4) !== magic) return refused(path, 'it is not a file of this kind');
  if (bytes.readUInt32LE(4) !== version)
    return refused(path, `it has version ${bytes.readUInt32LE(4)}, expected ${version}`);
  if (headerEnd > Math.min(bytes.length, longestHeaderBytes)) return refused(path, 'it is cut short');
  const header = parseHeader(bytes.toString('utf8', prefixBytes, headerEnd));
  if (header === null) return refused(path, 'its header is damaged');
  return readTensors(path, bytes.subarray(headerEnd), header);
}

function readTensors(
  path: string,
  data: Buffer,
  header: Record<string, unknown> & { tensors: TensorEntry[] },
): Result<TensorFile> {
  const tensors = new Map<string, WeightValues>();
  let offset = 0;
  for (const { name, shape, type } of header.tensors) {
    const length = shape.reduce((product, size) => product * size, 1);
    const byteLength = length * (type === 'float16' ? 2 : 4);
    if (offset + byteLength > data.length) return refused(path, 'it is cut short');
    const raw = Uint8Array.prototype.slice.call(data, offset, offset + byteLength);
    tensors.set(name, {
      shape,
      values: type === 'float16' ? singles(new Uint16Array(raw.buffer)) : new Float32Array(raw.buffer),
    });
    offset += byteLength;
  }
  if (offset !== data.length) return refused(path, `it has ${data.length - offset} bytes too many`);
  return ok({ header, tensors });
}

function parseHeader(text: string): (Record<string, unknown> & { tensors: TensorEntry[] }) | null {
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
  return typeof name === 'string' && sized && (type === 'float32' || type === 'float16');
}

const refused = (path: string, reason: string): Result<never> =>
  fail('model-refused', `“${path}” is refused: ${reason}.`);

/** IEEE 754 half precision, rounded to nearest even; Node 20 has no Float16Array. */
function halves(values: Float32Array): Uint8Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const rounded = Uint16Array.from(bits, halfOfSingle);
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

const singles = (halves16: Uint16Array): Float32Array => Float32Array.from(halves16, singleOfHalf);

function singleOfHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 0x3ff;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
