/** A word under its sound. */
export interface SoundedWord {
  readonly text: string;
  readonly startSeconds: number;
}

const wordGapPixels = 6;

/**
 * Where words stand under their sounds, in pixels from the take's beginning: each where it begins, or behind the one before it where they are
 * spoken faster than they can be read.
 * @param widthOf in pixels
 */
export function placeWords(
  words: readonly SoundedWord[],
  pixelsPerSecond: number,
  widthOf: (text: string) => number,
): number[] {
  let free = 0;
  return words.map(({ text, startSeconds }) => {
    const left = Math.max(startSeconds * pixelsPerSecond, free);
    free = left + widthOf(text) + wordGapPixels;
    return left;
  });
}

/**
 * Where in the take the strip begins to be drawn. It moves with the sound; in steps of half its length where motion is not wanted.
 */
export function leftOf(endSeconds: number, spanSeconds: number, isStepped: boolean): number {
  if (!isStepped) return endSeconds - spanSeconds;
  const half = spanSeconds / 2;
  return Math.max(0, Math.ceil(endSeconds / half - 1e-9) - 2) * half;
}
