import type { FfmpegInput } from './ffmpegCore';
import { isSound, type OggPage, pagesIn, withGranule } from './oggPage';
import { bytesAt, withPiece } from './patchedInput';

/** More than two pages at their largest. */
const tailBytes = 140_000;
const headBytes = 4096;

/**
 * An Ogg Opus file whose last page says that the stream ended long before its packets do, as programs write that count at another rate
 * or not at all: FFmpeg would believe it and drop up to a second. It is given the page with the right count. Any other file is given back as it is.
 */
export function withOpusEnd(input: FfmpegInput): FfmpegInput {
  const head = bytesAt(input, 0, headBytes);
  if (head.toString('latin1', 0, 4) !== 'OggS') return input;
  const start = Math.max(0, input.size - tailBytes);
  const pages = pagesIn(bytesAt(input, start, tailBytes));
  const last = pages.at(-1);
  if (last?.isLast !== true || !isSound(last) || !isOpus(head, last.serial)) return input;
  const before = pages.slice(0, -1).findLast(({ serial }) => serial === last.serial);
  const end = before === undefined ? null : rightEnd(before, last);
  return end === null ? input : withPiece(input, start + last.at, withGranule(last, end));
}

const isOpus = (head: Buffer, stream: number): boolean =>
  pagesIn(head).some(({ serial, packets }) => serial === stream && packets[0]?.toString('latin1', 0, 8) === 'OpusHead');

/** Encoders fill up the last packet, and some one more. */
const trimmedPackets = 2;
const ticksPerSecond = 48_000;
const longestPacketTicks = 0.12 * ticksPerSecond;

/** Where the stream ends by its packets; null where the last page says so, or nearly. */
function rightEnd(before: OggPage, last: OggPage): bigint | null {
  const lengths = last.packets.map(ticksOf);
  if (lengths.length === 0) return null;
  const end = before.granule + BigInt(lengths.reduce((sum, ticks) => sum + ticks, 0));
  const trimmed = Number(end - last.granule);
  const mostTrimmed = Math.max(longestPacketTicks, trimmedPackets * Math.max(...lengths));
  return last.granule < 0n || trimmed > mostTrimmed ? end : null;
}

/** By a packet's first bytes (RFC 6716 §3.1). */
function ticksOf(packet: Buffer): number {
  const [first = 0, second = 0] = packet;
  const [configuration, code] = [first >> 3, first & 3];
  const frames = code === 3 ? second & 63 : code === 0 ? 1 : 2;
  return frames * frameTicks(configuration);
}

function frameTicks(configuration: number): number {
  if (configuration < 12) return [480, 960, 1920, 2880][configuration % 4]!;
  if (configuration < 16) return [480, 960][configuration % 2]!;
  return [120, 240, 480, 960][configuration % 4]!;
}
