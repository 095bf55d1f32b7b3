import { open } from 'node:fs/promises';

import { adtsFrames } from './adtsFrames';
import { amrFrames } from './amrFrames';
import { hasAsfHoles } from './asfStructure';
import { frameStructure } from './bareFrames';
import type { SoundFormat } from './decoderFrames';
import { type Ending, endingOf } from './ending';
import { FileBlocks } from './fileBlocks';
import { matroskaStructure } from './matroskaStructure';
import { mp4Structure } from './mp4Structure';
import { isCounted } from './mpegCount';
import { mpegFrames } from './mpegFrames';
import { oggStructure } from './oggStructure';
import { transportStream } from './transportStream';
import { goesOnBehindSound } from './wavStructure';

/** What FFmpeg does not tell of how a file is made up, and what it says of it that means nothing. */
export interface FileStructure {
  readonly ending: Ending;
  /** Pieces of the container are missing. */
  readonly hasHoles: boolean;
  /** What FFmpeg says, with nothing lost, where files were joined. */
  readonly harmless: RegExp | null;
  /** The file counts its bytes, and they are there: if it announces more sound than that, it is mistaken. */
  readonly isComplete: boolean;
}

/** It takes tags between frames, or the headers of a stream that begins anew, for sound. */
const ofTags = /Header missing$|^Error while decoding stream .*: Invalid data found/u;
/** It counts bits that its checksum does not cover where two channels of layer 1 share some. */
const ofTagsAndChecksums = /Header missing$|CRC mismatch|^Error while decoding stream .*: Invalid data found/u;
const ofHeaders = /Error parsing the packet header\.$|^Error while decoding stream .*: Invalid data found/u;
/** It decodes no frames that stand for a pause. */
const ofPauses = /Corrupt bitstream$|dtx mode|^Error while decoding stream /u;

/** What is known of some containers, and only of them. */
interface Found {
  readonly isCut: boolean;
  readonly hasHoles: boolean;
  readonly harmless: RegExp | null;
  readonly isComplete?: boolean;
  /** How long it is was counted by FFmpeg from what is there. */
  readonly isLengthCounted?: boolean;
}

async function ofChunks(file: FileBlocks): Promise<Found> {
  return { isCut: false, hasHoles: await goesOnBehindSound(file), harmless: null };
}

const structures: Readonly<Record<string, (file: FileBlocks, codec: string) => Promise<Found>>> = {
  mp3: async (file, codec) => {
    const { isPure, isCut, hasHoles, firstFrameAt } = await frameStructure(file, mpegFrames);
    const harmless = codec === 'mp1' ? ofTagsAndChecksums : ofTags;
    // No row of frames that can be believed, and something else: what FFmpeg makes of it is not all.
    const isUnknown = firstFrameAt === null && !isPure;
    const isComplete = await isCounted(file, firstFrameAt);
    return { isCut, hasHoles: hasHoles || isUnknown, harmless: isPure ? harmless : null, isComplete };
  },
  aac: async (file) => {
    const { isCut, hasHoles, isFollowed } = await frameStructure(file, adtsFrames);
    return { isCut, hasHoles: hasHoles || isFollowed, harmless: null };
  },
  amr: async (file, codec) => {
    const { isCut, hasHoles, isPure } = await frameStructure(file, amrFrames(codec));
    return { isCut, hasHoles, harmless: isPure ? ofPauses : null };
  },
  ogg: async (file) => {
    const { hasHoles, isJoined } = await oggStructure(file);
    return { isCut: false, hasHoles, harmless: isJoined && !hasHoles ? ofHeaders : null };
  },
  asf: async (file) => ({ isCut: false, hasHoles: await hasAsfHoles(file), harmless: null }),
  wav: ofChunks,
  caf: ofChunks,
  mpegts: async (file) => ({ ...(await transportStream(file)), harmless: null, isLengthCounted: true }),
  'mov,mp4,m4a,3gp,3g2,mj2': async (file) => {
    const { isCut, hasHoles, hasFragments } = await mp4Structure(file);
    return { isCut, hasHoles, harmless: null, isLengthCounted: hasFragments };
  },
  'matroska,webm': async (file) => ({ ...(await matroskaStructure(file)), harmless: null }),
};

export async function structureOf(
  path: string,
  { container, codec, announcedSeconds }: SoundFormat,
): Promise<FileStructure> {
  const ending = await endingOf(path);
  const structure = structures[container];
  if (structure === undefined) return { ending, hasHoles: false, harmless: null, isComplete: false };
  const file = await open(path, 'r');
  try {
    const found = await structure(await FileBlocks.of(file), codec);
    const { isCut, hasHoles, harmless, isComplete = false, isLengthCounted = false } = found;
    // A file that says how long it is may lack no more than a few last frames of filling.
    const isShort = isCut && (announcedSeconds === null || isLengthCounted);
    return { ending: isShort ? { type: 'cut', missingSeconds: null } : ending, hasHoles, harmless, isComplete };
  } finally {
    await file.close();
  }
}
