import { StreamingNetwork } from '../../core/acoustic/streamingNetwork';
import type { RecognizerParts } from '../../core/dictation/recognizer';
import { FeatureStream } from '../../core/features/featureStream';

/** Natural-log posteriors of a whole recording, one row a timestep: what all decoders of an experiment can be given. */
export function logPosteriorsOf(
  parts: Pick<RecognizerParts, 'features' | 'prior' | 'network' | 'chunks'>,
  samples: Float32Array,
): Float32Array[] {
  const features = new FeatureStream(parts.features, parts.prior);
  const network = new StreamingNetwork(parts.network, parts.chunks);
  try {
    const frames = [...features.push(samples), ...features.finish()];
    return [...network.push(frames), ...network.finish()];
  } finally {
    network.dispose();
  }
}
