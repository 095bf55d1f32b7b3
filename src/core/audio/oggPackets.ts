/** A packet of one logical stream, put together from the segments of one or more pages. */
export interface OggPacket {
  readonly bytes: Uint8Array;
  /** The stream that it belongs to. */
  readonly serial: number;
  /** The granule position of its page where it is the last packet that ends on it, else null. */
  readonly granule: number | null;
  /** On the last page of its stream. */
  readonly isLast: boolean;
}

interface OggPage {
  readonly isContinued: boolean;
  readonly isLast: boolean;
  readonly granule: number;
  readonly serial: number;
  /** Lengths of the segments, 0 … 255; a shorter one than 255 ends a packet. */
  readonly segments: Uint8Array;
  readonly body: Uint8Array;
}

const headerBytes = 27;

/**
 * The packets of an Ogg file, in order (RFC 3533 §6). What is not a whole page is stepped over; a packet of which a part is
 * missing is left out. Packets are views where they lie in one page, copies elsewhere.
 */
export function oggPackets(bytes: Uint8Array): OggPacket[] {
  const unfinished = new Map<number, Uint8Array>();
  return pagesOf(bytes).flatMap((page) => packetsOf(page, unfinished));
}

function pagesOf(bytes: Uint8Array): OggPage[] {
  const pages: OggPage[] = [];
  let offset = 0;
  while (offset + headerBytes <= bytes.length) {
    const page = pageAt(bytes, offset);
    if (page) pages.push(page);
    offset = page ? page.body.byteOffset - bytes.byteOffset + page.body.length : nextCapture(bytes, offset + 1);
  }
  return pages;
}

const isCapture = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53;

function nextCapture(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0x4f, from);
  while (at >= 0 && !isCapture(bytes, at)) at = bytes.indexOf(0x4f, at + 1);
  return at < 0 ? bytes.length : at;
}

function pageAt(bytes: Uint8Array, offset: number): OggPage | null {
  if (!isCapture(bytes, offset)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, headerBytes);
  const bodyStart = offset + headerBytes + view.getUint8(26);
  const segments = bytes.subarray(offset + headerBytes, bodyStart);
  const bodyEnd = segments.reduce((end, length) => end + length, bodyStart);
  if (bodyEnd > bytes.length) return null;
  const flags = view.getUint8(5);
  return {
    isContinued: (flags & 1) !== 0,
    isLast: (flags & 4) !== 0,
    granule: Number(view.getBigInt64(6, true)),
    serial: view.getUint32(14, true),
    segments,
    body: bytes.subarray(bodyStart, bodyEnd),
  };
}

/** @param unfinished by stream, the beginning of a packet that goes on on a later page */
function packetsOf(page: OggPage, unfinished: Map<number, Uint8Array>): OggPacket[] {
  const { serial, isLast } = page;
  let pending = page.isContinued ? unfinished.get(serial) : new Uint8Array(0);
  unfinished.delete(serial);
  const packets: OggPacket[] = [];
  let start = 0;
  let end = 0;
  for (const length of page.segments) {
    end += length;
    if (length === 255) continue;
    // Without its beginning the first packet of a continued page is of no use.
    if (pending)
      packets.push({ bytes: joined(pending, page.body.subarray(start, end)), serial, granule: null, isLast });
    pending = new Uint8Array(0);
    start = end;
  }
  if (end > start && pending) unfinished.set(serial, joined(pending, page.body.subarray(start, end)));
  const last = packets.pop();
  return last ? [...packets, { ...last, granule: page.granule }] : [];
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  if (head.length === 0) return tail;
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}
