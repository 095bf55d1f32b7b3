import type { CorpusEntry } from './corpus';
import type { FeatureCache } from './featureCache';

/** The recordings of a list, and their features, which lie in the cache in the same order. */
export interface CachedCorpus {
  readonly entries: readonly CorpusEntry[];
  readonly cache: FeatureCache;
}
