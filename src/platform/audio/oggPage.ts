/** A page of an Ogg file (RFC 3533 §6), whole. */
export interface OggPage {
  /** Of its first byte in `bytes`. */
  readonly at: number;
  readonly bytes: Buffer;
  readonly isLast: boolean;
  /** How much of the stream is over with its last packet; −1 where it ends none. */
  readonly granule: bigint;
  readonly serial: number;
  readonly packets: readonly Buffer[];
}

const headerBytes = 27;
const [continuedFlag, lastFlag] = [1, 4];
const [flagsAt, granuleAt] = [5, 6];
const checksumAt = 22;

/** The whole pages that begin in these bytes. */
export function pagesIn(bytes: Buffer): OggPage[] {
  const pages: OggPage[] = [];
  for (let at = bytes.indexOf('OggS', 0, 'latin1'); at >= 0;) {
    const page = pageAt(bytes, at);
    if (page !== null) pages.push(page);
    at = bytes.indexOf('OggS', at + (page === null ? 4 : page.bytes.length), 'latin1');
  }
  return pages;
}

function pageAt(whole: Buffer, at: number): OggPage | null {
  if (at + headerBytes > whole.length) return null;
  const segments = whole.subarray(at + headerBytes, at + headerBytes + whole.readUInt8(at + 26));
  const bodyAt = at + headerBytes + segments.length;
  const end = bodyAt + segments.reduce((sum, length) => sum + length, 0);
  if (end > whole.length) return null;
  const bytes = whole.subarray(at, end);
  return {
    at,
    bytes,
    isLast: (bytes.readUInt8(flagsAt) & lastFlag) !== 0,
    granule: bytes.readBigInt64LE(granuleAt),
    serial: bytes.readUInt32LE(14),
    packets: packetsOf(whole.subarray(bodyAt, end), segments, (bytes.readUInt8(flagsAt) & continuedFlag) !== 0),
  };
}

/** Those that begin in the page and end in it. */
function packetsOf(body: Buffer, segments: Buffer, isContinued: boolean): Buffer[] {
  const packets: Buffer[] = [];
  let [start, end] = [0, 0];
  for (const length of segments) {
    end += length;
    if (length === 255) continue;
    packets.push(body.subarray(start, end));
    start = end;
  }
  return isContinued ? packets.slice(1) : packets;
}

/** The page with another granule, and the checksum that goes with it. */
export function withGranule({ bytes }: OggPage, granule: bigint): Buffer {
  const page = Buffer.from(bytes);
  page.writeBigInt64LE(granule, granuleAt);
  page.writeUInt32LE(checksumOf(page), checksumAt);
  return page;
}

export const isSound = ({ bytes }: Pick<OggPage, 'bytes'>): boolean =>
  bytes.readUInt32LE(checksumAt) === checksumOf(bytes);

function checksumOf(page: Uint8Array): number {
  let sum = 0;
  for (const [index, byte] of page.entries()) {
    // The checksum itself counts as zeros.
    sum ^= (index >= checksumAt && index < checksumAt + 4 ? 0 : byte) << 24;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum << 1) ^ (sum < 0 ? 0x04c1_1db7 : 0);
  }
  return sum >>> 0;
}
