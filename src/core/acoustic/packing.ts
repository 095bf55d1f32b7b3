/**
 * Sequences of different lengths as one matrix without padding, as `torch.nn.utils.rnn.pack_sequence` lays them out:
 * longest first, timestep by timestep.
 *
 *     lengths 3 2 1      rows   a0 b0 c0 | a1 b1 | a2       active 3 2 1
 *
 * No padding means none that could be counted as speech, in a mean, a loss or a recurrence.
 */
export interface Packing {
  /** Timesteps of each sequence, never increasing. */
  readonly lengths: Int32Array;
  /** How many sequences reach each timestep; shape [longest]. */
  readonly active: Int32Array;
  /** Row of the first sequence at each timestep; shape [longest]. */
  readonly offsets: Int32Array;
  readonly rows: number;
}

export function pack(lengths: Int32Array): Packing {
  const longest = lengths[0] ?? 0;
  const active = new Int32Array(longest);
  lengths.forEach((length, index) => {
    if (index > 0 && length > lengths[index - 1]!) throw new RangeError('packed sequences come longest first');
    for (let timestep = 0; timestep < length; timestep += 1) active[timestep]! += 1;
  });
  const offsets = new Int32Array(longest);
  for (let timestep = 1; timestep < longest; timestep += 1)
    offsets[timestep] = offsets[timestep - 1]! + active[timestep - 1]!;
  return { lengths, active, offsets, rows: lengths.reduce((sum, length) => sum + length, 0) };
}

/** The rows of one sequence, in the order of time. */
export const rowsOf = (packing: Packing, sequence: number): Int32Array =>
  Int32Array.from({ length: packing.lengths[sequence] ?? 0 }, (_, timestep) => packing.offsets[timestep]! + sequence);
