import type { OpusDecoder } from 'opus-decoder';

import { type OggPacket, oggPackets } from '../../core/audio/oggPackets';
import { joinSamples, mixToMono, sampleRateHz } from '../../core/audio/pcm';
import type { DecodedAudio } from './audioDecoders';

/** RFC 7845 §5.1. */
interface OpusHead {
  readonly channels: number;
  /** Samples at 48 kHz that the decoder needs to settle; they are no audio. */
  readonly preSkip: number;
  /** What samples are multiplied by. */
  readonly gain: number;
  readonly streamCount: number;
  readonly coupledStreamCount: number;
  readonly channelMappingTable: readonly number[];
}

/** Granule positions count at this rate, whatever rate is decoded to. */
const granuleRateHz = 48_000;

/**
 * Decodes Ogg Opus at 16 kHz in the first place: libopus decodes to any of five rates (RFC 6716 §4), which is faster than
 * resampling and as exact. Pre-skip, end trimming and gain are those of RFC 7845 §4 and §5.1. Streams that follow one another
 * in a file are joined. Null where there is no Opus stream.
 */
export async function decodeOpusFile(bytes: Uint8Array): Promise<DecodedAudio | null> {
  const damage: string[] = [];
  const parts: Float32Array[] = [];
  for (const packets of streamsOf(oggPackets(bytes))) {
    const [first, , ...audioPackets] = packets;
    const head = first && parseHead(first.bytes);
    if (!head) continue;
    const decoded = await decodeStream(head, audioPackets);
    damage.push(...decoded.damage);
    parts.push(decoded.samples);
  }
  if (parts.length === 0) return null;
  return { channels: [joinSamples(parts)], sampleRateHz, damage };
}

/** The packets of each stream, streams in the order in which they begin. */
function streamsOf(packets: readonly OggPacket[]): OggPacket[][] {
  const streams = new Map<number, OggPacket[]>();
  for (const packet of packets) {
    const stream = streams.get(packet.serial);
    if (stream) stream.push(packet);
    else streams.set(packet.serial, [packet]);
  }
  return [...streams.values()];
}

function parseHead(bytes: Uint8Array): OpusHead | null {
  if (bytes.length < 19 || String.fromCharCode(...bytes.subarray(0, 8)) !== 'OpusHead') return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const channels = view.getUint8(9);
  const isMapped = view.getUint8(18) !== 0;
  if (channels === 0 || (isMapped ? bytes.length < 21 + channels : channels > 2)) return null;
  return {
    channels,
    preSkip: view.getUint16(10, true),
    gain: 10 ** (view.getInt16(16, true) / (20 * 256)),
    streamCount: isMapped ? view.getUint8(19) : 1,
    coupledStreamCount: isMapped ? view.getUint8(20) : channels - 1,
    channelMappingTable: isMapped ? [...bytes.subarray(21, 21 + channels)] : channels === 2 ? [0, 1] : [0],
  };
}

async function decodeStream(
  head: OpusHead,
  packets: readonly OggPacket[],
): Promise<{ samples: Float32Array; damage: string[] }> {
  const decoder = await openDecoder(head);
  try {
    const output = decoder.decodeFrames(packets.map(({ bytes }) => bytes));
    const damage = output.errors.map(({ message }) => message);
    const samples = meanOf(output.channelData, head.gain);
    const skipped = Math.round((head.preSkip * sampleRateHz) / granuleRateHz);
    return { samples: samples.subarray(skipped, endOf(packets, samples.length)), damage };
  } finally {
    decoder.free();
  }
}

/** Loaded when the first file comes. A decoder cannot be wound back to its beginning, so each stream gets a new one (6 ms). */
async function openDecoder(head: OpusHead): Promise<OpusDecoder<typeof sampleRateHz>> {
  const { OpusDecoder: Decoder } = await import('opus-decoder');
  const { channels, streamCount, coupledStreamCount, channelMappingTable } = head;
  const mapping = { channels, streamCount, coupledStreamCount, channelMappingTable: [...channelMappingTable] };
  const decoder = new Decoder({ sampleRate: sampleRateHz, ...mapping });
  await decoder.ready;
  return decoder;
}

/** Where the audio ends among the decoded samples: the encoder fills the last packet up (RFC 7845 §4.4). */
function endOf(packets: readonly OggPacket[], decoded: number): number {
  const last = packets.at(-1);
  if (!last?.isLast || last.granule === null) return decoded;
  const samplesOf = (some: readonly OggPacket[]): number =>
    some.reduce((sum, { bytes }) => sum + packetSamples(bytes), 0);
  // A stream that was cut out of a longer one begins late; on a stream of one page the difference is the filling instead.
  const first = packets.findIndex(({ granule }) => granule !== null);
  const firstGranule = packets[first]?.granule ?? 0;
  const start = packets[first]?.isLast ? 0 : Math.max(0, firstGranule - samplesOf(packets.slice(0, first + 1)));
  return Math.min(decoded, Math.max(0, Math.round(((last.granule - start) * sampleRateHz) / granuleRateHz)));
}

/** Length of a packet at 48 kHz, told by its first two bytes (RFC 6716 §3.1). */
function packetSamples(packet: Uint8Array): number {
  const [tableOfContents = 0, frameCountByte = 0] = packet;
  const configuration = tableOfContents >> 3;
  const frameMilliseconds = frameLengths[configuration] ?? 0;
  const frames = [1, 2, 2, frameCountByte & 63][tableOfContents & 3] ?? 0;
  return frames * frameMilliseconds * (granuleRateHz / 1000);
}

/** Milliseconds of a frame in each of the 32 configurations (RFC 6716 §3.1, table 2): SILK, hybrid, CELT. */
const frameLengths = [
  ...Array.from({ length: 3 }, () => [10, 20, 40, 60]),
  ...Array.from({ length: 2 }, () => [10, 20]),
  ...Array.from({ length: 4 }, () => [2.5, 5, 10, 20]),
].flat();

function meanOf(channels: readonly Float32Array[], gain: number): Float32Array {
  const mono = mixToMono(channels);
  return gain === 1 ? mono : mono.map((sample) => sample * gain);
}
