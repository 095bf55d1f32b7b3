import type { FileBlocks } from './fileBlocks';

/** A coding whose files are frames one after another, without a container. */
export interface FrameKind {
  /** That tell how long a frame is. */
  readonly headerBytes: number;
  /** Bytes of the frame whose header these are; null where they are none, or do not say. */
  frameBytes(head: Buffer): number | null;
  /** Whether a header may begin so. @param head one byte at least, and less than a header */
  mayBegin(head: Buffer): boolean;
  /** Whether two headers are of frames as long as each other, but for a byte of filling. Without it nobody asks what lies within a frame. */
  areAlike?(header: Buffer, other: Buffer): boolean;
}

/** How such a file is made up: frames one after another, with tags before, between and behind them. */
export interface FrameStructure {
  /** Its last frame announces more than there is. */
  readonly isCut: boolean;
  /**
   * There is something else between frames, or before them more than one of them takes: a recording of what was sent begins in the midst of a
   * frame. Zeros before the first are only filling.
   */
  readonly hasHoles: boolean;
  /** There is something else behind the last frame: zeros are only filling. */
  readonly isFollowed: boolean;
  /** Nothing but frames, tags, and zeros before the first. */
  readonly isPure: boolean;
  /** Of those that are believed; null where there is none. */
  readonly firstFrameAt: number | null;
}

const longestHead = 32;
/** A header may be there by chance, but hardly the next one, too. */
const surelyFrames = 3;

export async function frameStructure(file: FileBlocks, kind: FrameKind): Promise<FrameStructure> {
  const row = new FrameRow();
  let at = 0;
  while (at + kind.headerBytes <= file.size) {
    const found = pieceOf(kind, await file.bytesAt(at, longestHead), row.isBegun);
    const isBeyond = found.kind === 'frame' && at + found.bytes > file.size;
    if (isBeyond && row.isBelieved) return { ...row.found, isCut: true };
    const piece = isBeyond ? junk : found;
    row.take(piece, at, await hasSwallowed(file, kind, { ...piece, at }, row.last));
    at += piece.bytes;
  }
  if (at === file.size) row.end();
  const rest = await file.bytesAt(Math.min(at, file.size), kind.headerBytes);
  const isCut = rest.length > 0 && row.isBelieved && kind.mayBegin(rest);
  return { ...row.found, isCut, isFollowed: row.found.isFollowed || rest.some((byte) => byte !== 0) };
}

interface Placed extends Piece {
  readonly at: number;
}

/** Whether a frame that says it is longer than the last one has another such as that within it: its header is damaged. */
async function hasSwallowed(file: FileBlocks, kind: FrameKind, frame: Placed, last: Placed | null): Promise<boolean> {
  if (kind.areAlike === undefined || frame.kind !== 'frame' || last === null || frame.bytes <= last.bytes + 1)
    return false;
  const header = await file.bytesAt(last.at, kind.headerBytes);
  for (const filling of [-1, 0, 1]) {
    const within = await file.bytesAt(frame.at + last.bytes + filling, kind.headerBytes);
    if (within.length === kind.headerBytes && kind.areAlike(within, header)) return true;
  }
  return false;
}

/** The frames that follow one another, and what lay between this row and the one before. */
class FrameRow {
  #frames = 0;
  #bytes = 0;
  #longestBytes = 0;
  #junkBytes = 0;
  #isBegun = false;
  #isAfterAnother = false;
  #isPure = true;
  #hasHoles = false;
  #isFollowed = false;
  /** Of the first row that is believed. */
  #firstAt: number | null = null;
  #last: Placed | null = null;

  get found(): Omit<FrameStructure, 'isCut'> {
    return {
      hasHoles: this.#hasHoles,
      isFollowed: this.#isFollowed,
      isPure: this.#isPure,
      firstFrameAt: this.#isAfterAnother ? this.#firstAt : null,
    };
  }

  /** The frame that was taken last, of whichever row. */
  get last(): Placed | null {
    return this.#last;
  }

  get isBegun(): boolean {
    return this.#isBegun;
  }

  /** Whether what comes next is a frame if it looks like one. */
  get isBelieved(): boolean {
    return this.#isSure || (this.#isPure && this.#frames > 0);
  }

  /** @param isOverOthers it is longer than its frame can be */
  take({ kind, bytes }: Piece, at: number, isOverOthers: boolean): void {
    this.#hasHoles ||= isOverOthers;
    if (kind === 'junk' || kind === 'zero') this.#break(kind, bytes);
    if (kind !== 'frame') return;
    if (this.#frames === 0 && !this.#isAfterAnother) this.#firstAt = at;
    this.#isBegun = true;
    this.#last = { kind, bytes, at };
    this.#frames += 1;
    this.#bytes += bytes;
    this.#longestBytes = Math.max(this.#longestBytes, bytes);
    if (this.#isSure) this.#believe();
  }

  /** A frame that ends where the file does is none by chance. */
  end(): void {
    if (this.#frames > 0) this.#believe();
  }

  get #isSure(): boolean {
    return this.#frames >= surelyFrames;
  }

  #believe(): void {
    this.#hasHoles ||= this.#junkBytes > (this.#isAfterAnother ? 0 : this.#longestBytes);
    this.#isAfterAnother = true;
    this.#isFollowed = false;
    this.#junkBytes = 0;
  }

  #break(kind: 'junk' | 'zero', junkBytes: number): void {
    this.#isFollowed ||= kind === 'junk' || (this.#frames > 0 && !this.isBelieved);
    // Frames that something else follows too soon were there by chance.
    this.#junkBytes += junkBytes + (this.#isSure ? 0 : this.#bytes);
    this.#frames = 0;
    this.#bytes = 0;
    this.#longestBytes = 0;
    this.#isPure = false;
  }
}

interface Piece {
  readonly kind: 'frame' | 'filling' | 'junk' | 'zero';
  readonly bytes: number;
}

const junk: Piece = { kind: 'junk', bytes: 1 };

function pieceOf(kind: FrameKind, head: Buffer, isBegun: boolean): Piece {
  const frame = kind.frameBytes(head);
  if (frame !== null) return { kind: 'frame', bytes: frame };
  const tag = tagBytes(head);
  if (tag !== null) return { kind: 'filling', bytes: tag };
  if (head.readUInt8(0) !== 0) return junk;
  return { kind: isBegun ? 'zero' : 'filling', bytes: 1 };
}

/** Bytes of the tag that begins here: ID3v2, ID3v1 or APEv2; null where there is none. */
function tagBytes(head: Buffer): number | null {
  const name = head.toString('latin1', 0, 3);
  if (name === 'TAG') return 128;
  if (name === 'ID3' && head.length >= 10) {
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (head.readUInt8(at) & 127), 0);
    return 10 + size + ((head.readUInt8(5) & 16) === 0 ? 0 : 10);
  }
  if (head.length < longestHead || head.toString('latin1', 0, 8) !== 'APETAGEX') return null;
  // A header and its items are as long as the items and the footer, which is a piece by itself.
  const isHeader = (head.readUInt32LE(20) & 0x2000_0000) !== 0;
  return isHeader ? Math.max(longestHead, head.readUInt32LE(12)) : longestHead;
}
