import type { NormalizationPrior } from '../../core/features/config';
import type { AdaptationRecipe } from '../../core/training/adaptationRecipe';
import { Augmenter, noNoise } from '../../core/training/augmenter';
import { type Batch, batchOf, BatchOrder, type Example } from '../../core/training/batches';
import type { AcousticModel } from '../acoustic/modelFile';
import type { AdaptationMaterial } from './adaptationMaterial';

/** What each step of an adaptation learns from: recordings of the voice, and general speech in the share that the recipe says. */
export class AdaptationBatches {
  /** Steps of one pass over the voice. */
  readonly stepsPerEpoch: number;
  readonly #material: AdaptationMaterial;
  readonly #features: AcousticModel['features'];
  readonly #prior: NormalizationPrior;
  readonly #voiceOrder: BatchOrder;
  readonly #replayOrder: BatchOrder | null;
  readonly #augmenter: Augmenter | null;

  constructor(material: AdaptationMaterial, { features, prior }: AcousticModel, recipe: AdaptationRecipe) {
    this.#material = material;
    this.#features = features;
    this.#prior = prior;
    const { batchSeconds, replayShare, augmentation } = recipe;
    const { seed } = recipe.trainer;
    const framesOf = (seconds: number): number => (seconds * features.sampleRateHz) / features.hop;
    const order = ({ examples }: AdaptationMaterial['learnt'], share: number): BatchOrder =>
      new BatchOrder({ frames: examples.frames, batchFrames: framesOf(batchSeconds * share), seed });
    this.#voiceOrder = order(material.learnt, 1 - replayShare);
    this.#replayOrder = replayShare > 0 ? order(material.replay, replayShare) : null;
    this.stepsPerEpoch = this.#voiceOrder.stepsPerEpoch;
    // Learned features are not changed after the fact: a state is no longer a sound.
    this.#augmenter =
      augmentation === null || features.kind === 'encoder'
        ? null
        : new Augmenter({ choices: augmentation, fromStep: 0, features, noise: noNoise, seed });
  }

  at(step: number): Batch {
    const { learnt, replay } = this.#material;
    const augmentation = this.#augmenter === null ? undefined : { augmenter: this.#augmenter, step };
    const some = (part: AdaptationMaterial['learnt'], order: BatchOrder): Example[] =>
      // The first epoch of an order is sorted by length, for networks that know nothing yet.
      part.examples.read(order.at(order.stepsPerEpoch + step), this.#prior, augmentation);
    const general = this.#replayOrder === null ? [] : some(replay, this.#replayOrder);
    return batchOf([...some(learnt, this.#voiceOrder), ...general], this.#features);
  }
}
