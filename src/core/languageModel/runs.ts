/** Numbers that were written one after another, to be read again from any place. */
export interface Run {
  readonly length: number;
  /** Copies numbers from `start` on into `into`. Returns how many there were. */
  read(start: number, into: Uint32Array): number;
}

export interface RunWriter {
  /** @param numbers copied */
  append(numbers: Uint32Array): void;
  finish(): Run;
}

/** Where more numbers go than memory holds. */
export interface RunStore {
  create(): RunWriter;
}

/** Keeps runs in memory: for texts that fit, and for tests. */
export const memoryRuns: RunStore = {
  create(): RunWriter {
    const pieces: Uint32Array[] = [];
    return {
      append(numbers): void {
        pieces.push(numbers.slice());
      },
      finish(): Run {
        const whole = new Uint32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
        let length = 0;
        for (const piece of pieces) {
          whole.set(piece, length);
          length += piece.length;
        }
        return {
          length,
          read(start, into): number {
            const found = whole.subarray(start, start + into.length);
            into.set(found);
            return found.length;
          },
        };
      },
    };
  },
};
