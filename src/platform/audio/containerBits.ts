import type { FfmpegInput } from './ffmpegCore';
import { bytesAt, withPiece } from './patchedInput';

/** As far as the format and the first samples are looked for. */
const headBytes = 65_536;
const [pcmTag, extensibleTag] = [1, 0xfffe];

/**
 * A WAV file whose samples take more bytes than they have bits for, as 24 in 32: they stand in the upper ones (Microsoft, WAVEFORMATEXTENSIBLE),
 * so they may be read as if all bits counted. FFmpeg goes by the bits that count, takes 24 in 32 for floats of an old program and other pairs
 * for samples without a gap: noise, without a word. Any other file is given back as it is.
 */
export function withContainerBits(input: FfmpegInput): FfmpegInput {
  const head = bytesAt(input, 0, headBytes);
  const format = formatAt(head);
  if (format === null) return input;
  const channelCount = head.readUInt16LE(format + 2);
  const bytes = head.readUInt16LE(format + 12) / channelCount;
  const tag = head.readUInt16LE(format);
  const bitsAt = format + (tag === extensibleTag ? 18 : 14);
  const isFilled = Number.isInteger(bytes) && bytes <= 4 && Math.ceil(head.readUInt16LE(bitsAt) / 8) < bytes;
  const isMeant = tag === extensibleTag ? isPcm(head, format) : tag === pcmTag && hasZerosBelow(head, format, bytes);
  if (!isFilled || !isMeant) return input;
  const bits = Buffer.alloc(2);
  bits.writeUInt16LE(8 * bytes);
  return withPiece(input, bitsAt, bits);
}

/** Where the body of the format begins; null where there is none of the length that its tag asks for. */
function formatAt(head: Buffer): number | null {
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return null;
  const at = chunkAt(head, 12, 'fmt ');
  if (at === null || at + 40 > head.length) return null;
  return head.readUInt16LE(at) !== extensibleTag || head.readUInt32LE(at - 4) >= 40 ? at : null;
}

/** Where the body of the first chunk of this name begins. */
function chunkAt(head: Buffer, from: number, name: string): number | null {
  for (let at = from; at + 8 <= head.length;) {
    if (head.toString('latin1', at, at + 4) === name) return at + 8;
    const length = head.readUInt32LE(at + 4);
    at += 8 + length + (length % 2);
  }
  return null;
}

const isPcm = (head: Buffer, format: number): boolean => head.readUInt32LE(format + 24) === pcmTag;

/** Where a format cannot say how many bits count, the first samples do. */
function hasZerosBelow(head: Buffer, format: number, bytes: number): boolean {
  const data = chunkAt(head, format + head.readUInt32LE(format - 4), 'data');
  if (data === null || data + bytes > head.length) return false;
  for (let at = data; at + bytes <= head.length; at += bytes) if (head.readUInt8(at) !== 0) return false;
  return true;
}
