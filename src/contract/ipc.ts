import { z } from 'zod';

import type { EventName, RequestName } from './channels';
import { DesktopState } from './desktop';
import { ExportOptions } from './exporting';
import { FailureSchema } from './failureSchema';
import { HeardSound } from './heardSound';
import type { Result } from './result';
import { Settings, TermsOfFile } from './settings';
import { ExportFormat, MisheardWord, PartialMarks, PartialWords, Take, TakeEdit, Utterance } from './transcript';
import { TrainingState } from './training';
import { FoldersSearched, TranscriptionQueue } from './transcription';
import { AdaptationSettings, ImportReport, ModelEntry, VoiceRecording } from './voice';

interface RequestSchema {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}

const none = z.undefined();
const byId = z.strictObject({ id: z.uuid() });
const byIds = z.strictObject({ ids: z.array(z.uuid()).min(1) });

export const Device = z.strictObject({ id: z.int(), name: z.string(), isDefault: z.boolean() });
export type Device = z.infer<typeof Device>;

/** `interrupted`: the microphone was lost in mid-take; the take is kept and goes on when a microphone is back. */
export const DictationPhase = z.enum(['idle', 'starting', 'listening', 'interrupted', 'stopping']);
export type DictationPhase = z.infer<typeof DictationPhase>;

/** Main's truth about the take in progress; sent whenever any of it changes, and on request to a window that has just loaded. */
export const DictationStatus = z.strictObject({
  phase: DictationPhase,
  takeId: z.uuid().nullable(),
  /** Length of the audio kept so far; the window counts on from here while listening. */
  keptSeconds: z.number().nonnegative(),
  /** Final utterances of the take in progress, and the unfinished one. */
  utterances: z.array(Utterance),
  /** The last thing that went wrong and is still true, or null. */
  failure: FailureSchema.nullable(),
});
export type DictationStatus = z.infer<typeof DictationStatus>;

/**
 * The unfinished utterance: `committed` never changes again, `unfinished` may. `shaped`, where there is any, is shown in their place: text
 * with the spaces and line breaks before each part. Its `committed` grows, and only a final utterance takes back what it scratches.
 */
export const Partial = z.strictObject({
  committed: z.string(),
  unfinished: z.string(),
  ...PartialMarks.shape,
  shaped: z.strictObject({ committed: z.string(), unfinished: z.string() }).optional(),
  ...PartialWords.shape,
});
export type Partial = z.infer<typeof Partial>;

export const TakeSummary = Take.pick({
  id: true,
  title: true,
  createdAt: true,
  seconds: true,
  tags: true,
  pinned: true,
}).extend({ /** What follows the title; null without words. */ preview: z.string().nullable() });
export type TakeSummary = z.infer<typeof TakeSummary>;

/** A text in pieces, those that a query looks for marked. */
const MarkedText = z.array(z.strictObject({ text: z.string(), isHit: z.boolean() }));

/** What a search found: the newest hits, and how many takes there are in all. */
export const FoundTakes = z.strictObject({
  total: z.int().nonnegative(),
  hits: z.array(TakeSummary.extend({ titlePieces: MarkedText, textPieces: MarkedText })),
});
export type FoundTakes = z.infer<typeof FoundTakes>;

/** A change that was undone or done again, and of which takes. */
export const TakeChange = z.strictObject({
  kind: z.enum([...TakeEdit.options.map(({ shape }) => shape.kind.value), 'hear-again', 'delete', 'expire', 'restore']),
  ids: z.array(z.uuid()),
});
export type TakeChange = z.infer<typeof TakeChange>;

export const SystemStatus = z.strictObject({
  version: z.string(),
  /** Such as "tensorflow (libtensorflow 2.21.0)" or "wasm"; null while the recognizer starts. */
  backend: z.string().nullable(),
  /** Name of the acoustic model; null when there is none. */
  model: z.string().nullable(),
  /** What the recognizer does without, though it should have it: a sentence each. */
  lacked: z.strictObject({ marks: z.string().exactOptional(), rescoring: z.string().exactOptional() }),
  /** What there is to tell of how this start found things, a sentence each. */
  startNotes: z.array(z.string()),
});
export type SystemStatus = z.infer<typeof SystemStatus>;

/** The models there are: the bundled ones first, then the user's, newest first. */
export const ModelList = z.strictObject({
  used: ModelEntry.shape.id,
  models: z.array(ModelEntry),
  /** The name of the one that was used before and can be gone back to, or null. */
  before: z.string().nullable(),
  /** Why the one in use is not the one that was chosen, or null. */
  failure: FailureSchema.nullable(),
});
export type ModelList = z.infer<typeof ModelList>;

/** Questions the window may ask the main process. */
export const requests = {
  'system:status': { input: none, output: SystemStatus },
  'devices:list': { input: none, output: z.array(Device) },
  'dictation:state': { input: none, output: DictationStatus },
  /** `deviceName` null: the system's default. Answers when the first sample is kept. */
  'dictation:start': {
    input: z.strictObject({ deviceName: z.string().nullable() }),
    output: z.strictObject({ takeId: z.uuid() }),
  },
  /** Answers when the last words are final and the take is on disk. */
  'dictation:stop': { input: none, output: Take },
  /** Puts the text on the clipboard. */
  'text:copy': { input: z.strictObject({ text: z.string().max(5_000_000) }), output: none },
  /** What of the settings for other programs does not work here. */
  'desktop:state': { input: none, output: DesktopState },
  'takes:list': { input: none, output: z.array(TakeSummary) },
  /** Takes that hold all that `text` asks for, as `searchTerms` takes it apart. */
  'takes:search': { input: z.strictObject({ text: z.string().max(200) }), output: FoundTakes },
  'takes:get': { input: byId, output: Take },
  /** How loud the take is along its length: the greatest sample of equal parts, 0 … 255; none where there is no audio. */
  'takes:peaks': { input: byId, output: z.array(z.int().min(0).max(255)) },
  'takes:edit': { input: byId.extend({ edit: TakeEdit }), output: Take },
  /** The same edit of several takes; where one fails the others are edited all the same. */
  'takes:edit-all': { input: byIds.extend({ edit: TakeEdit }), output: z.int().nonnegative() },
  /** What a rule to keep takes for so many days deletes now, what it deletes within the next week, and what only its pin keeps. */
  'takes:expiring': {
    input: z.strictObject({ days: z.int().min(1).max(3650) }),
    output: z.strictObject({ now: z.int(), nowSeconds: z.number(), soon: z.int(), pinned: z.int() }),
  },
  'takes:misheard': { input: none, output: z.array(MisheardWord) },
  'takes:delete': { input: byIds, output: none },
  /** Until the app is started again. */
  'takes:restore': { input: byIds, output: none },
  /** Takes the last edit, deletion or restoring back; null where there is none since the app was started. */
  'takes:undo': { input: none, output: TakeChange.nullable() },
  'takes:redo': { input: none, output: TakeChange.nullable() },
  /** Main asks where to; null when the user cancelled. */
  'takes:export': {
    input: byId.extend({ format: ExportFormat, options: ExportOptions.exactOptional() }),
    output: z.strictObject({ path: z.string() }).nullable(),
  },
  /** Main asks which folder; a file a take, none replaced. Null when the user cancelled. */
  'takes:export-all': {
    input: byIds.extend({ format: ExportFormat, options: ExportOptions }),
    output: z.strictObject({ path: z.string(), count: z.int() }).nullable(),
  },
  /** The beginning of what would be exported; of what is no text the words. */
  'takes:preview': {
    input: byId.extend({ format: ExportFormat, options: ExportOptions }),
    output: z.strictObject({ text: z.string(), isCut: z.boolean() }),
  },
  /** The same, whole, on the clipboard. */
  'takes:copy': { input: byIds.extend({ format: ExportFormat, options: ExportOptions }), output: none },
  'transcriptions:state': { input: none, output: TranscriptionQueue },
  /** Main asks which files. */
  'transcriptions:add-files': { input: none, output: none },
  /** The text that the take has stays beside the new one. Fails with `busy` where it waits for that already. */
  'transcriptions:again': {
    input: byId.extend({ model: ModelEntry.shape.id, usesVocabulary: z.boolean(), hearsAgain: z.boolean() }),
    output: none,
  },
  'transcriptions:pause': { input: none, output: none },
  'transcriptions:resume': { input: none, output: none },
  /** Takes a job away, at any state; a take that is there stays. */
  'transcriptions:cancel': { input: byId, output: none },
  'transcriptions:retry': { input: byId, output: none },
  /** Takes away what is done. */
  'transcriptions:clear': { input: none, output: none },
  /** Main asks which folder; null: none. What is in it already is left alone: so many sound files. */
  'transcriptions:watch': { input: none, output: z.int().nonnegative().nullable() },
  'transcriptions:unwatch': { input: none, output: none },
  'models:list': { input: none, output: ModelList },
  /** Fails with `busy` in mid-take; the model in use stays where the other one is missing or refused. */
  'models:use': { input: z.strictObject({ id: ModelEntry.shape.id }), output: ModelList },
  /** Back to the model that was used before. */
  'models:roll-back': { input: none, output: ModelList },
  /** Main asks which file; the model is not used yet. Null when the user cancelled. */
  'models:import': { input: none, output: ModelList.nullable() },
  /** Main asks where to; null when the user cancelled. A model that was taught words has its language model beside it. */
  'models:export': {
    input: z.strictObject({ id: ModelEntry.shape.id }),
    output: z.strictObject({ path: z.string(), languageModelPath: z.string().nullable() }).nullable(),
  },
  /** Fails with `model-in-use`, and with `busy` while a training that began with the model is not done. */
  'models:delete': { input: byId, output: ModelList },
  /** Everything there is to learn from, oldest first. */
  'voice:recordings': { input: none, output: z.array(VoiceRecording) },
  /** Sentences to read next: those that bring most of what the recordings so far do not hold. */
  'voice:prompts': { input: none, output: z.array(z.string()) },
  /** Answers when the first sample is kept. Fails with `busy` while a take or another recording goes on. */
  'voice:record': {
    input: z.strictObject({ text: z.string().min(1).max(2000), deviceName: z.string().nullable() }),
    output: none,
  },
  /** Answers when the recording is checked and on disk; one with findings is kept and not used. */
  'voice:stop': { input: none, output: VoiceRecording },
  /** Ends the recording in progress and keeps nothing of it. */
  'voice:cancel': { input: none, output: none },
  'voice:use': { input: byId.extend({ isUsed: z.boolean() }), output: VoiceRecording },
  /** Fails with `busy` while a training that learns from the recording is not done. */
  'voice:remove': { input: byId, output: none },
  'voice:restore': { input: byId, output: none },
  /** Main asks which folder or list; null when the user cancelled. What was taken before a failure stays. */
  'voice:import': { input: z.strictObject({ from: z.enum(['folder', 'list']) }), output: ImportReport.nullable() },
  /** The import in progress ends after the recording that it is at. */
  'voice:cancel-import': { input: none, output: none },
  /** Makes clips of every corrected word in the takes; answers with those that are new. */
  'voice:collect-corrections': { input: none, output: z.array(VoiceRecording) },
  'training:state': { input: none, output: TrainingState },
  /** The user names texts that the next training reads words from; those named before stay. */
  'training:choose-documents': { input: none, output: none },
  'training:forget-documents': { input: none, output: none },
  /** Fails with `busy` while a job is there, and with `speech-too-little`. */
  'training:start': { input: AdaptationSettings, output: none },
  /** The process ends, with everything on disk; `training:resume` goes on from there. */
  'training:pause': { input: none, output: none },
  'training:resume': { input: none, output: none },
  /** Forgets the job, at any phase; the model in use is as it was. */
  'training:cancel': { input: none, output: none },
  /** The new model joins the others and is used from now on. */
  'training:keep': { input: z.strictObject({ name: z.string().min(1).max(100) }), output: ModelList },
  /** The new model is forgotten; the one in use is as it was. */
  'training:discard': { input: none, output: none },
  /** Main asks which file, a term a line; answers with them and how many lines are none, and changes nothing. Null when the user cancelled. */
  'vocabulary:import': { input: none, output: TermsOfFile.nullable() },
  /** The vocabulary that is kept. Main asks where to; null when the user cancelled. */
  'vocabulary:export': { input: none, output: z.strictObject({ path: z.string() }).nullable() },
  /** Takes, recordings of the voice, models and settings in one file. Main asks where to; null when the user cancelled. */
  'archive:save': { input: none, output: z.strictObject({ path: z.string(), takes: z.int() }).nullable() },
  /** Main asks which file; what is there already stays as it is, settings are those of the archive. Null when the user cancelled. */
  'archive:restore': {
    input: none,
    output: z
      .strictObject({
        takes: z.int(),
        recordings: z.int(),
        models: z.int(),
        there: z.int(),
        refused: z.int(),
        hasSettings: z.boolean(),
      })
      .nullable(),
  },
  'settings:get': { input: none, output: Settings },
  'settings:set': { input: Settings, output: none },
} as const satisfies Record<RequestName, RequestSchema>;

/** Facts the main process tells the window. */
export const events = {
  'dictation:state': DictationStatus,
  'dictation:partial': Partial,
  'dictation:final': Utterance,
  /** Words that may have been said: shown with how sure they are, and no part of the take. */
  'dictation:doubted': Utterance,
  /** The sound of the last 60 ms: all of it at once, so that the window draws once. */
  'dictation:sound': HeardSound,
  'desktop:changed': DesktopState,
  'takes:changed': none,
  /** These takes were deleted: they were older than they are to be kept, or nothing was said in them. */
  'takes:removed': z.strictObject({ ids: z.array(z.uuid()), because: z.enum(['age', 'silence']) }),
  'transcriptions:changed': TranscriptionQueue,
  'transcriptions:searched': FoldersSearched,
  'models:changed': none,
  'voice:changed': none,
  /** As in `dictation:sound`, of the recording in progress. */
  'voice:level': z.strictObject({ rmsDbfs: z.number(), peakDbfs: z.number() }),
  /** The microphone was lost: the recording in progress is no more. */
  'voice:lost': FailureSchema,
  'voice:importing': z.strictObject({ done: z.int().nonnegative(), total: z.int().nonnegative() }),
  'training:changed': TrainingState,
  /** By something else than this window. */
  'settings:changed': none,
} as const satisfies Record<EventName, z.ZodType>;

export type RequestInput<Name extends RequestName> = z.infer<(typeof requests)[Name]['input']>;
export type RequestOutput<Name extends RequestName> = z.infer<(typeof requests)[Name]['output']>;
export type EventPayload<Name extends EventName> = z.infer<(typeof events)[Name]>;

export type RequestHandlers = {
  readonly [Name in RequestName]: (input: RequestInput<Name>) => Promise<Result<RequestOutput<Name>>>;
};

/** What the preload script gives the window, as `window.utter`. */
export interface Bridge {
  request<Name extends RequestName>(
    name: Name,
    ...input: undefined extends RequestInput<Name> ? [] : [RequestInput<Name>]
  ): Promise<Result<RequestOutput<Name>>>;
  /** Returns the function that stops listening. */
  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void;
}
