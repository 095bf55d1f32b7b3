import { open } from 'node:fs/promises';

import type { SoundFormat } from './decoderFrames';
import { type Ending, endingOf } from './ending';
import { FileBlocks } from './fileBlocks';
import { mpegStructure } from './mpegFrames';
import { oggStructure } from './oggStructure';

/** What FFmpeg does not tell of how a file is made up, and what it says of it that means nothing. */
export interface FileStructure {
  readonly ending: Ending;
  /** Pieces of the container are missing. */
  readonly hasHoles: boolean;
  /** What FFmpeg says, with nothing lost, where files were joined. */
  readonly harmless: RegExp | null;
}

/** It takes tags between frames, or the headers of a stream that begins anew, for sound. */
const ofTags = /Header missing$|^Error while decoding stream .*: Invalid data found/u;
const ofHeaders = /Error parsing the packet header\.$|^Error while decoding stream .*: Invalid data found/u;

export async function structureOf(path: string, { container, announcedSeconds }: SoundFormat): Promise<FileStructure> {
  const ending = await endingOf(path);
  if (container !== 'mp3' && container !== 'ogg') return { ending, hasHoles: false, harmless: null };
  const file = await open(path, 'r');
  try {
    const blocks = await FileBlocks.of(file);
    if (container === 'ogg') {
      const { hasHoles, isJoined } = await oggStructure(blocks);
      return { ending, hasHoles, harmless: isJoined && !hasHoles ? ofHeaders : null };
    }
    const { isCut, hasHoles, isPure } = await mpegStructure(blocks);
    const isShort = isCut && announcedSeconds === null;
    return {
      ending: isShort ? { type: 'cut', missingSeconds: null } : ending,
      hasHoles,
      harmless: isPure ? ofTags : null,
    };
  } finally {
    await file.close();
  }
}
