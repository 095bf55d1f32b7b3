export interface Page {
  readonly serial: number;
  readonly granule: number;
  /** 1 goes on with a packet, 2 begins its stream, 4 ends it. */
  readonly flags: number;
  readonly lacing: readonly number[];
  readonly body: Uint8Array;
}

/** The bytes of one Ogg page (RFC 3533 §6), without its checksum. */
export function pageBytes({ serial, granule, flags, lacing, body }: Page): Buffer {
  const header = Buffer.alloc(27);
  header.write('OggS', 'latin1');
  header.writeUInt8(flags, 5);
  header.writeBigInt64LE(BigInt(granule), 6);
  header.writeUInt32LE(serial, 14);
  header.writeUInt8(lacing.length, 26);
  return Buffer.concat([header, Buffer.from(lacing), body]);
}

/** A stream with so many segments to a page, so that packets may go on on the next; the granule counts packets that have ended. */
export function oggStream(packets: readonly Uint8Array[], segmentsPerPage: number, serial = 1): Buffer {
  const lacing = packets.flatMap(({ length }) => [
    ...Array.from({ length: Math.floor(length / 255) }, () => 255),
    length % 255,
  ]);
  const bytes = Buffer.concat(packets);
  const pages: Buffer[] = [];
  let [offset, ended, isContinued] = [0, 0, false];
  for (let at = 0; at < lacing.length; at += segmentsPerPage) {
    const part = lacing.slice(at, at + segmentsPerPage);
    const size = part.reduce((sum, length) => sum + length, 0);
    ended += part.filter((length) => length < 255).length;
    const flags = (isContinued ? 1 : 0) | (at === 0 ? 2 : 0) | (at + segmentsPerPage >= lacing.length ? 4 : 0);
    pages.push(pageBytes({ serial, granule: ended, flags, lacing: part, body: bytes.subarray(offset, offset + size) }));
    offset += size;
    isContinued = part.at(-1) === 255;
  }
  return Buffer.concat(pages);
}
