/** What the take view asks of its player. */
export interface Playback {
  readonly toggle: () => void;
  readonly pause: () => void;
  /** To the end of the take, or up to a place. */
  readonly playFrom: (fromSeconds: number, toSeconds?: number | null) => void;
  /** Stays within the take; plays on if it was playing. */
  readonly skip: (bySeconds: number) => void;
  /** 1 faster, −1 slower. */
  readonly speedUp: (direction: 1 | -1) => void;
}
