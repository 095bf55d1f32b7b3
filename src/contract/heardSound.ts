import { z } from 'zod';

/** A moment of the take in progress. */
export const HeardSound = z.strictObject({
  /** dB relative to full scale, −120 … 0. */
  rmsDbfs: z.number(),
  peakDbfs: z.number(),
  /** By frequency, as `contract/spectrum` says. */
  columns: z.instanceof(Uint8Array),
  /** Where in the take it ends. */
  endSeconds: z.number().nonnegative(),
});
