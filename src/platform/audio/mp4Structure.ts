import type { FileBlocks } from './fileBlocks';
import { fragmentIn, sampleBytesByTrack } from './mp4Fragment';
import { boxesIn, type Box, boxHeadBytes } from './mp4Box';

/** How the fragments of an MP4 file follow each other (ISO/IEC 14496-12 §8.8). */
export interface Mp4Structure {
  /** It has fragments, and its last box announces more than there is. */
  readonly isCut: boolean;
  /**
   * It has fragments, and one of them is missing, has something else in its place, or holds another number of bytes than its frames take.
   */
  readonly hasHoles: boolean;
  /** Nothing tells how long it should be: FFmpeg counts the fragments that there are. */
  readonly hasFragments: boolean;
}

/** Of a file without fragments FFmpeg tells how long it is, and nothing is looked at here but whether its head lies over its sound. */
export async function mp4Structure(file: FileBlocks): Promise<Mp4Structure> {
  const fragments = new Fragments(file);
  let end = 0;
  for await (const box of boxesIn(file, 0, file.size)) {
    if (!known.has(box.name)) break;
    end = box.end;
    await fragments.take(box);
  }
  if (!fragments.areThere) return { isCut: false, hasHoles: fragments.hasHoles, hasFragments: false };
  const rest = file.size - end;
  const isCut = rest < 0 || (rest > 0 && rest < boxHeadBytes);
  if (!isCut) fragments.finish();
  return { isCut, hasHoles: fragments.hasHoles || rest >= boxHeadBytes, hasFragments: true };
}

/** A head that is cut, as it may be where it comes last, holds none. */
async function holdsSound(file: FileBlocks, head: Box): Promise<boolean> {
  for await (const { name } of boxesIn(file, head.bodyAt, file.size))
    if (name === 'moof' || name === 'mdat') return true;
  return false;
}

class Fragments {
  areThere = false;
  hasHoles = false;
  readonly #file: FileBlocks;
  #sampleBytes: ReadonlyMap<number, number> = new Map();
  #number: number | null = null;
  /** Of the frames of the last fragment, without those that were there. */
  #missingBytes = 0;

  constructor(file: FileBlocks) {
    this.#file = file;
  }

  async take(box: Box): Promise<void> {
    if (box.end > this.#file.size) {
      this.hasHoles ||= box.name === 'moov' && (await holdsSound(this.#file, box));
      return;
    }
    if (box.name === 'moov') {
      this.#sampleBytes = await sampleBytesByTrack(this.#file, box);
      this.areThere ||= this.#sampleBytes.size > 0;
    }
    if (box.name === 'moof') await this.#begin(box);
    if (box.name === 'mdat' && this.#number !== null) this.#missingBytes -= box.end - box.bodyAt;
  }

  async #begin(box: Box): Promise<void> {
    this.finish();
    this.areThere = true;
    const fragment = await fragmentIn(this.#file, box, this.#sampleBytes);
    // Some programs give all the same number.
    const isLater = this.#number !== null && fragment !== null && fragment.number > this.#number + 1;
    this.hasHoles ||= fragment === null || isLater;
    this.#number = fragment?.number ?? this.#number ?? 0;
    this.#missingBytes = fragment?.bytes ?? 0;
  }

  finish(): void {
    this.hasHoles ||= this.#missingBytes !== 0;
  }
}

/** What may stand beside fragments. */
const known: ReadonlySet<string> = new Set(
  'ftyp moov moof mdat free skip wide pdin mfra sidx ssix styp prft meta meco uuid emsg udta'.split(' '),
);
