/** What the take view asks of its player. */
export interface Playback {
  readonly toggle: () => void;
  readonly pause: () => void;
  readonly playFrom: (fromSeconds: number) => void;
  /** Stays within the take; plays on if it was playing. */
  readonly skip: (bySeconds: number) => void;
}
