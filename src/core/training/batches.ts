import { pack, rowsOf, type Packing } from '../acoustic/packing';
import { frameSizeOf, inputSizeOf, type Features } from '../features/config';
import { Random } from './random';

/** A recording and what was said, ready for training. */
export interface Example {
  /** Normalised features, shape [frames, frameSize]. */
  readonly frames: Float32Array;
  readonly target: Int32Array;
}

/** What the network and the loss read at one step. */
export interface Batch {
  /** Context windows, shape [packing.rows, inputSize]. */
  readonly windows: Float32Array;
  readonly packing: Packing;
  /** Target and rows of each utterance, in the order of the packing. */
  readonly targets: readonly Int32Array[];
  readonly rows: readonly Int32Array[];
}

/** Timesteps that so many frames give. */
export const timestepsOf = (frames: number, config: Features): number => Math.ceil(frames / config.stride);

/** Packs examples of any lengths, the last batch of an epoch as well as any other. */
export function batchOf(examples: readonly Example[], config: Features): Batch {
  const frameSize = frameSizeOf(config);
  const byLength = [...examples].sort((a, b) => b.frames.length - a.frames.length);
  const packing = pack(Int32Array.from(byLength, ({ frames }) => timestepsOf(frames.length / frameSize, config)));
  const windows = new Float32Array(packing.rows * inputSizeOf(config));
  const rows = byLength.map((_, sequence) => rowsOf(packing, sequence));
  byLength.forEach(({ frames }, sequence) => {
    fillWindows(windows, rows[sequence]!, frames, config);
  });
  return { windows, packing, targets: byLength.map(({ target }) => target), rows };
}

/** What `ContextWindow` gives for the frames, written to the rows of one utterance. */
function fillWindows(windows: Float32Array, rows: Int32Array, frames: Float32Array, config: Features): void {
  const frameSize = frameSizeOf(config);
  const inputSize = inputSizeOf(config);
  const count = frames.length / frameSize;
  rows.forEach((row, timestep) => {
    const centre = timestep * config.stride;
    const first = Math.max(0, centre - config.context);
    const end = Math.min(count, centre + config.context + 1);
    const place = row * inputSize + (first - (centre - config.context)) * frameSize;
    windows.set(frames.subarray(first * frameSize, end * frameSize), place);
  });
}

/**
 * Which of some examples go together where they are not learnt from: those of like length, the longest first, which is their order in the
 * batch as well.
 *
 * @param frames of every example
 * @param chosen places in `frames`
 * @param batchFrames about how many frames a batch holds; an example longer than this is a batch of its own
 */
export function groupsByLength(frames: readonly number[], chosen: readonly number[], batchFrames: number): number[][] {
  const groups: number[][] = [];
  let filled = Infinity;
  for (const example of [...chosen].sort((a, b) => frames[b]! - frames[a]!)) {
    if (filled + frames[example]! > batchFrames) {
      groups.push([]);
      filled = 0;
    }
    groups.at(-1)!.push(example);
    filled += frames[example]!;
  }
  return groups;
}

export interface BatchPlan {
  /** Frames of each example; those of 0 are left out. */
  readonly frames: readonly number[];
  /** About how many frames a batch holds; an example longer than this is a batch of its own. */
  readonly batchFrames: number;
  readonly seed: number;
  /** Whether the first epoch goes from short to long, as suits a network that knows nothing yet; true unless told. */
  readonly shortFirst?: boolean;
}

/**
 * Which examples go together at each step of an epoch: batches of like length, in random order. In the first epoch short
 * ones may come first (SortaGrad: Amodei et al. 2016 §3.3). The same seed and epoch give the same batches.
 */
export function batchesOf({ frames, batchFrames, seed, shortFirst = true }: BatchPlan, epoch: number): number[][] {
  const random = new Random(seed, 2, epoch);
  const jittered = frames.map((count, example) => ({ example, count, key: count * (0.9 + 0.2 * random.uniform()) }));
  const sorted = jittered.filter(({ count }) => count > 0).sort((a, b) => a.key - b.key);
  const batches: number[][] = [];
  let filled = batchFrames;
  for (const { example, count } of sorted) {
    if (filled + count > batchFrames) {
      batches.push([]);
      filled = 0;
    }
    batches.at(-1)!.push(example);
    filled += count;
  }
  return epoch === 0 && shortFirst ? batches : random.shuffled(batches);
}

/**
 * Which examples each step of a run takes. Epochs differ by a few batches; each takes as many steps as the first, so that a
 * step alone says where it belongs.
 */
export class BatchOrder {
  readonly stepsPerEpoch: number;
  readonly #plan: BatchPlan;
  #epoch = 0;
  #batches: readonly (readonly number[])[];

  constructor(plan: BatchPlan) {
    this.#plan = plan;
    this.#batches = batchesOf(plan, 0);
    this.stepsPerEpoch = this.#batches.length;
  }

  /** @throws RangeError where no example has frames */
  at(step: number): readonly number[] {
    if (this.stepsPerEpoch === 0) throw new RangeError('there is nothing to learn from');
    const epoch = Math.floor(step / this.stepsPerEpoch);
    if (epoch !== this.#epoch) this.#batches = batchesOf(this.#plan, epoch);
    this.#epoch = epoch;
    return this.#batches[(step - epoch * this.stepsPerEpoch) % this.#batches.length]!;
  }
}
