import { announcedSound } from './announcedSound';
import type { FileBlocks } from './fileBlocks';

const headBytes = 65_536;
/** A chunk, tags that programs put behind files, and filling. */
const known = /^(?:[A-Za-z][\w ]{3}|TAG|ID3|\0{4})/u;

/**
 * Whether a WAV or CAF file goes on behind its sound with something that is none of the chunks and tags which may stand there: its header
 * tells of less sound than there is, as that of a program which died while it recorded, and the rest is not read.
 */
export async function goesOnBehindSound(file: FileBlocks): Promise<boolean> {
  const head = await file.bytesAt(0, headBytes);
  const sound = announcedSound(head);
  if (sound === null || sound.end + 4 > file.size) return false;
  if (head.toString('latin1', 0, 4) === 'caff') return !(await isCafChunk(file, sound.end));
  // A byte that only fills up may be missing, or be there.
  const behind = (await file.bytesAt(sound.end, 5)).toString('latin1');
  return !known.test(behind) && !known.test(behind.slice(1));
}

/** Whether there is a chunk (a name, a length of eight bytes, and so many bytes), or zeros, which only fill up. */
async function isCafChunk(file: FileBlocks, at: number): Promise<boolean> {
  const chunk = await file.bytesAt(at, 12);
  if (chunk.every((byte) => byte === 0)) return true;
  return chunk.length === 12 && BigInt(at + 12) + chunk.readBigUInt64BE(4) <= BigInt(file.size);
}
