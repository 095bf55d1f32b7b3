import type { FileBlocks } from './fileBlocks';

/** The first four bytes of what objects are called by (Advanced Systems Format 1.20.03, Microsoft, §10). */
const [headerName, extensionName, dataName] = [0x75b2_2630, 0x5fbf_03b5, 0x75b2_2636];
const [propertiesName, streamName, extendedStreamName] = [0x8cab_dca1, 0xb7dc_0791, 0x14e6_a5cb];
const audioType = 0xf869_9e40;
/** In front of the objects of a header, of those of its extension, and of the packets. */
const [headerBytes, extensionBytes, dataBytes] = [30, 46, 50];
const objectHeadBytes = 24;
/** Of an object as much as is used of any. */
const readBytes = 104;

/** What a Windows Media file says of the packets in which it holds its sound. */
export interface AsfHeader {
  readonly firstPacketAt: number;
  /** Behind the last one; null where the file was sent while it was written, and does not say. */
  readonly end: number | null;
  /** They are all as long; null where the two places that tell it differ, or tell nothing. */
  readonly packetBytes: number | null;
  /** By number. */
  readonly streams: ReadonlyMap<number, 'audio' | 'other'>;
}

/** Null where objects that it cannot do without are missing. */
export async function asfHeader(file: FileBlocks): Promise<AsfHeader | null> {
  const objects = await objectsOf(file);
  const [properties, data] = [propertiesName, dataName].map((each) => objects.find(({ name }) => name === each));
  if (properties === undefined || data === undefined) return null;
  const isSent = (properties.head.readUInt32LE(88) & 1) === 1;
  const [least, most] = [properties.head.readUInt32LE(92), properties.head.readUInt32LE(96)];
  return {
    firstPacketAt: data.at + dataBytes,
    end: isSent ? null : data.end,
    packetBytes: least === most && least > 0 ? least : null,
    streams: new Map([
      // These tell the number alone, once more or of a stream that is hidden.
      ...objects.filter(({ name }) => name === extendedStreamName).map(streamIn),
      ...objects.filter(({ name }) => name === streamName).map(streamIn),
    ]),
  };
}

const streamIn = ({ name, head }: AsfObject): [number: number, kind: 'audio' | 'other'] => {
  const isAudio = name === streamName && head.readUInt32LE(objectHeadBytes) === audioType;
  return [head.readUInt16LE(72) & 127, isAudio ? 'audio' : 'other'];
};

interface AsfObject {
  readonly name: number;
  readonly at: number;
  readonly end: number;
  /** Filled up with zeros where it is shorter. */
  readonly head: Buffer;
}

/** A header has some ten of them, and a film a few for each of its streams. */
const mostObjects = 1000;

/** Up to the packets, those that the header and its extension hold with them. */
async function objectsOf(file: FileBlocks): Promise<AsfObject[]> {
  const objects: AsfObject[] = [];
  for (let at = 0; at + objectHeadBytes <= file.size && objects.length < mostObjects;) {
    const head = Buffer.alloc(readBytes);
    (await file.bytesAt(at, readBytes)).copy(head);
    const [name, bytes] = [head.readUInt32LE(0), Number(head.readBigUInt64LE(16))];
    objects.push({ name, at, end: at + bytes, head });
    if (name === dataName || bytes < objectHeadBytes) break;
    // What these two hold follows their own fields, and nothing else does.
    at += name === headerName ? headerBytes : name === extensionName ? extensionBytes : bytes;
  }
  return objects;
}
