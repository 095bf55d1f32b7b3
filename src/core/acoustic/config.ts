/** Every size of the network. L = 29 labels, H hidden units, F = inputSize. */
export interface NetworkConfig {
  /** F, values in a context window. */
  readonly inputSize: number;
  /** H; Hannun et al. 2014 use 2,048 with thousands of hours. */
  readonly hiddenUnits: number;
  /** L, the blank among them. */
  readonly labelCount: number;
}

/** How the backward recurrence sees the future, in timesteps (Zhang et al. 2016; Xue and Yan 2017). */
export interface ChunkConfig {
  /** S: timesteps emitted together. */
  readonly chunk: number;
  /** R: timesteps of the future that the last one of a chunk sees. */
  readonly lookAhead: number;
}

/** 150 ms and 300 ms at 30 ms a timestep. */
export const defaultChunkConfig: ChunkConfig = { chunk: 5, lookAhead: 10 };

/** Ceiling of the clipped ReLU (Hannun et al. 2014 §2). */
export const reluCeiling = 20;

/** An utterance that is seen whole. */
export const fullContext: ChunkConfig = { chunk: 100_000, lookAhead: 0 };

/** Names and shapes of the network's weights, in the order in which they are stored; row vectors are multiplied from the left. */
export function weightShapes({
  inputSize,
  hiddenUnits,
  labelCount,
}: NetworkConfig): ReadonlyMap<string, readonly number[]> {
  const square = [hiddenUnits, hiddenUnits];
  return new Map<string, readonly number[]>([
    ['W1', [inputSize, hiddenUnits]],
    ['b1', [hiddenUnits]],
    ['W2', square],
    ['b2', [hiddenUnits]],
    ['W3', square],
    ['b3', [hiddenUnits]],
    ['W4', square],
    ['b4', [hiddenUnits]],
    ['Rf', square],
    ['Rb', square],
    ['W5', square],
    ['b5', [hiddenUnits]],
    ['W6', [hiddenUnits, labelCount]],
    ['b6', [labelCount]],
  ]);
}
