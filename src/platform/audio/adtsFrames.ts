import type { FrameKind } from './bareFrames';

const headerBytes = 7;
const sampleRates = 13;

/** Frames of AAC without a container (ISO/IEC 13818-7 §6.2). */
export const adtsFrames: FrameKind = {
  headerBytes,
  frameBytes: (head) => {
    const rate = (head.readUInt8(2) >> 2) & 15;
    // Of the length the first two bits and the last three share bytes with other fields.
    const bytes = (head.readUIntBE(3, 3) >> 5) & 0x1fff;
    return isSync(head) && rate < sampleRates && bytes >= headerBytes ? bytes : null;
  },
  mayBegin: (head) => (head.length === 1 ? head.readUInt8(0) === 0xff : isSync(head)),
};

/** Twelve ones, and a layer of 0. */
const isSync = (head: Buffer): boolean => (head.readUInt16BE(0) & 0xfff6) === 0xfff0;
