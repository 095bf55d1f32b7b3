import { announcedSound } from './announcedSound';
import type { FileBlocks } from './fileBlocks';

const headBytes = 65_536;
/** A chunk, tags that programs put behind files, and filling. */
const known = /^(?:[A-Za-z][\w ]{3}|TAG|ID3|\0{4})/u;

/**
 * Whether a WAV file goes on behind its sound with something that is none of the chunks and tags which may stand there: its header tells of less
 * sound than there is, as that of a program which died while it recorded, and the rest is not read.
 */
export async function goesOnBehindSound(file: FileBlocks): Promise<boolean> {
  const sound = announcedSound(await file.bytesAt(0, headBytes));
  if (sound === null || sound.end + 4 > file.size) return false;
  // A byte that only fills up may be missing, or be there.
  const behind = (await file.bytesAt(sound.end, 5)).toString('latin1');
  return !known.test(behind) && !known.test(behind.slice(1));
}
