import { z } from 'zod';

import { FailureSchema } from './failureSchema';
import { ModelFiles } from './modelFiles';
import { Utterance } from './transcript';
import { ModelEntry } from './voice';

/** What is to be written down: a sound file, which becomes a take, or a take once more, whose text of before stays beside the new one. */
const Source = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('file'),
    path: z.string(),
    /** What the file was before it grew has become this take. */
    earlierTakeId: z.uuid().optional(),
  }),
  z.strictObject({
    kind: z.literal('take'),
    takeId: z.uuid(),
    model: ModelEntry.shape.id,
    usesVocabulary: z.boolean(),
    hearsAgain: z.boolean(),
  }),
]);

/** A job as it waits on disk. One that was at work when the app ended goes on where it was. */
export const TranscriptionJob = z.strictObject({
  id: z.uuid(),
  /** For people: the name of the file, or the title of the take. */
  name: z.string(),
  source: Source,
  /** Why it came to nothing; it waits to be tried again or to be taken away. */
  failure: FailureSchema.nullable(),
  /** The take that it has become. */
  doneTakeId: z.uuid().nullable(),
  /** What is to be told of a file that was read in part. */
  damage: z.string().nullable(),
});
export type TranscriptionJob = z.infer<typeof TranscriptionJob>;

/** What transcriptions.json holds. */
export const StoredTranscriptions = z.strictObject({
  version: z.literal(1),
  isPaused: z.boolean(),
  /** Whoever adds keeps to the most; a queue that has more is read, not lost. */
  jobs: z.array(TranscriptionJob),
  /** New sound files in it are written down by themselves; `known` are those that were there before, by name, size and time. */
  watched: z.strictObject({ folder: z.string(), known: z.array(z.string()).max(100_000) }).nullable(),
});
export type StoredTranscriptions = z.infer<typeof StoredTranscriptions>;

/** The queue as the window shows it. */
export const TranscriptionQueue = z.strictObject({
  isPaused: z.boolean(),
  jobs: z.array(
    z.strictObject({
      id: z.uuid(),
      name: z.string(),
      state: z.enum(['waiting', 'running', 'failed', 'done']),
      /** The same file stands before it in the list. */
      isRepeated: z.boolean(),
      /** The take that is heard once more, or that a file has become. */
      takeId: z.uuid().nullable(),
      /** Of the one that runs; total and left are null until they are known. */
      doneSeconds: z.number().nonnegative(),
      totalSeconds: z.number().nonnegative().nullable(),
      leftSeconds: z.number().nonnegative().nullable(),
      /** Why it failed, or what is missing of it. */
      note: z.string().nullable(),
    }),
  ),
  /** A folder that is not there is watched once it is. */
  watched: z
    .strictObject({
      folder: z.string(),
      isThere: z.boolean(),
      /** New sound files in it that wait there until the list has room. */
      left: z.int().nonnegative(),
    })
    .nullable(),
});
export type TranscriptionQueue = z.infer<typeof TranscriptionQueue>;

/** Told where folders that were dropped have no sound file, or more in them than was looked through, and where the list is full. */
export const FoldersSearched = z.strictObject({
  /** Sound files that were taken. */
  count: z.int().nonnegative(),
  isCut: z.boolean(),
  /** Sound files that the list has no room for. */
  refused: z.int().nonnegative(),
});
export type FoldersSearched = z.infer<typeof FoldersSearched>;

/** How a sound is heard. */
export const Hearing = ModelFiles.extend({
  hearsAgain: z.boolean(),
  /** Words and phrases to prefer. */
  terms: z.array(z.string()),
});
export type Hearing = z.infer<typeof Hearing>;

/** The first line of what was heard of a sound so far: of which file, as it was then, and how it is heard. */
export const HeardFrom = z.strictObject({
  version: z.literal(1),
  path: z.string(),
  /** Size and time of change. */
  stamp: z.string(),
  hearing: Hearing,
});
export type HeardFrom = z.infer<typeof HeardFrom>;

/** A line after it: what was settled since the line before. */
export const HeardUpTo = z.strictObject({
  /** Samples at 16 kHz from the start of the sound. */
  settledSamples: z.int().nonnegative(),
  utterances: z.array(Utterance),
});
export type HeardUpTo = z.infer<typeof HeardUpTo>;

/** Main → transcriber. */
export const TranscriberCommand = z.discriminatedUnion('type', [
  Hearing.extend({
    type: z.literal('hear'),
    path: z.string(),
    /** What sentences call the file. */
    name: z.string(),
    /** Where its sound is written as that of a take is; null: nowhere. */
    wavPath: z.string().nullable(),
    /** Where what was heard of it is noted as it settles. Where that is noted already, it is gone on with. */
    soFarPath: z.string(),
  }),
  z.strictObject({ type: z.literal('pause') }),
  z.strictObject({ type: z.literal('resume') }),
]);
export type TranscriberCommand = z.infer<typeof TranscriberCommand>;
export type HearCommand = Omit<Extract<TranscriberCommand, { type: 'hear' }>, 'type'>;

/** Transcriber → main. */
export const TranscriberEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('progress'),
    doneSeconds: z.number().nonnegative(),
    /** Of them, what was heard before the app was started again. */
    earlierSeconds: z.number().nonnegative(),
    totalSeconds: z.number().nonnegative().nullable(),
  }),
  z.strictObject({
    type: z.literal('heard'),
    model: z.string(),
    seconds: z.number().nonnegative(),
    utterances: z.array(Utterance),
    damage: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('failed'), failure: FailureSchema }),
]);
export type TranscriberEvent = z.infer<typeof TranscriberEvent>;
export type HeardSound = Omit<Extract<TranscriberEvent, { type: 'heard' }>, 'type'>;
