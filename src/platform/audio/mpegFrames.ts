import type { FrameKind } from './bareFrames';

/** Kilobits a second by four bits of a header, of layers 1 to 3 (ISO/IEC 11172-3 §2.4.2.3, 13818-3 §2.4.2.3). */
const bitRates = [
  [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
] as const;
/** The same at the low rates of samples of versions 2 and 2.5. */
const lowBitRates = [
  [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const sampleRatesHz = [44_100, 48_000, 32_000] as const;
/** By the two bits of the version, 2.5, none, 2 and 1: what the rate of samples is divided by. */
const rateDivisors = [4, undefined, 2, 1] as const;

function frameBytes(head: Buffer): number | null {
  const header = head.readUInt32BE(0);
  const divisor = rateDivisors[(header >>> 19) & 3];
  const layer = 4 - ((header >>> 17) & 3);
  const sampleRateHz = sampleRatesHz[(header >>> 10) & 3];
  if (header >>> 21 !== 0x7ff || divisor === undefined || sampleRateHz === undefined) return null;
  const rate = (divisor === 1 ? bitRates : lowBitRates)[layer - 1]?.[((header >>> 12) & 15) - 1];
  if (rate === undefined) return null;
  const padding = (header >>> 9) & 1;
  const slots = (rate * 1000 * divisor) / sampleRateHz;
  if (layer === 1) return (Math.floor(12 * slots) + padding) * 4;
  return Math.floor((layer === 3 && divisor > 1 ? 72 : 144) * slots) + padding;
}

/** Without the bit of filling, and those by which two channels are told from each other. */
const alike = 0xffff_fdcf;

export const mpegFrames: FrameKind = {
  headerBytes: 4,
  frameBytes,
  mayBegin: (head) => head.readUInt8(0) === 0xff && (head.length === 1 || head.readUInt8(1) >>> 5 === 7),
  areAlike: (header, other) => ((header.readUInt32BE(0) ^ other.readUInt32BE(0)) & alike) === 0,
};
