import type { FileBlocks } from './fileBlocks';

const headBytes = 256;
/** Which counts there are: of frames, then of bytes (LAME, "Mp3 Info Tag"). */
const [countsFrames, countsBytes] = [1, 2];

/**
 * Whether the first frame of an MP3 file holds no sound but the count of the bytes of all of them, as programs write it for files whose
 * bit rate varies, and so many are there. Where the count of frames beside it is larger, that one is wrong, and nothing is missing.
 *
 * @param firstFrameAt where it begins; null where there is none
 */
export async function isCounted(file: FileBlocks, firstFrameAt: number | null): Promise<boolean> {
  if (firstFrameAt === null) return false;
  const head = await file.bytesAt(firstFrameAt, headBytes);
  const mark = ['Xing', 'Info'].map((name) => head.indexOf(name, 0, 'latin1')).find((at) => at >= 0);
  if (mark === undefined || mark + 16 > head.length) return false;
  const flags = head.readUInt32BE(mark + 4);
  if ((flags & countsBytes) === 0) return false;
  const bytes = head.readUInt32BE(mark + ((flags & countsFrames) === 0 ? 8 : 12));
  return bytes > 0 && firstFrameAt + bytes <= file.size;
}
