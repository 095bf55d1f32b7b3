import type { Bridge, Partial } from '../../contract/ipc';
import type { SoundedWord } from '../soundedWords';
import { SpectrumRing } from '../spectrumRing';

/** What the take in progress sounds like, and the words of the unfinished utterance under it. */
export class SoundState {
  readonly ring = new SpectrumRing();
  /** Counts what has come, since the ring itself is not watched. */
  pushes = $state(0);
  heard = $state.raw<readonly SoundedWord[]>([]);
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** Follows main's events. Returns the function that stops. */
  follow(): () => void {
    const stops = [
      this.#bridge.on('dictation:sound', ({ columns, endSeconds }) => {
        this.ring.push(columns, endSeconds);
        this.pushes += 1;
      }),
      this.#bridge.on('dictation:partial', ({ words = [] }: Partial) => {
        this.heard = words;
      }),
      this.#bridge.on('dictation:final', () => {
        this.heard = [];
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }
}
