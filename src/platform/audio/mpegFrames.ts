import type { FileBlocks } from './fileBlocks';

/** How an MP3 file is made up: frames one after another, with tags before, between and behind them. */
export interface MpegStructure {
  /** Its last frame announces more than there is. */
  readonly isCut: boolean;
  /**
   * There is something else between frames, or before them more than one of them takes: a recording of what was sent begins in the midst of a
   * frame. Zeros before the first are only filling.
   */
  readonly hasHoles: boolean;
  /** Nothing but frames, tags, and zeros before the first. */
  readonly isPure: boolean;
}

const headerBytes = 4;
const longestHead = 32;
/** A header may be there by chance, but hardly the next one, too. */
const surelyFrames = 3;

export async function mpegStructure(file: FileBlocks): Promise<MpegStructure> {
  const row = new FrameRow();
  let isBegun = false;
  for (let at = 0; at + headerBytes <= file.size;) {
    const piece = pieceOf(await file.bytesAt(at, longestHead), isBegun);
    if (piece.kind === 'frame' && at + piece.bytes > file.size) return { isCut: row.isSure, ...row.found };
    isBegun ||= piece.kind === 'frame';
    row.take(piece);
    at += piece.bytes;
  }
  return { isCut: false, ...row.found };
}

/** The frames that follow one another, and what lay between this row and the one before. */
class FrameRow {
  #frames = 0;
  #bytes = 0;
  #longestBytes = 0;
  #junkBytes = 0;
  #isAfterAnother = false;
  #isPure = true;
  #hasHoles = false;

  get isSure(): boolean {
    return this.#frames >= surelyFrames;
  }

  get found(): Omit<MpegStructure, 'isCut'> {
    return { hasHoles: this.#hasHoles, isPure: this.#isPure };
  }

  take({ kind, bytes }: Piece): void {
    if (kind === 'junk') this.#end(bytes);
    if (kind !== 'frame') return;
    this.#frames += 1;
    this.#bytes += bytes;
    this.#longestBytes = Math.max(this.#longestBytes, bytes);
    if (!this.isSure) return;
    this.#hasHoles ||= this.#junkBytes > (this.#isAfterAnother ? 0 : this.#longestBytes);
    this.#isAfterAnother = true;
    this.#junkBytes = 0;
  }

  #end(junkBytes: number): void {
    // Frames that something else follows too soon were there by chance.
    this.#junkBytes += junkBytes + (this.isSure ? 0 : this.#bytes);
    this.#frames = 0;
    this.#bytes = 0;
    this.#longestBytes = 0;
    this.#isPure = false;
  }
}

interface Piece {
  readonly kind: 'frame' | 'filling' | 'junk';
  readonly bytes: number;
}

function pieceOf(head: Buffer, isBegun: boolean): Piece {
  const frame = frameBytes(head.readUInt32BE(0));
  if (frame !== null) return { kind: 'frame', bytes: frame };
  const tag = tagBytes(head);
  if (tag !== null) return { kind: 'filling', bytes: tag };
  return { kind: !isBegun && head.readUInt8(0) === 0 ? 'filling' : 'junk', bytes: 1 };
}

/** Kilobits a second by four bits of a header, of layers 1 to 3 (ISO/IEC 11172-3 §2.4.2.3, 13818-3 §2.4.2.3). */
const bitRates = [
  [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
] as const;
/** The same at the low rates of samples of versions 2 and 2.5. */
const lowBitRates = [
  [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const sampleRatesHz = [44_100, 48_000, 32_000] as const;
/** By the two bits of the version, 2.5, none, 2 and 1: what the rate of samples is divided by. */
const rateDivisors = [4, undefined, 2, 1] as const;

/** Bytes of the frame whose header these are; null where they are none, or do not say. */
function frameBytes(header: number): number | null {
  const divisor = rateDivisors[(header >>> 19) & 3];
  const layer = 4 - ((header >>> 17) & 3);
  const sampleRateHz = sampleRatesHz[(header >>> 10) & 3];
  if (header >>> 21 !== 0x7ff || divisor === undefined || sampleRateHz === undefined) return null;
  const rate = (divisor === 1 ? bitRates : lowBitRates)[layer - 1]?.[((header >>> 12) & 15) - 1];
  if (rate === undefined) return null;
  const padding = (header >>> 9) & 1;
  const slots = (rate * 1000 * divisor) / sampleRateHz;
  if (layer === 1) return (Math.floor(12 * slots) + padding) * 4;
  return Math.floor((layer === 3 && divisor > 1 ? 72 : 144) * slots) + padding;
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
