import { z } from 'zod';

import { recordingFindings } from './recordingFindings';

const seconds = z.number().nonnegative();
const percent = z.number().nonnegative();

/** A word of a text that was shown, found in the recording of it. Times are seconds from the start of the recording. */
export const AlignedWord = z.strictObject({
  text: z.string().min(1),
  startSeconds: seconds,
  endSeconds: seconds,
  /** Whether what was said there is this word, as far as the recognizer can tell. */
  isSpoken: z.boolean(),
});
export type AlignedWord = z.infer<typeof AlignedWord>;

export const RecordingFinding = z.enum(Object.keys(recordingFindings) as (keyof typeof recordingFindings)[]);
export type RecordingFinding = z.infer<typeof RecordingFinding>;

/** What was measured of a recording of a sentence. */
export const RecordingChecks = z.strictObject({
  seconds,
  /** The loudest sample, 0 is full scale. */
  peakDbfs: z.number(),
  /** Of what is speech and of what is not. */
  speechDbfs: z.number(),
  noiseDbfs: z.number(),
  /** Letters a second while speaking. */
  lettersPerSecond: z.number().nonnegative(),
  findings: z.array(RecordingFinding),
  words: z.array(AlignedWord),
});
export type RecordingChecks = z.infer<typeof RecordingChecks>;

/** A recording of the user's voice: `ID.json`, beside its audio, `ID.wav` (16 kHz mono 16-bit). */
export const VoiceRecording = z.strictObject({
  version: z.literal(1),
  id: z.uuid(),
  createdAt: z.iso.datetime(),
  /** As it was shown, with capitals and punctuation. */
  text: z.string().min(1).max(2000),
  origin: z.enum(['prompt', 'import', 'correction']),
  /** What it was made from, for people: the file, or the take; null for a prompt. */
  source: z.string().nullable(),
  checks: RecordingChecks,
  /** False keeps it out of training. */
  isUsed: z.boolean(),
});
export type VoiceRecording = z.infer<typeof VoiceRecording>;

/** What an import took and what it did not, nothing left out. */
export const ImportReport = z.strictObject({
  taken: z.int().nonnegative(),
  takenSeconds: seconds,
  /** Taken, with findings: kept out of training until the user says otherwise. */
  doubtful: z.array(z.strictObject({ path: z.string(), findings: z.array(RecordingFinding) })),
  refused: z.array(z.strictObject({ path: z.string(), reason: z.string() })),
  /** The import was stopped before them. */
  notLookedAt: z.int().nonnegative(),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const adaptationPresets = ['quick', 'standard', 'thorough'] as const;

/** What the user chooses of an adaptation; what is left out of `advanced` is the recipe's. */
export const AdaptationSettings = z.strictObject({
  preset: z.enum(adaptationPresets),
  advanced: z
    .strictObject({
      learningRate: z.number().positive().max(1).optional(),
      /** Passes over the recordings of the voice. */
      epochs: z.number().positive().max(1000).optional(),
      /** Audio in a batch, general speech included. */
      batchSeconds: z.number().min(4).max(600).optional(),
      /** Share of general speech in each batch. */
      replayShare: z.number().min(0).max(0.9).optional(),
      augments: z.boolean().optional(),
    })
    .default({}),
});
export type AdaptationSettings = z.infer<typeof AdaptationSettings>;

/** Word error rate in percent, and the interval that holds it with 95 % probability (bootstrap over recordings). */
export const ErrorRate = z.strictObject({
  wer: percent,
  lowestWer: percent,
  highestWer: percent,
  words: z.int().nonnegative(),
});
export type ErrorRate = z.infer<typeof ErrorRate>;

const BeforeAndAfter = z.strictObject({ before: ErrorRate, after: ErrorRate });

/** Recordings of a voice, and general speech, none of them learnt from. */
const judged = { voice: BeforeAndAfter, canary: BeforeAndAfter };

/** One of the two things that a training teaches, tried by itself on top of what was kept before it. */
export const TaughtPart = z.strictObject({
  /** How the voice sounds: the acoustic model. Its words: the language model. */
  part: z.enum(['sound', 'words']),
  ...judged,
  /** Whether the voice gained and general speech lost no more than is allowed. */
  isKept: z.boolean(),
});
export type TaughtPart = z.infer<typeof TaughtPart>;

/** What an adaptation has brought: with all that is kept, or where nothing is, with the sound. */
export const AdaptationScores = z.strictObject({
  ...judged,
  /** In the order in which they were tried; none in files of before words were learnt. */
  parts: z.array(TaughtPart).default([]),
  /** Speech of this voice that was learnt from. */
  minutes: z.number().nonnegative(),
  trainingSeconds: seconds,
});
export type AdaptationScores = z.infer<typeof AdaptationScores>;

/** A sentence of the voice that was not learnt from. */
export const HeardSentence = z.strictObject({ said: z.string(), before: z.string(), now: z.string() });
export type HeardSentence = z.infer<typeof HeardSentence>;

/** The training process → main → window. */
export const AdaptationProgress = z.discriminatedUnion('type', [
  /** Reading recordings and hearing how the model does before. */
  z.strictObject({ type: z.literal('preparing'), done: z.int().nonnegative(), total: z.int().nonnegative() }),
  /** A recording that is neither learnt from nor judged by, and why; an adaptation goes on without it. */
  z.strictObject({ type: z.literal('left-out'), path: z.string(), reason: z.string() }),
  z.strictObject({
    type: z.literal('step'),
    step: z.int().positive(),
    steps: z.int().positive(),
    /** Nats per letter. */
    loss: z.number(),
    learningRate: z.number(),
    secondsLeft: seconds,
  }),
  /** After step 0 and each pass: best path, without a language model, so higher than what dictation shows. */
  z.strictObject({
    type: z.literal('score'),
    step: z.int().nonnegative(),
    wer: percent,
    loss: z.number(),
    canaryWer: percent,
    sentences: z.array(HeardSentence),
  }),
  /** Hearing how the new model does. */
  z.strictObject({ type: z.literal('judging'), done: z.int().nonnegative(), total: z.int().nonnegative() }),
  /** The model is whole on disk at `modelPath`, and beside it as .lm what learnt words, if any did; nothing uses them yet. */
  z.strictObject({
    type: z.literal('done'),
    modelPath: z.string(),
    scores: AdaptationScores,
    sentences: z.array(HeardSentence),
    /** Whether a part of it is kept. */
    isBetter: z.boolean(),
  }),
  /** It was stopped before its end; the same job goes on from `step`. */
  z.strictObject({ type: z.literal('stopped'), step: z.int().nonnegative() }),
]);
export type AdaptationProgress = z.infer<typeof AdaptationProgress>;

/** The acoustic models that come with Utter. */
export const BundledId = z.enum(['bundled', 'bundled-light']);
export type BundledId = z.infer<typeof BundledId>;

/** An acoustic model that can be chosen. The bundled ones have neither date nor scores. */
export const ModelEntry = z.strictObject({
  version: z.literal(1),
  id: z.union([z.uuid(), BundledId]),
  name: z.string().min(1).max(100),
  createdAt: z.iso.datetime().nullable(),
  scores: AdaptationScores.nullable(),
});
export type ModelEntry = z.infer<typeof ModelEntry>;

/** `models/models.json`: which model dictation uses, and which it used before, the last first. */
export const ModelChoice = z.strictObject({
  version: z.literal(1),
  used: ModelEntry.shape.id,
  before: z.array(ModelEntry.shape.id).max(100),
});
export type ModelChoice = z.infer<typeof ModelChoice>;
