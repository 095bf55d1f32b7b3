/** A file as it was seen: another size or time makes it another one. */
export interface SeenFile {
  readonly path: string;
  readonly name: string;
  readonly stamp: string;
}

export interface StillTimes {
  /** How long a file stays as it is until it is taken for whole. */
  readonly quietMilliseconds: number;
  /** The same of one that was taken for whole and has changed since: a recorder writes when it has enough, a network comes and goes. */
  readonly grownQuietMilliseconds: number;
}

interface Watched {
  readonly stamp: string;
  readonly since: number;
  readonly isStill: boolean;
  readonly quietMilliseconds: number;
}

interface StillFound {
  readonly still: readonly SeenFile[];
  /** Until the next one may be; null where all are. */
  readonly againAfterMilliseconds: number | null;
}

/** Tells which files of a folder are left alone, each by itself, from what is seen there now and then. */
export class StillFiles {
  readonly #times: StillTimes;
  #watched: ReadonlyMap<string, Watched> = new Map();

  constructor(times: StillTimes) {
    this.#times = times;
  }

  /**
   * @param files all of the folder
   * @param now milliseconds of a clock that only goes on
   */
  look(files: readonly SeenFile[], now: number): StillFound {
    const watched = new Map<string, Watched>();
    const still: SeenFile[] = [];
    let next = Infinity;
    for (const file of files) {
      const seen = this.#see(file, now);
      watched.set(file.path, seen);
      if (seen.isStill) still.push(file);
      else next = Math.min(next, seen.since + seen.quietMilliseconds - now);
    }
    this.#watched = watched;
    return { still, againAfterMilliseconds: Number.isFinite(next) ? next : null };
  }

  #see({ path, stamp }: SeenFile, now: number): Watched {
    const before = this.#watched.get(path);
    if (before?.stamp === stamp)
      return { ...before, isStill: before.isStill || now - before.since >= before.quietMilliseconds };
    const { quietMilliseconds, grownQuietMilliseconds } = this.#times;
    const asBefore = before?.quietMilliseconds ?? quietMilliseconds;
    return {
      stamp,
      since: now,
      isStill: false,
      quietMilliseconds: before?.isStill === true ? grownQuietMilliseconds : asBefore,
    };
  }
}
