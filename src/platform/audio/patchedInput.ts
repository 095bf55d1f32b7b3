import type { FfmpegInput } from './ffmpegCore';

/** @returns fewer bytes at the end of the file */
export function bytesAt(input: FfmpegInput, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let read = 0;
  for (let piece = -1; piece !== 0 && read < length; read += piece)
    piece = input.read(bytes, read, length - read, position + read);
  return bytes.subarray(0, read);
}

/** The file with other bytes in one place. */
export function withPiece(input: FfmpegInput, at: number, piece: Buffer): FfmpegInput {
  return {
    ...input,
    read: (bytes, offset, length, position) => {
      const read = input.read(bytes, offset, length, position);
      const [from, to] = [Math.max(at, position), Math.min(at + piece.length, position + read)];
      if (from < to) bytes.set(piece.subarray(from - at, to - at), offset + from - position);
      return read;
    },
  };
}
