import { z } from 'zod';

const share = z.number().min(0).max(1);
const seconds = z.number().positive();

/** A lowest and a highest number. */
export const rangeOf = (number: z.ZodNumber): z.ZodType<[number, number]> =>
  z.tuple([number, number]).refine(([lowest, highest]) => lowest <= highest, 'the lowest comes first');

/** What a training configuration says about changing the recordings; `core/training/augmentation.ts` tells what each choice means. */
export const AugmentationConfig = z.strictObject({
  /** Steps before this one learn from the recordings as they are. */
  fromStep: z.int().nonnegative().default(0),
  speed: rangeOf(z.number().min(0.5).max(2)).optional(),
  jitterMilliseconds: rangeOf(z.number().min(0).max(10)).optional(),
  gainDb: rangeOf(z.number().min(-40).max(40)).optional(),
  /** Recordings of noise in a folder, which is found as the recordings of a list are: from `--root`. Without one, synthetic noise. */
  noise: z
    .strictObject({
      folder: z.string().min(1).optional(),
      share,
      aloneShare: share.optional(),
      signalToNoiseDb: rangeOf(z.number()),
    })
    .optional(),
  reverberation: z
    .strictObject({ share, decaySeconds: rangeOf(seconds), directToRoomDb: rangeOf(z.number()) })
    .optional(),
  timeMasks: z.strictObject({ perSecond: z.number().nonnegative(), longestSeconds: seconds }).optional(),
  frequencyMasks: z.strictObject({ count: z.int().nonnegative(), widestBands: z.int().nonnegative() }).optional(),
});
