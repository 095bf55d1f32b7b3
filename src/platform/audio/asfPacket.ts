/** What a packet holds of one media object, as a frame of sound (Advanced Systems Format 1.20.03, Microsoft, §5.2). */
export interface AsfPayload {
  readonly stream: number;
  readonly object: number;
  /** Of the numbers of objects there are so many, and then they begin with 0 again. */
  readonly objectNumbers: number;
  /** How many objects there are, one after another; of one alone there may be a part. */
  readonly count: number;
  /** Where in the object, bytes. */
  readonly offset: number;
  readonly bytes: number;
  /** Of the whole object; null where it is not told. */
  readonly objectBytes: number | null;
}

/** The payloads of a packet, or null where they contradict themselves. @param packet all of its bytes */
export function payloadsOf(packet: Buffer): AsfPayload[] | null {
  const fields = new Fields(packet);
  const head = headIn(fields, packet.length);
  const payloads: (AsfPayload | null)[] = [];
  while (payloads.length < head.count) payloads.push(payloadIn(fields, head));
  const isWithin = head.end <= packet.length && fields.at <= head.end;
  return isWithin && payloads.length > 0 && payloads.every((payload) => payload !== null) ? payloads : null;
}

interface PacketHead {
  /** Where what fills the packet up begins. */
  readonly end: number;
  /** How long some numbers are written: two bits for each. */
  readonly lengths: number;
  /** The same for the length of a payload; null where there is one alone, which takes all that is left. */
  readonly payloadLength: number | null;
  readonly count: number;
}

function headIn(fields: Fields, mostBytes: number): PacketHead {
  const first = fields.byte();
  // What corrects errors comes before everything else.
  const flags = (first & 128) === 0 ? first : fields.skip(first & 15).byte();
  const lengths = fields.byte();
  const packetBytes = fields.coded(flags >> 5) || mostBytes;
  fields.coded(flags >> 1);
  const end = packetBytes - fields.coded(flags >> 3);
  // When it is sent, and for how long.
  fields.skip(6);
  if ((flags & 1) === 0) return { end, lengths, payloadLength: null, count: 1 };
  const several = fields.byte();
  return { end, lengths, payloadLength: several >> 6, count: several & 63 };
}

/** How many bytes tell of an object: this many where several stand together, else none, or these and more. */
const [joinedObjects, leastTold] = [1, 8];

function payloadIn(fields: Fields, { lengths, payloadLength, end }: PacketHead): AsfPayload | null {
  const stream = fields.byte() & 127;
  const object = fields.coded(lengths >> 4);
  const place = fields.coded(lengths >> 2);
  const told = fields.coded(lengths);
  const objectBytes = told >= leastTold ? fields.number() : null;
  fields.skip(objectBytes === null ? told : told - 4);
  const bytes = payloadLength === null ? end - fields.at : fields.coded(payloadLength);
  if (isOdd(told) || bytes <= 0 || fields.at + bytes > end) return null;
  const objects = { stream, object, objectNumbers: numbersOf(lengths >> 4), bytes, objectBytes };
  // Of objects that stand together the place tells when they are heard.
  if (told === joinedObjects) return { ...objects, count: fields.lengths(bytes), offset: 0 };
  fields.skip(bytes);
  return { ...objects, count: 1, offset: place };
}

const isOdd = (told: number): boolean => told > joinedObjects && told < leastTold;
const numbersOf = (kind: number): number => [1, 2 ** 8, 2 ** 16, 2 ** 32][kind & 3]!;

/** Numbers one after another; those behind the end are 0. */
class Fields {
  at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  byte(): number {
    return this.#next(1);
  }

  number(): number {
    return this.#next(4);
  }

  /** @param kind two bits, others above them: none, a byte, two, four */
  coded(kind: number): number {
    return this.#next([0, 1, 2, 4][kind & 3]!);
  }

  skip(bytes: number): this {
    this.at += bytes;
    return this;
  }

  /** Of so many bytes, in which each length is followed by as much: how many there are, one that goes on behind them too. */
  lengths(bytes: number): number {
    const end = this.at + bytes;
    let count = 0;
    for (; this.at < end; count += 1) this.skip(this.byte());
    return count;
  }

  #next(length: number): number {
    const { at } = this;
    this.at += length;
    return length > 0 && this.at <= this.#bytes.length ? this.#bytes.readUIntLE(at, length) : 0;
  }
}
