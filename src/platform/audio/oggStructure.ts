import type { FileBlocks } from './fileBlocks';
import { isSound } from './oggPage';

const pattern = 'OggS';
const headerBytes = 27;
const longestHeadBytes = headerBytes + 255;
const searchedBytes = 65_536;

/** How the pages of an Ogg file follow each other (RFC 3533 §6). */
export interface OggStructure {
  /**
   * There is something else between pages, or their numbers leave some out. A stream that was joined after it had begun has its headers
   * and then a later page, and misses nothing; nor does one with something else behind a page that is whole, where the next page is there.
   */
  readonly hasHoles: boolean;
  /** A stream begins a second time under the same number. */
  readonly isJoined: boolean;
}

export async function oggStructure(file: FileBlocks): Promise<OggStructure> {
  const pages = new Map<number, Page>();
  let isJoined = false;
  let last: Page | null = null;
  let isFilled = false;
  for (let at = await nextPage(file, 0); at + headerBytes <= file.size;) {
    const page = pageOf(await file.bytesAt(at, longestHeadBytes));
    const before = pages.get(page.serial);
    isJoined ||= before !== undefined && page.isFirst;
    const end = at + page.bytes;
    const isWrong = isFilled ? !isNext(last, page) : await lacksSound(file, { before, page, at });
    if (isWrong) return { hasHoles: true, isJoined };
    pages.set(page.serial, page);
    last = page;
    at = await nextPage(file, end);
    isFilled = at > end && at < file.size;
    if (end > file.size || (isFilled && !(await isWhole(file, end - page.bytes, end))))
      return { hasHoles: true, isJoined };
  }
  return { hasHoles: false, isJoined };
}

interface Page {
  readonly serial: number;
  readonly number: number;
  readonly isFirst: boolean;
  readonly isHeader: boolean;
  readonly bytes: number;
}

function pageOf(head: Buffer): Page {
  const segments = head.subarray(headerBytes, headerBytes + head.readUInt8(26));
  return {
    serial: head.readUInt32LE(14),
    number: head.readUInt32LE(18),
    isFirst: (head.readUInt8(5) & 2) !== 0,
    isHeader: head.readBigInt64LE(6) === 0n,
    bytes: headerBytes + segments.length + segments.reduce((sum, length) => sum + length, 0),
  };
}

const isWhole = async (file: FileBlocks, from: number, to: number): Promise<boolean> =>
  isSound({ bytes: await file.bytesAt(from, to - from) });

const isNext = (last: Page | null, page: Page): boolean =>
  last?.serial === page.serial && last.number + 1 === page.number;

/** @param before the last page of the same stream */
const leavesOut = (before: Page | undefined, page: Page): boolean =>
  before !== undefined && !page.isFirst && !before.isHeader && page.number > before.number + 1;

interface Following {
  /** The last page of the same stream. */
  readonly before: Page | undefined;
  readonly page: Page;
  readonly at: number;
}

/** Behind a first page of sound that is damaged a decoder begins with a later one, as if the stream had been joined there. */
const lacksSound = async (file: FileBlocks, { before, page, at }: Following): Promise<boolean> =>
  leavesOut(before, page) ||
  (before?.isHeader === true && !page.isHeader && !(await isWhole(file, at, at + page.bytes)));

/** Where the next page begins; the size of the file where there is none. */
async function nextPage(file: FileBlocks, from: number): Promise<number> {
  if (isPage(await file.bytesAt(from, pattern.length))) return from;
  for (let at = from; at < file.size; at += searchedBytes - pattern.length) {
    const found = (await file.bytesAt(at, searchedBytes)).indexOf(pattern, 0, 'latin1');
    if (found >= 0) return at + found;
  }
  return file.size;
}

const isPage = (bytes: Buffer): boolean => bytes.toString('latin1') === pattern;
