import type { FrameKind } from './bareFrames';

/** Bytes by the four bits of a frame's type; what is not there is no type (3GPP TS 26.101 annex A, 26.201 annex A; RFC 4867 §5). */
const narrowBand = new Map([13, 14, 16, 18, 20, 21, 27, 32, 6].entries()).set(15, 1);
const wideBand = new Map([18, 24, 33, 37, 41, 47, 51, 59, 61, 6].entries()).set(14, 1).set(15, 1);

/** Frames of AMR behind the mark of their file. Pauses, for which telephones send a frame now and then or none at all, are frames, too. */
export const amrFrames = (codec: string): FrameKind => {
  const isWide = codec === 'amr_wb';
  const [mark, lengths] = isWide ? (['#!AMR-WB\n', wideBand] as const) : (['#!AMR\n', narrowBand] as const);
  return {
    headerBytes: 1,
    frameBytes: (head) => {
      if (head.toString('latin1', 0, mark.length) === mark) return mark.length;
      const first = head.readUInt8(0);
      return (first & 0x83) === 0 ? (lengths.get((first >> 3) & 15) ?? null) : null;
    },
    mayBegin: () => true,
  };
};
