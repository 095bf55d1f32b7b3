import { frameSizeOf, type FeatureConfig, type NormalizationPrior } from './config';
import { ContextWindow } from './contextWindow';
import { Framer } from './framer';
import { LogFilterBank } from './logFilterBank';
import { Normalizer } from './normalizer';

/**
 * Samples → what the network reads: one context window of normalised log filter-bank energies a timestep.
 *
 *     samples → Framer → LogFilterBank → Normalizer → ContextWindow → [(2·context + 1)·(bands + 1)]
 *
 * Delay: the frame and its context, frameLength + context·hop samples. However the samples are cut into pushes, the
 * windows are the same to the bit.
 */
export class FeatureStream {
  readonly #framer: Framer;
  readonly #logFilterBank: LogFilterBank;
  readonly #normalizer: Normalizer;
  readonly #contextWindow: ContextWindow;

  constructor(config: FeatureConfig, prior: NormalizationPrior) {
    this.#framer = new Framer(config.frameLength, config.hop);
    this.#logFilterBank = new LogFilterBank(config);
    this.#normalizer = new Normalizer(prior, config.priorFrames);
    this.#contextWindow = new ContextWindow(frameSizeOf(config), config.context, config.stride);
  }

  /** @param samples 16 kHz mono, −1 … 1, any length; not kept */
  push(samples: Float32Array): Float32Array[] {
    const windows: Float32Array[] = [];
    this.#framer.push(samples, (frame) => {
      const bands = this.#logFilterBank.analyse(frame);
      this.#normalizer.push(bands);
      const window = this.#contextWindow.push(bands);
      if (window !== null) windows.push(window);
    });
    return windows;
  }

  /** The windows of the last frames; ready for a new utterance afterwards. */
  finish(): Float32Array[] {
    this.#framer.finish();
    this.#normalizer.finish();
    return this.#contextWindow.finish();
  }
}
