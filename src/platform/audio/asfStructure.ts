import { asfHeader, type AsfHeader } from './asfHeader';
import { type AsfPayload, payloadsOf } from './asfPacket';
import type { FileBlocks } from './fileBlocks';

/** Larger packets than the pieces in which files are read are not looked at. */
const mostPacketBytes = 65_536;

/**
 * Whether something is missing in a Windows Media file: packets, or frames of sound, which are numbered. FFmpeg passes over packets that
 * are none, over frames that lack a part, and over those of streams that it does not know, without a word.
 */
export async function hasAsfHoles(file: FileBlocks): Promise<boolean> {
  const header = await asfHeader(file);
  if (header === null) return true;
  const { firstPacketAt, packetBytes, streams, end } = header;
  if (packetBytes === null || packetBytes > mostPacketBytes) return packetBytes === null;
  const frames = new FrameNumbers(streams);
  for (let at = firstPacketAt; at + packetBytes <= Math.min(end ?? Infinity, file.size); at += packetBytes) {
    const payloads = payloadsOf(await file.bytesAt(at, packetBytes));
    if (payloads?.every((payload) => frames.follows(payload)) !== true) return true;
  }
  return end !== null && !frames.areWhole;
}

interface Frame {
  /** Of the next one. */
  readonly next: number;
  /** That are still to come. */
  readonly missingBytes: number;
}

class FrameNumbers {
  readonly #streams: AsfHeader['streams'];
  readonly #last = new Map<number, Frame>();

  constructor(streams: AsfHeader['streams']) {
    this.#streams = streams;
  }

  /** Of all streams the last frame is there to its end. */
  get areWhole(): boolean {
    return [...this.#last.values()].every(({ missingBytes }) => missingBytes === 0);
  }

  /** Whether this is what comes next in its stream. A film may leave pictures out. */
  follows(payload: AsfPayload): boolean {
    const { stream, object, objectNumbers, count, offset, bytes, objectBytes } = payload;
    const kind = this.#streams.get(stream);
    if (kind !== 'audio') return kind !== undefined;
    const last = this.#last.get(stream);
    const missingBytes = objectBytes === null ? 0 : objectBytes - offset - bytes;
    this.#last.set(stream, { next: (object + count) % objectNumbers, missingBytes });
    if (missingBytes < 0) return false;
    if (offset === 0) return last === undefined || (last.missingBytes === 0 && last.next === object % objectNumbers);
    return last === undefined || last.missingBytes === bytes + missingBytes;
  }
}
