import { z } from 'zod';

/** Milliseconds of sound after a word that are waited for before it is told; `full`: until the utterance is over. */
export const LookAhead = z.union([z.int().min(0).max(5000), z.literal('full')]);
export type LookAhead = z.infer<typeof LookAhead>;
