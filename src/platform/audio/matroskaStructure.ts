import type { FileBlocks } from './fileBlocks';

/** How the elements of a Matroska file follow each other (RFC 9559, RFC 8794). */
export interface MatroskaStructure {
  /** Its segment announces more than there is. */
  readonly isCut: boolean;
  /** There is something else between elements, or one reaches beyond what holds it, or belongs to no track: FFmpeg steps over it without a word. */
  readonly hasHoles: boolean;
}

const [header, segment, tracks, track, trackNumber] = [0x1a45_dfa3, 0x1853_8067, 0x1654_ae6b, 0xae, 0xd7];
const [cluster, simpleBlock, blockGroup, block] = [0x1f43_b675, 0xa3, 0xa0, 0xa1];
/** Checksums and filling. */
const anywhere = [0xbf, 0xec];
const besideClusters = [0x114d_9b74, 0x1549_a966, 0x1c53_bb6b, 0x1941_a469, 0x1043_a770, 0x1254_c367];
const inSegment = new Set([tracks, cluster, ...besideClusters, ...anywhere]);
const inCluster = new Set([simpleBlock, blockGroup, 0xe7, 0x5854, 0xa7, 0xab, 0xaf, ...anywhere]);

export async function matroskaStructure(file: FileBlocks): Promise<MatroskaStructure> {
  const found = await segmentOf(file);
  if (found === null) return { isCut: false, hasHoles: true };
  const isCut = found.end !== null && found.end > file.size;
  return { isCut, hasHoles: !(await isWholeSegment(file, found)) };
}

interface Element {
  readonly mark: number;
  readonly bodyAt: number;
  /** Null where it does not say. */
  readonly end: number | null;
}

const longestHead = 12;

/** Null where there is none. */
async function elementAt(file: FileBlocks, at: number): Promise<Element | null> {
  const head = await file.bytesAt(at, longestHead);
  const markBytes = codedBytes(head);
  const size = numberIn(head.subarray(markBytes));
  if (markBytes > longestMark || size === null) return null;
  const bodyAt = at + markBytes + size.bytes;
  return { mark: head.readUIntBE(0, markBytes), bodyAt, end: size.value === null ? null : bodyAt + size.value };
}

const longestMark = 4;
const longestNumber = 8;

/** How many zeros a mark or a number begins with tells how long it is (RFC 8794 §4). */
const codedBytes = (bytes: Buffer): number => Math.clz32(bytes[0] ?? 0) - 23;

interface CodedNumber {
  /** Null where all bits are ones, which stands for "unknown". */
  readonly value: number | null;
  readonly bytes: number;
}

function numberIn(bytes: Buffer): CodedNumber | null {
  const length = codedBytes(bytes);
  if (length > longestNumber || length > bytes.length) return null;
  const most = 2 ** (longestNumber - length) - 1;
  const [first = 0, ...others] = bytes.subarray(0, length);
  const isUnknown = (first & most) === most && others.every((byte) => byte === 255);
  const value = others.reduce((sum, byte) => sum * 256 + byte, first & most);
  return { value: isUnknown ? null : value, bytes: length };
}

async function segmentOf(file: FileBlocks): Promise<Element | null> {
  const first = await elementAt(file, 0);
  for (let at = first?.mark === header ? first.end : null; at !== null && at < file.size;) {
    const element = await elementAt(file, at);
    if (element?.mark === segment) return element;
    at = element?.end ?? null;
  }
  return null;
}

/** Of the tracks. */
type Numbers = ReadonlySet<number>;

async function isWholeSegment(file: FileBlocks, { bodyAt, end }: Element): Promise<boolean> {
  const last = Math.min(end ?? file.size, file.size);
  let numbers: Numbers = new Set();
  for (let at = bodyAt; at < last;) {
    const element = await elementAt(file, at);
    if (element === null || !inSegment.has(element.mark)) return false;
    const next = element.mark === cluster ? await endOfCluster(file, element, numbers) : element.end;
    if (next === null || next > (end ?? Infinity)) return false;
    if (element.mark === tracks) numbers = await trackNumbers(file, element);
    at = next;
  }
  return true;
}

/** As it says, or as its blocks do; null where something is wrong within it. */
async function endOfCluster(file: FileBlocks, { bodyAt, end }: Element, numbers: Numbers): Promise<number | null> {
  let at = bodyAt;
  while (at < Math.min(end ?? Infinity, file.size)) {
    const element = await elementAt(file, at);
    if (end === null && element !== null && isBehindCluster(element)) return at;
    const next = element === null ? null : await endInCluster(file, element, numbers);
    if (next === null) return null;
    at = next;
  }
  return endBy(at, end, file.size);
}

/** @param at behind its last block, which may lie behind the end of the file */
function endBy(at: number, end: number | null, size: number): number | null {
  if (end === null) return at;
  return at === end || (at >= size && at < end) ? end : null;
}

const isBehindCluster = ({ mark }: Element): boolean => inSegment.has(mark) && !inCluster.has(mark);

/** Null where it is none that a cluster holds. */
async function endInCluster(file: FileBlocks, element: Element, numbers: Numbers): Promise<number | null> {
  if (!inCluster.has(element.mark)) return null;
  const isBlock = element.mark === simpleBlock || element.mark === blockGroup;
  return !isBlock || (await isOfTrack(file, element, numbers)) ? element.end : null;
}

async function isOfTrack(file: FileBlocks, element: Element, numbers: Numbers): Promise<boolean> {
  const at = element.mark === simpleBlock ? element.bodyAt : await blockIn(file, element);
  const number = at === null ? null : (numberIn(await file.bytesAt(at, longestHead))?.value ?? null);
  return number !== null && numbers.has(number);
}

/** Where the block of a group begins. */
async function blockIn(file: FileBlocks, group: Element): Promise<number | null> {
  for await (const { mark, bodyAt } of elementsIn(file, group)) if (mark === block) return bodyAt;
  return null;
}

async function trackNumbers(file: FileBlocks, all: Element): Promise<Set<number>> {
  const numbers = new Set<number>();
  for await (const one of elementsIn(file, all)) {
    if (one.mark !== track) continue;
    for await (const { mark, bodyAt, end } of elementsIn(file, one)) {
      if (mark !== trackNumber) continue;
      const bytes = await file.bytesAt(bodyAt, Math.min(longestNumber, (end ?? bodyAt) - bodyAt));
      numbers.add(bytes.reduce((sum, byte) => sum * 256 + byte, 0));
    }
  }
  return numbers;
}

async function* elementsIn(file: FileBlocks, { bodyAt, end }: Element): AsyncGenerator<Element, void> {
  for (let at: number | null = bodyAt; at !== null && at < Math.min(end ?? bodyAt, file.size);) {
    const element = await elementAt(file, at);
    if (element === null) return;
    yield element;
    at = element.end;
  }
}
