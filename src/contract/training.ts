import { z } from 'zod';

import { FailureSchema } from './failureSchema';
import { AdaptationScores, AdaptationSettings, adaptationPresets, HeardSentence } from './voice';

const seconds = z.number().nonnegative();
const percent = z.number().nonnegative();
const step = z.int().nonnegative();

/**
 * `none`: no job. `preparing`: recordings are read. `training`. `paused`: by the user, or found so when the app started; nothing runs.
 * `judging`: the new model hears what it has not learnt from. `done`: it waits for keep or discard. `failed`: nothing runs; resume tries again.
 */
export const TrainingPhase = z.enum(['none', 'preparing', 'training', 'paused', 'judging', 'done', 'failed']);
export type TrainingPhase = z.infer<typeof TrainingPhase>;

/** Main's truth about the job; sent whenever any of it changes (at most four times a second), and on request. */
export const TrainingState = z.strictObject({
  phase: TrainingPhase,
  /** Seconds of speech that a job would learn from now. */
  usableSeconds: seconds,
  /** What each preset would take on this machine, from steps that were timed here; null before any was. */
  estimatedSeconds: z.record(z.enum(adaptationPresets), seconds).nullable(),
  /** Names of the texts that the next job would read words from. */
  documents: z.array(z.string()),
  settings: AdaptationSettings.nullable(),
  /** Of the phase, where it counts something: recordings, steps, or sentences heard. */
  done: step,
  total: step,
  /** Of all that is to come; null where that is not known. */
  secondsLeft: seconds.nullable(),
  /** Whether the judging at the end is in it: not before one was timed on this machine. */
  countsJudging: z.boolean(),
  /** Of the whole training, 0 … 1; null while nothing is known of its length. */
  fraction: z.number().min(0).max(1).nullable(),
  /** Every step so far, thinned evenly to at most 500: nats a letter. */
  steps: z.array(z.strictObject({ step, loss: z.number(), learningRate: z.number() })),
  scores: z.array(z.strictObject({ step, wer: percent, loss: z.number(), canaryWer: percent })),
  /** Of the last score; when done, of the judgement. */
  sentences: z.array(HeardSentence),
  result: z
    .strictObject({
      scores: AdaptationScores,
      isBetter: z.boolean(),
    })
    .nullable(),
  /** The last thing that went wrong and is still true, or null. */
  failure: FailureSchema.nullable(),
});
export type TrainingState = z.infer<typeof TrainingState>;
