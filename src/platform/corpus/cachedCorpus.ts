import type { NoiseFeatures } from '../../core/training/augmenter';
import type { CorpusEntry } from './corpus';
import type { FeatureCache } from './featureCache';

/** The recordings of a list, and their features, which lie in the cache in the same order. */
export interface CachedCorpus {
  readonly entries: readonly CorpusEntry[];
  readonly cache: FeatureCache;
  /** What is mixed into the recordings where the configuration adds noise. */
  readonly noise?: NoiseFeatures;
}
