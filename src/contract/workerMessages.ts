import { z } from 'zod';

import { FailureSchema } from './failureSchema';
import { Device, Partial } from './ipc';
import { LookAhead } from './lookAhead';
import { ModelFiles } from './modelFiles';
import { Utterance } from './transcript';

/**
 * What main and its two utility processes say to each other. Audio goes from capture to the recognizer over a
 * MessagePort of their own, as `AudioMessage`; main never sees a sample.
 */

/** Main → capture. */
export const CaptureCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('list-devices') }),
  /** Opens the microphone and keeps its last half second in memory; the next `start` begins with it. Once a process. */
  z.strictObject({ type: z.literal('arm'), deviceName: z.string().nullable() }),
  /**
   * Opens the microphone and writes `wavPath` (16 kHz mono 16-bit) from the first sample; an existing file is appended to,
   * which is how an interrupted take goes on. A MessagePort to the recognizer comes with it.
   */
  z.strictObject({ type: z.literal('start'), deviceName: z.string().nullable(), wavPath: z.string() }),
  /** Another port for the same take, after the recognizer was started again; comes with a MessagePort. */
  z.strictObject({ type: z.literal('reconnect') }),
  z.strictObject({ type: z.literal('stop') }),
]);
export type CaptureCommand = z.infer<typeof CaptureCommand>;

/** Samples that the microphone lost since `start`, because the machine was too busy to take them; not in the file. */
const lostSamples = z.int().nonnegative().optional();

/** Capture → main. */
export const CaptureEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('devices'), devices: z.array(Device) }),
  /** The first sample is on disk. `firstSample` is its index in the file: 0, or more when a take goes on. */
  z.strictObject({ type: z.literal('started'), firstSample: z.int().nonnegative() }),
  z.strictObject({
    type: z.literal('level'),
    rmsDbfs: z.number(),
    peakDbfs: z.number(),
    /** Columns of `contract/spectrum`. */
    spectrum: z.instanceof(Uint8Array),
    keptSamples: z.int().nonnegative(),
    lostSamples,
  }),
  /** The file is complete and closed. */
  z.strictObject({ type: z.literal('stopped'), keptSamples: z.int().nonnegative(), lostSamples }),
  /** The source is gone or cannot be opened; what came before is on disk. The process is of no more use: end it. */
  z.strictObject({ type: z.literal('failed'), failure: FailureSchema }),
]);
export type CaptureEvent = z.infer<typeof CaptureEvent>;

/** Capture → recognizer, over their port. `samples` is Int16 PCM; `firstSample` its place in the take's file. */
export const AudioMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('audio'), firstSample: z.int().nonnegative(), samples: z.instanceof(Int16Array) }),
  z.strictObject({ type: z.literal('end'), totalSamples: z.int().nonnegative() }),
]);
export type AudioMessage = z.infer<typeof AudioMessage>;

/** Main → recognizer. */
export const RecognizerCommand = z.discriminatedUnion('type', [
  /** `hearsAgain`: whether each utterance is heard once more, whole, when it ends; true unless told. Without a look-ahead, what the model is made for. */
  ModelFiles.extend({
    type: z.literal('load'),
    hearsAgain: z.boolean().exactOptional(),
    lookAheadMilliseconds: LookAhead.exactOptional(),
  }),
  /**
   * Begins a session at `resumeSample` of the take (0 for a new one); comes with a MessagePort from capture. What the file
   * holds between `resumeSample` and the first live sample is read from `wavPath`, so nothing is lost to a restart.
   */
  z.strictObject({
    type: z.literal('open'),
    wavPath: z.string(),
    resumeSample: z.int().nonnegative(),
    /** Words and phrases to prefer. */
    terms: z.array(z.string()).optional(),
  }),
]);
export type RecognizerCommand = z.infer<typeof RecognizerCommand>;
/** What the recognizer is to load, and how it is to hear. */
export type RecognizerLoad = Omit<Extract<RecognizerCommand, { type: 'load' }>, 'type'>;

/** Why a recognizer goes without something that it should have; null where it has it, or need not. */
export const Lacking = z.strictObject({
  /** What hears marks. */
  marks: FailureSchema.nullable(),
  /** What rescores the texts of an utterance that is heard once more. */
  rescoring: FailureSchema.nullable(),
});
export type Lacking = z.infer<typeof Lacking>;

/** Recognizer → main. */
export const RecognizerEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ready'),
    backend: z.string(),
    model: z.string(),
    lacking: Lacking,
  }),
  z.strictObject({ type: z.literal('partial'), ...Partial.shape }),
  z.strictObject({ type: z.literal('final'), utterance: Utterance }),
  /** Words that may have been said: shown, and no part of the take. */
  z.strictObject({ type: z.literal('doubted'), utterance: Utterance }),
  /** The audio ended and every word of it is final. */
  z.strictObject({ type: z.literal('finished') }),
  z.strictObject({ type: z.literal('failed'), failure: FailureSchema }),
]);
export type RecognizerEvent = z.infer<typeof RecognizerEvent>;
