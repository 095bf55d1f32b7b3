import type { FfmpegInput } from './ffmpegCore';
import { bytesAt } from './patchedInput';

/** As far as chunks before the sound are looked at. */
const headBytes = 65_536;

/**
 * A WAV file as it should be: a chunk of an odd length is followed by a byte that counts for nothing (Multimedia Programming Interface and
 * Data Specifications 1.0, 1991, p. 11), which some programs forget, and then FFmpeg finds no sound. Any other file is given back as it is.
 */
export function withPads(input: FfmpegInput): FfmpegInput {
  const pads = missingPads(bytesAt(input, 0, headBytes)).map((position, before) => position + before);
  if (pads.length === 0) return input;
  return {
    ...input,
    size: input.size + pads.length,
    read: (bytes, offset, length, position) => {
      if (pads.includes(position) && length > 0) {
        bytes[offset] = 0;
        return 1;
      }
      const before = pads.filter((pad) => pad < position).length;
      const end = pads.find((pad) => pad > position) ?? Infinity;
      return input.read(bytes, offset, Math.min(length, end - position), position - before);
    },
  };
}

/** Where a byte is missing, counted in the file. */
function missingPads(head: Buffer): number[] {
  const pads: number[] = [];
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return pads;
  for (let at = 12; at + 8 <= head.length && head.toString('latin1', at, at + 4) !== 'data';) {
    const length = head.readUInt32LE(at + 4);
    const next = at + 8 + length;
    const isMissing = length % 2 === 1 && isName(head, next) && !isName(head, next + 1);
    if (isMissing) pads.push(next);
    at = isMissing ? next : next + (length % 2);
  }
  return pads;
}

const isName = (head: Buffer, at: number): boolean => /^[A-Za-z][\w ]{3}$/u.test(head.toString('latin1', at, at + 4));
