import type { FileBlocks } from './fileBlocks';

/** How the packets of an MPEG transport stream follow each other (ISO/IEC 13818-1 §2.4.3). */
export interface TransportStream {
  /** The last packet, or the last piece of sound, announces more than there is. */
  readonly isCut: boolean;
  /** There is something else between packets, some of those with sound are missing, or a piece of sound lacks its end. */
  readonly hasHoles: boolean;
}

const sync = 0x47;
/** Of the packet itself, and of those that begin with the time, or end with what corrects errors. */
const [packetBytes, packetLengths] = [188, [188, 192, 204]];
/** A sync byte may be there by chance, but hardly that many. */
const surelyPackets = 5;

export async function transportStream(file: FileBlocks): Promise<TransportStream> {
  const found = await firstPacket(file);
  if (found === null) return { isCut: false, hasHoles: true };
  const sounds = new Sounds();
  let { at } = found;
  for (; at + packetBytes <= file.size; at += found.length)
    if (!sounds.take(await file.bytesAt(at, packetBytes))) return { isCut: false, hasHoles: true };
  return { isCut: at < file.size || !sounds.areWhole, hasHoles: false };
}

/** A recording of what was sent begins anywhere. Null where there are no packets. */
async function firstPacket(file: FileBlocks): Promise<{ at: number; length: number } | null> {
  const longest = Math.max(...packetLengths);
  const head = await file.bytesAt(0, longest * (surelyPackets + 1));
  for (let at = 0; at < longest; at += 1)
    for (const length of packetLengths)
      if (Array.from({ length: surelyPackets }, (_, index) => head[at + index * length]).every((byte) => byte === sync))
        return { at, length };
  return null;
}

/** Whoever received it could not correct it. */
const isKnownBad = (packet: Buffer): boolean => (packet.readUInt8(1) & 0x80) !== 0;
const isBeginning = (packet: Buffer): boolean => (packet.readUInt8(1) & 0x40) !== 0;

/** Behind what stands in front of it; of some packets nothing is left. */
function payloadOf(packet: Buffer): Buffer {
  const kind = (packet.readUInt8(3) >> 4) & 3;
  if ((kind & 1) === 0) return packet.subarray(packetBytes);
  return packet.subarray((kind & 2) === 0 ? 4 : 5 + packet.readUInt8(4));
}

/** Whether it says that counting begins anew. */
const isDiscontinuous = (packet: Buffer): boolean =>
  (packet.readUInt8(3) & 0x20) !== 0 && packet.readUInt8(4) > 0 && (packet.readUInt8(5) & 0x80) !== 0;

/** In front of a piece of sound: three bytes that mark it, what it is of, and its length. */
const pieceHeadBytes = 6;

function beginsSound(packet: Buffer): boolean {
  const payload = payloadOf(packet);
  if (!isBeginning(packet) || payload.length < pieceHeadBytes || payload.readUIntBE(0, 3) !== 1) return false;
  const kind = payload.readUInt8(3);
  // MPEG's own codings, others, and newer ones (§2.4.3.7).
  return (kind & 0xe0) === 0xc0 || kind === 0xbd || kind === 0xfd;
}

/** All streams of sound, by the number that packets have. */
class Sounds {
  readonly #byNumber = new Map<number, Sound>();

  get areWhole(): boolean {
    return [...this.#byNumber.values()].every(({ missingBytes }) => missingBytes <= 0);
  }

  /** @returns whether it is a packet, and the one that comes next if it holds sound */
  take(packet: Buffer): boolean {
    if (packet[0] !== sync || isKnownBad(packet)) return false;
    const number = packet.readUInt16BE(1) & 0x1fff;
    const sound = this.#byNumber.get(number) ?? (beginsSound(packet) ? new Sound() : null);
    if (sound === null) return true;
    this.#byNumber.set(number, sound);
    return sound.takes(packet);
  }
}

/** The packets that hold one stream of sound. */
class Sound {
  /** Of the piece that has begun; below 0 where it did not say how long it is. */
  missingBytes = 0;
  #counter: number | null = null;
  /** Which may be sent twice. */
  #last = Buffer.alloc(0);

  /** @returns whether it is the one that comes next */
  takes(packet: Buffer): boolean {
    const payload = payloadOf(packet);
    if (payload.length === 0) return true;
    const counter = packet.readUInt8(3) & 15;
    if (counter === this.#counter) return payload.equals(this.#last);
    const isNext = this.#counter === null || counter === (this.#counter + 1) % 16 || isDiscontinuous(packet);
    this.#counter = counter;
    this.#last = Buffer.from(payload);
    const isLate = isBeginning(packet) && this.missingBytes > 0;
    if (isBeginning(packet)) this.#begin(payload);
    this.missingBytes -= payload.length;
    return isNext && !isLate && (!isBeginning(packet) || beginsSound(packet));
  }

  #begin(payload: Buffer): void {
    const told = payload.length < pieceHeadBytes ? 0 : payload.readUInt16BE(4);
    this.missingBytes = told === 0 ? 0 : told + pieceHeadBytes;
  }
}
