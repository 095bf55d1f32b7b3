import { z } from 'zod';

import { FailureSchema } from './failureSchema';
import { ModelFiles } from './modelFiles';
import { Take } from './transcript';
import { AdaptationProgress, AdaptationSettings, ImportReport, RecordingChecks, VoiceRecording } from './voice';

/** What main says to the two processes that work on recordings of the user's voice, and what they answer. */

/** The acoustic model that listens, without words to expect. */
const common = ModelFiles.omit({ languageModelPath: true, marksPath: true, rescorerPath: true }).shape;
const stored = { ...common, userFolder: z.string() };

/** Main → checker; each but `cancel` is answered by one event of its own or by `failed`, in the order in which they came. */
export const CheckerCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('check'), ...common, wavPath: z.string(), text: z.string() }),
  /** A folder, or a list of recordings, into the store. */
  z.strictObject({ type: z.literal('import'), ...stored, path: z.string() }),
  /** Clips of corrected words, into the store. */
  z.strictObject({
    type: z.literal('collect'),
    ...stored,
    takes: z.array(z.strictObject({ take: Take, wavPath: z.string() })),
  }),
  /** The import ends after the recording that it is at, and is answered with what it has taken. */
  z.strictObject({ type: z.literal('cancel') }),
]);
export type CheckerCommand = z.infer<typeof CheckerCommand>;

/** Checker → main. */
export const CheckerEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('checked'), checks: RecordingChecks }),
  z.strictObject({
    type: z.literal('importing'),
    done: z.int().nonnegative(),
    total: z.int().nonnegative(),
  }),
  z.strictObject({ type: z.literal('imported'), report: ImportReport }),
  z.strictObject({ type: z.literal('collected'), recordings: z.array(VoiceRecording) }),
  z.strictObject({ type: z.literal('failed'), failure: FailureSchema }),
]);
export type CheckerEvent = z.infer<typeof CheckerEvent>;

const Clip = z.strictObject({
  path: z.string(),
  seconds: z.number().nonnegative(),
  speaker: z.string(),
  source: z.string(),
  text: z.string(),
});

/** What the trainer is to learn from what; as `AdaptationJob` of the platform. */
export const TrainerJob = z.strictObject({
  ...ModelFiles.shape,
  generalFolder: z.string(),
  voice: z.strictObject({ learnt: z.array(Clip), heldOut: z.array(Clip) }),
  /** The user's own, beside what the recordings say; missing in jobs of before words were learnt. */
  words: z
    .strictObject({ documents: z.array(z.string()), texts: z.array(z.string()), terms: z.array(z.string()) })
    .exactOptional(),
  settings: AdaptationSettings,
  name: z.string(),
  folder: z.string(),
});
export type TrainerJob = z.infer<typeof TrainerJob>;

/** Main → trainer: one job a process. */
export const TrainerCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('adapt'), job: TrainerJob }),
  /** Ends it after the step that it is at, with everything on disk; answered by `stopped`. */
  z.strictObject({ type: z.literal('stop') }),
]);
export type TrainerCommand = z.infer<typeof TrainerCommand>;

/** Trainer → main. */
export const TrainerEvent = z.union([
  AdaptationProgress,
  z.strictObject({ type: z.literal('failed'), failure: FailureSchema }),
]);
export type TrainerEvent = z.infer<typeof TrainerEvent>;
