import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Four seconds of speech in Ogg Opus, on several pages. */
export const spokenOpus = (): Buffer => readFileSync(join(__dirname, '../recordings/cv40197745.opus'));

/** A file of tests/audio: a second that climbs from 200 Hz to 4 kHz. */
export const chirpBytes = (name: string): Buffer => readFileSync(join(__dirname, '../audio', name));

interface Coding {
  /** Of the WAV format. */
  readonly tag: number;
  readonly bits: number;
  readonly channels?: number;
  readonly rateHz?: number;
  readonly extensible?: boolean;
}

export function chunk(id: string, body: Uint8Array, size = body.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

export function formatChunk({ tag, bits, channels = 1, rateHz = 16_000, extensible = false }: Coding): Buffer {
  const body = Buffer.alloc(extensible ? 40 : 16);
  body.writeUInt16LE(extensible ? 0xfffe : tag, 0);
  body.writeUInt16LE(channels, 2);
  body.writeUInt32LE(rateHz, 4);
  body.writeUInt32LE(((rateHz * channels * bits) / 8) >>> 0, 8);
  body.writeUInt16LE((channels * bits) / 8, 12);
  body.writeUInt16LE(bits, 14);
  if (extensible) {
    body.writeUInt16LE(22, 16);
    body.writeUInt16LE(bits, 18);
    body.writeUInt16LE(tag, 24);
    // The rest of a sub-format that stands for a tag (Microsoft, WAVEFORMATEXTENSIBLE).
    body.write('000000001000800000aa00389b71', 26, 'hex');
  }
  return chunk('fmt ', body);
}

export function wav(...chunks: readonly Uint8Array[]): Buffer {
  const head = Buffer.from('RIFF\0\0\0\0WAVE', 'latin1');
  head.writeUInt32LE(4 + chunks.reduce((sum, { length }) => sum + length, 0), 4);
  return Buffer.concat([head, ...chunks]);
}

/** Samples in one of the codings that a WAV file may have, little-endian. */
export function coded(samples: Float32Array, { tag, bits }: Coding): Buffer {
  const bytes = Buffer.alloc((samples.length * bits) / 8);
  const most = 2 ** (bits - 1) - 1;
  for (const [index, sample] of samples.entries()) {
    const at = (index * bits) / 8;
    if (tag === 3 && bits === 32) bytes.writeFloatLE(sample, at);
    else if (tag === 3) bytes.writeDoubleLE(sample, at);
    else if (tag === 7) bytes.writeUInt8(muLaw(sample), at);
    else if (tag === 6) bytes.writeUInt8(aLaw(sample), at);
    else if (bits === 8) bytes.writeUInt8(Math.round(sample * most) + 128, at);
    else bytes.writeIntLE(Math.round(sample * most), at, bits / 8);
  }
  return bytes;
}

/** ITU-T G.711: 8 bits of a logarithm, by trying which of them is nearest. */
const nearest =
  (levels: readonly number[]) =>
  (sample: number): number =>
    levels.reduce(
      (best, level, code) => (Math.abs(level - sample) < Math.abs(levels[best]! - sample) ? code : best),
      0,
    );

const codes = Array.from({ length: 256 }, (_, code) => code);

const muLaw = nearest(
  codes.map((code) => {
    const bits = ~code & 0xff;
    const magnitude = (((bits & 15) << 3) + 0x84) * 2 ** ((bits >> 4) & 7) - 0x84;
    return (bits & 0x80 ? -magnitude : magnitude) / 32_768;
  }),
);

const aLaw = nearest(
  codes.map((code) => {
    const bits = code ^ 0x55;
    const [exponent, step] = [(bits >> 4) & 7, ((bits & 15) << 4) + 8];
    const magnitude = exponent === 0 ? step : (step + 0x100) * 2 ** (exponent - 1);
    return (bits & 0x80 ? magnitude : -magnitude) / 32_768;
  }),
);

/** AIFF, big-endian 16-bit mono at 16 kHz. */
export function aiff(samples: Float32Array): Buffer {
  const common = Buffer.alloc(18);
  common.writeUInt16BE(1, 0);
  common.writeUInt32BE(samples.length, 2);
  common.writeUInt16BE(16, 6);
  // 16,000 as an 80-bit float.
  common.write('400cfa00000000000000', 8, 'hex');
  const sound = Buffer.concat([Buffer.alloc(8), coded(samples, { tag: 1, bits: 16 }).swap16()]);
  const body = Buffer.concat([Buffer.from('AIFF'), bigChunk('COMM', common), bigChunk('SSND', sound)]);
  return bigChunk('FORM', body);
}

function bigChunk(id: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(id, 'latin1');
  head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** CAF, big-endian 16-bit mono at 16 kHz. */
export function caf(samples: Float32Array): Buffer {
  const description = Buffer.alloc(32);
  description.writeDoubleBE(16_000, 0);
  description.write('lpcm', 8, 'latin1');
  for (const [index, value] of [0, 2, 1, 1, 16].entries()) description.writeUInt32BE(value, 12 + 4 * index);
  const sound = Buffer.concat([Buffer.alloc(4), coded(samples, { tag: 1, bits: 16 }).swap16()]);
  return Buffer.concat([
    Buffer.from('caff\0\u0001\0\0', 'latin1'),
    longChunk('desc', description),
    longChunk('data', sound),
  ]);
}

function longChunk(id: string, body: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.write(id, 'latin1');
  head.writeBigUInt64BE(BigInt(body.length), 4);
  return Buffer.concat([head, body]);
}

/** Sun's AU, big-endian 16-bit mono at 16 kHz. */
export function au(samples: Float32Array): Buffer {
  const head = Buffer.alloc(24);
  const sound = coded(samples, { tag: 1, bits: 16 }).swap16();
  head.write('.snd', 'latin1');
  for (const [index, value] of [24, sound.length, 3, 16_000, 1].entries()) head.writeUInt32BE(value, 4 + 4 * index);
  return Buffer.concat([head, sound]);
}

/** NIST SPHERE, little-endian 16-bit mono at 16 kHz. */
export function sphere(samples: Float32Array): Buffer {
  const fields = [
    'NIST_1A',
    '   1024',
    `sample_count -i ${samples.length}`,
    'sample_n_bytes -i 2',
    'channel_count -i 1',
    'sample_byte_format -s2 01',
    'sample_rate -i 16000',
    'sample_coding -s3 pcm',
    'end_head',
    '',
  ];
  const head = Buffer.from(fields.join('\n').padEnd(1024), 'latin1');
  return Buffer.concat([head, coded(samples, { tag: 1, bits: 16 })]);
}

/** Creative's VOC 1.20, block 9, little-endian 16-bit mono at 16 kHz. */
export function voc(samples: Float32Array): Buffer {
  const sound = coded(samples, { tag: 1, bits: 16 });
  const head = Buffer.from('Creative Voice File\u001a\u001a\0\u0014\u0001\u001f\u0011', 'latin1');
  const block = Buffer.alloc(16);
  block.writeUInt8(9, 0);
  block.writeUIntLE(12 + sound.length, 1, 3);
  block.writeUInt32LE(16_000, 4);
  block.writeUInt8(16, 8);
  block.writeUInt8(1, 9);
  block.writeUInt16LE(4, 10);
  return Buffer.concat([head, block, sound, Buffer.alloc(1)]);
}

/** RF64 (EBU Tech 3306): the sizes stand in a chunk of their own. */
export function rf64(samples: Float32Array): Buffer {
  const sound = coded(samples, { tag: 1, bits: 16 });
  const sizes = Buffer.alloc(28);
  sizes.writeBigUInt64LE(BigInt(4 + 36 + 24 + 8 + sound.length), 0);
  sizes.writeBigUInt64LE(BigInt(sound.length), 8);
  sizes.writeBigUInt64LE(BigInt(samples.length), 16);
  const file = wav(chunk('ds64', sizes), formatChunk({ tag: 1, bits: 16 }), chunk('data', sound, 0xffff_ffff));
  file.write('RF64', 0, 'latin1');
  file.writeUInt32LE(0xffff_ffff, 4);
  return file;
}

/** Sony Wave64: chunks are named by GUIDs, their sizes count the header. */
export function w64(samples: Float32Array): Buffer {
  const sound = coded(samples, { tag: 1, bits: 16 });
  const guid = (id: string, tail = 'f3acd3118cd100c04f8edb8a'): Buffer =>
    Buffer.concat([Buffer.from(id, 'latin1'), Buffer.from(tail, 'hex')]);
  const sized = (id: Buffer, size: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(BigInt(size));
    return Buffer.concat([id, bytes]);
  };
  const format = formatChunk({ tag: 1, bits: 16 }).subarray(8);
  const body = [
    guid('wave'),
    sized(guid('fmt '), 24 + format.length),
    format,
    sized(guid('data'), 24 + sound.length),
    sound,
  ];
  const bytes = Buffer.concat(body);
  return Buffer.concat([sized(guid('riff', '2e91cf11a5d628db04c10000'), 24 + bytes.length), bytes]);
}

/** An ID3v2 tag with nothing but filling. */
export function id3(fillingBytes: number): Buffer {
  const head = Buffer.from('ID3\u0004\0\0\0\0\0\0', 'latin1');
  for (const [index, shift] of [21, 14, 7, 0].entries()) head.writeUInt8((fillingBytes >> shift) & 0x7f, 6 + index);
  return Buffer.concat([head, Buffer.alloc(fillingBytes)]);
}

/** Changes the pages of an Ogg file and makes their checksums right again (RFC 3533 §6). */
export function withPages(file: Buffer, change: (page: Buffer, isLast: boolean) => void): Buffer {
  const bytes = Buffer.from(file);
  for (let at = 0; at < bytes.length;) {
    const segments = bytes.readUInt8(at + 26);
    const body = bytes.subarray(at + 27, at + 27 + segments).reduce((sum, length) => sum + length, 0);
    const page = bytes.subarray(at, at + 27 + segments + body);
    at += page.length;
    change(page, at >= bytes.length);
    page.writeUInt32LE(0, 22);
    page.writeUInt32LE(oggChecksum(page), 22);
  }
  return bytes;
}

function oggChecksum(page: Uint8Array): number {
  let sum = 0;
  for (const byte of page) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum << 1) ^ (sum < 0 ? 0x04c1_1db7 : 0);
  }
  return sum >>> 0;
}
