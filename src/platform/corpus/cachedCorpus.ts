import type { NoiseFeatures } from '../../core/training/augmenter';
import type { WeightValues } from '../../core/weightValues';
import type { CorpusEntry } from './corpus';
import type { FeatureCache } from './featureCache';

/** The recordings of a list, and their features, which lie in the cache in the same order. */
export interface CachedCorpus {
  readonly entries: readonly CorpusEntry[];
  readonly cache: FeatureCache;
  /** What is mixed into the recordings where the configuration adds noise. */
  readonly noise?: NoiseFeatures;
  /** What of the encoder that made learned features has learnt since it was pretrained; it goes into the models that learn from them. */
  readonly encoderWeights?: ReadonlyMap<string, WeightValues>;
}
