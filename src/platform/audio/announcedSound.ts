/** What the head of a file says of where its sound ends. */
export interface AnnouncedSound {
  /** Byte of the file behind the sound; infinite where it does not say. */
  readonly end: number;
  /** Behind the whole file; infinite where it does not say. */
  readonly fileEnd: number;
  /** 0 where it does not say. */
  readonly bytesPerSecond: number;
}

/** A kind of file that is made of chunks: a name, a length, and so many bytes. */
interface ChunkKind {
  readonly beginning: string;
  readonly firstChunk: number;
  readonly headerBytes: number;
  /** A chunk begins at a multiple of it, counted from the file's first byte. */
  readonly alignment: number;
  /** Of the chunk at this place, without its header; what is larger than any file stands for "up to the end". */
  bodyBytes(head: Buffer, at: number): number;
  readonly soundName: string;
  readonly formatName: string;
  bytesPerSecond(head: Buffer, body: number): number;
  fileEnd?(head: Buffer): number;
}

/** Sizes that stand for "up to the end" are 0 and those near the largest: their writers could not go back. */
const unknownFrom = 0x7fff_0000;
const riffLength = (head: Buffer, at: number): number => {
  const length = head.readUInt32LE(at + 4);
  return length < unknownFrom ? length : Infinity;
};
const riff: Omit<ChunkKind, 'beginning'> = {
  firstChunk: 12,
  headerBytes: 8,
  alignment: 2,
  bodyBytes: riffLength,
  soundName: 'data',
  formatName: 'fmt ',
  bytesPerSecond: (head, body) => head.readUInt32LE(body + 8),
};
/** Counts the header, too. */
const lengthBehindGuid = (head: Buffer, at: number): number => Number(head.readBigUInt64LE(at + 16)) - 24;

const kinds: readonly ChunkKind[] = [
  { ...riff, beginning: 'RIFF', fileEnd: (head) => riff.headerBytes + riffLength(head, 0) },
  {
    ...riff,
    beginning: 'RF64',
    // The length of the sound stands in the first chunk (EBU Tech 3306 §3.5).
    bodyBytes: (head, at) =>
      head.readUInt32LE(at + 4) === 0xffff_ffff ? Number(head.readBigUInt64LE(28)) : head.readUInt32LE(at + 4),
  },
  {
    beginning: 'riff',
    firstChunk: 40,
    headerBytes: 24,
    alignment: 8,
    bodyBytes: lengthBehindGuid,
    soundName: 'data',
    formatName: 'fmt ',
    bytesPerSecond: (head, body) => head.readUInt32LE(body + 8),
  },
  {
    beginning: 'caff',
    firstChunk: 8,
    headerBytes: 12,
    alignment: 1,
    bodyBytes: (head, at) => (head.readBigInt64BE(at + 4) < 0n ? Infinity : Number(head.readBigInt64BE(at + 4))),
    soundName: 'data',
    formatName: 'desc',
    bytesPerSecond: (head, body) =>
      (head.readDoubleBE(body) * head.readUInt32BE(body + 16)) / Math.max(1, head.readUInt32BE(body + 20)),
  },
  {
    // Windows Media: objects that are named by GUIDs, the second of which holds the sound. Its rate stands in packets.
    beginning: '\u0030\u0026\u00b2\u0075',
    firstChunk: 0,
    headerBytes: 24,
    alignment: 1,
    bodyBytes: lengthBehindGuid,
    soundName: '\u0036\u0026\u00b2\u0075',
    formatName: '',
    bytesPerSecond: () => 0,
  },
];

/** Behind a chunk's header so many bytes of its format are read at most. */
const formatBytes = 24;

/** Null where the file is of another kind, or its sound does not begin in its head. @param head the first bytes of the file */
export function announcedSound(head: Buffer): AnnouncedSound | null {
  const kind = kinds.find(({ beginning }) => head.toString('latin1', 0, 4) === beginning);
  if (kind === undefined) return null;
  let bytesPerSecond = 0;
  for (let at = kind.firstChunk; at + kind.headerBytes <= head.length;) {
    const name = head.toString('latin1', at, at + 4);
    const body = at + kind.headerBytes;
    const length = kind.bodyBytes(head, at);
    if (name === kind.soundName)
      return { end: length > 0 ? body + length : Infinity, fileEnd: kind.fileEnd?.(head) ?? Infinity, bytesPerSecond };
    if (name === kind.formatName && body + formatBytes <= head.length) bytesPerSecond = kind.bytesPerSecond(head, body);
    const next = body + Math.max(0, length);
    at = next + ((kind.alignment - (next % kind.alignment)) % kind.alignment);
  }
  return null;
}
