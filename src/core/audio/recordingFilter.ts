import { HighPass } from './highPass';
import { Lift } from './lift';
import { joinSamples } from './pcm';

/**
 * What is done to a recording before it is heard: offsets are taken away, what is very quiet is lifted. Length and times stay.
 *
 *     push(samples)  → filtered, up to a second late
 *     finish()       → the rest; then ready for another recording
 */
export class RecordingFilter {
  readonly #highPass = new HighPass();
  readonly #lift = new Lift();

  /** @param samples 16 kHz mono; read, not kept */
  push(samples: Float32Array): Float32Array {
    return this.#lift.push(this.#highPass.push(samples));
  }

  finish(): Float32Array {
    this.#highPass.restart();
    return this.#lift.finish();
  }
}

/** A whole recording as it is heard. @param samples 16 kHz mono; read */
export function filterRecording(samples: Float32Array): Float32Array {
  const filter = new RecordingFilter();
  return joinSamples([filter.push(samples), filter.finish()]);
}
