/** Every size of the encoder (Radford et al. 2022, arXiv:2212.04356, §2.2). d = width. */
export interface EncoderConfig {
  /** d, values in a state. */
  readonly width: number;
  readonly heads: number;
  readonly layers: number;
  /** Rows of the table of positions: the longest utterance, in states. */
  readonly positions: number;
  /** Mel bands in a frame. */
  readonly bands: number;
}

/** Whisper base: 20.6 million weights, utterances of at most 30 s. */
export const whisperBase: EncoderConfig = { width: 512, heads: 8, layers: 6, positions: 1500, bands: 80 };

export const sampleRateHz = 16_000;
/** A mel frame each 10 ms. */
export const samplesPerFrame = 160;
/** The stem's second convolution has stride 2. */
export const framesPerState = 2;
/** A state each 20 ms. */
export const samplesPerState = samplesPerFrame * framesPerState;

/**
 * Silence that is heard behind an utterance's end, in states: its last word is then seen whole. These states count as timesteps,
 * in training too.
 */
export const tailStates = 10;

/** How much of the utterance a block sees, in states. */
export interface Sight {
  /** States settled together. */
  readonly hop: number;
  /** States beyond the hop that it sees; they are computed again with the next block. */
  readonly look: number;
  /** Settled states before the hop that it sees through their keys and values. */
  readonly past: number;
}

/** 0.48 s, 0.48 s and 5 s: as right as 0.32 and 0.64 at two thirds of the cost (docs/experiments.md). */
export const defaultSight: Sight = { hop: 24, look: 24, past: 250 };

/** The whole utterance in one block, at its end. */
export const wholeSight: Sight = { hop: Infinity, look: 0, past: 0 };

/** Names and shapes of the encoder's weights, in the order in which they are stored; matrices are [out, in], kernels [out, in, frames]. */
export function encoderShapes({
  width,
  layers,
  positions,
  bands,
}: EncoderConfig): ReadonlyMap<string, readonly number[]> {
  const norm = (name: string): [string, readonly number[]][] => [
    [`${name}.weight`, [width]],
    [`${name}.bias`, [width]],
  ];
  const dense = (name: string, out: number, input: number): [string, readonly number[]][] => [
    [`${name}.weight`, [out, input]],
    [`${name}.bias`, [out]],
  ];
  const layer = (name: string): [string, readonly number[]][] => [
    ...norm(`${name}.attention_norm`),
    ...dense(`${name}.query_key_value`, 3 * width, width),
    ...dense(`${name}.output`, width, width),
    ...norm(`${name}.feed_norm`),
    ...dense(`${name}.widen`, 4 * width, width),
    ...dense(`${name}.narrow`, width, 4 * width),
  ];
  return new Map([
    ['conv1.weight', [width, bands, 3]],
    ['conv1.bias', [width]],
    ['conv2.weight', [width, width, 3]],
    ['conv2.bias', [width]],
    ['positions', [positions, width]],
    ...Array.from({ length: layers }, (_, index) => layer(`layers.${index}`)).flat(),
    ...norm('norm'),
  ]);
}
