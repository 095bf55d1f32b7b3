/** A recording as its corpus lists it: the audio has not been opened, the text is as it was written. */
export interface ListedRecording {
  /** Absolute where the source is. */
  readonly path: string;
  readonly speaker: string;
  readonly source: string;
  readonly text: string;
  /** Why its text cannot be read. */
  readonly fault?: string;
}

/** The speaker of whom nothing is known. */
export const unknownSpeaker = 'unknown';
