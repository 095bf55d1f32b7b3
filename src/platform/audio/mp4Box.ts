import type { FileBlocks } from './fileBlocks';

/** A piece of an MP4 file (ISO/IEC 14496-12 §4.2). */
export interface Box {
  readonly name: string;
  readonly bodyAt: number;
  /** As it says, which may be behind the end of the file. */
  readonly end: number;
}

export const boxHeadBytes = 8;
const longHeadBytes = 16;

/** One after another, up to where there is none. */
export async function* boxesIn(file: FileBlocks, from: number, to: number): AsyncGenerator<Box, void> {
  for (let at = from; at + boxHeadBytes <= to;) {
    const head = await file.bytesAt(at, longHeadBytes);
    const told = head.readUInt32BE(0);
    const isLong = told === 1 && head.length === longHeadBytes;
    const headBytes = isLong ? longHeadBytes : boxHeadBytes;
    // 0 stands for "up to the end".
    const bytes = isLong ? Number(head.readBigUInt64BE(boxHeadBytes)) : told === 0 ? to - at : told;
    const name = head.toString('latin1', 4, boxHeadBytes);
    if (bytes < headBytes || !/^[\w ©]{4}$/u.test(name)) return;
    yield { name, bodyAt: at + headBytes, end: at + bytes };
    at += bytes;
  }
}

/** Of a box no more are looked at: there are as many as there are tracks, or parts of a fragment. */
const mostBoxes = 1000;

/** Those of a name that a box holds. */
export async function boxesOf(file: FileBlocks, { bodyAt, end }: Box, name: string): Promise<Box[]> {
  const boxes: Box[] = [];
  for await (const box of boxesIn(file, bodyAt, Math.min(end, file.size))) {
    if (boxes.length === mostBoxes) break;
    if (box.name === name) boxes.push(box);
  }
  return boxes;
}
