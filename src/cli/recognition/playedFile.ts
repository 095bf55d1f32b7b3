import { float32ToInt16, sampleRateHz } from '../../core/audio/pcm';
import type { MicrophoneListeners, OpenMicrophone } from '../../platform/audio/microphone';
import { pieces } from './recognition';

/**
 * A recording in place of a microphone: its samples come as fast as they were spoken. A piece that is late because the
 * machine was busy is followed at once by those that are due.
 *
 * @param samples 16 kHz mono
 * @param onEnd called once, after the last sample
 */
export function playFile(
  samples: Float32Array,
  listeners: Pick<MicrophoneListeners, 'samples'>,
  onEnd: () => void,
): OpenMicrophone {
  const start = performance.now();
  const waiting = pieces(samples);
  let played = 0;
  let timer: NodeJS.Timeout | undefined;
  const playNext = (): void => {
    const piece = waiting.next();
    if (piece.done) {
      onEnd();
      return;
    }
    played += piece.value.length;
    listeners.samples(float32ToInt16(piece.value));
    timer = setTimeout(playNext, start + (played * 1000) / sampleRateHz - performance.now());
  };
  timer = setTimeout(playNext, 0);
  return {
    close(): Promise<void> {
      clearTimeout(timer);
      return Promise.resolve();
    },
  };
}
