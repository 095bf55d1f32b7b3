import { ok, type Result } from '../../contract/result';
import type { Lacking } from '../../contract/workerMessages';
import { english } from '../../core/alphabet';
import type { Search } from '../../core/decode/search';
import { defaultEndpointRules } from '../../core/dictation/endpoint';
import { Recognizer, type RecognizerParts } from '../../core/dictation/recognizer';
import { defaultSpeechRules, encoderSettlingRules, encoderSpeechRules } from '../../core/dictation/speechGate';
import type { NgramModel } from '../../core/languageModel/ngramModel';
import { Marker } from '../../core/marks/marker';
import { Rescorer } from '../../core/rescoring/rescorer';
import { RescoringNetwork } from '../../core/rescoring/rescoringNetwork';
import { marksBeside, readMarks } from '../acoustic/marksFile';
import { readModel } from '../acoustic/modelFile';
import { type LookAhead, openAcousticModel } from '../acoustic/openAcousticModel';
import { loadTensorFlow, type Backend } from '../acoustic/tensorflow';
import { type DecoderOptions, openDecoder, searchOf } from './openDecoder';
import { readRescorer, rescorerBeside } from './rescorerFile';

export interface RecognizerOptions extends DecoderOptions {
  /** Default: what the kind of model serves best. */
  readonly lookAheadMilliseconds?: LookAhead;
  readonly backend?: Backend;
  /** Of a model on learned features; without one, the encoder beside the model. */
  readonly encoderPath?: string;
  /** Whether each utterance is heard once more when it ends, whole; true unless told. */
  readonly hearsAgain?: boolean;
  /** What rescores texts; without one, what stands beside the acoustic model, if it does. */
  readonly rescorerPath?: string;
  /** What hears marks; without one, the model of marks beside the acoustic model, if there is one. */
  readonly marksPath?: string;
}

export interface OpenedRecognizer {
  readonly recognizer: Recognizer;
  /** For people, such as "tensorflow (libtensorflow 2.21.0)". */
  readonly backend: string;
  readonly modelName: string;
  readonly lacking: Lacking;
}

/** Loads a model, the backend and what the decoder needs. Fails with `model-missing`, `model-refused` or the backend's failure. */
export async function openRecognizer(options: RecognizerOptions): Promise<Result<OpenedRecognizer>> {
  const opened = await openRecognizerParts(options);
  if (!opened.ok) return opened;
  const { parts, rescorer, backend, modelName, names } = opened.value;
  const marks = openMarker(options, names);
  const recognizer = new Recognizer({ ...parts, marker: marks.ok ? marks.value : null });
  const lacking = { marks: marks.ok ? null : marks.error, rescoring: rescorer.ok ? null : rescorer.error };
  return ok({ recognizer, backend, modelName, lacking });
}

function openMarker({ modelPath, marksPath }: RecognizerOptions, names: readonly string[]): Result<Marker | null> {
  const path = marksPath ?? marksBeside(modelPath);
  if (path === null) return ok(null);
  const model = readMarks(path);
  return model.ok ? ok(new Marker(model.value, names)) : model;
}

/** Null where there is none, or nothing that it could choose among. */
function openRescorer(
  { modelPath, rescorerPath, hearsAgain = true }: RecognizerOptions,
  search: Search,
  languageModel: NgramModel | null,
): Result<Rescorer | null> {
  const path = rescorerPath ?? rescorerBeside(modelPath);
  if (path === null || languageModel === null || search.settlingBeams === undefined || !hearsAgain) return ok(null);
  const model = readRescorer(path);
  return model.ok ? ok(new Rescorer(new RescoringNetwork(model.value), languageModel, search.alpha)) : model;
}

interface OpenedParts extends Pick<OpenedRecognizer, 'backend' | 'modelName'> {
  readonly parts: RecognizerParts;
  /** That of the parts, or why they have none though there is a file for it, or was to be. */
  readonly rescorer: Result<Rescorer | null>;
  readonly search: Search;
  /** Words that have a capital in the documents that the language model has read. */
  readonly names: readonly string[];
}

/** As `openRecognizer`, but not put together: for measuring stage by stage. The caller disposes the model. */
export async function openRecognizerParts(options: RecognizerOptions): Promise<Result<OpenedParts>> {
  const stored = readModel(options.modelPath);
  if (!stored.ok) return stored;
  const backend = await loadTensorFlow(options.backend ?? 'auto', 'hearing');
  if (!backend.ok) return backend;
  const search = searchOf(stored.value.features);
  const decoder = openDecoder(options, search);
  if (!decoder.ok) return decoder;
  const model = openAcousticModel(stored.value, options, options.lookAheadMilliseconds);
  if (!model.ok) return model;
  // Last, since nobody would give its weights back where something else cannot be opened.
  const rescorer = openRescorer(options, search, decoder.value.model);
  const parts: RecognizerParts = {
    alphabet: english,
    model: model.value,
    endpointRules: defaultEndpointRules,
    ...(stored.value.features.kind === 'encoder'
      ? { speechRules: encoderSpeechRules, settlingRules: encoderSettlingRules }
      : { speechRules: defaultSpeechRules }),
    createDecoder: decoder.value.createDecoder,
    hearsAgain: options.hearsAgain ?? true,
    rescorer: rescorer.ok ? rescorer.value : null,
  };
  const { names } = decoder.value;
  return ok({ parts, rescorer, search, names, backend: backend.value.name, modelName: stored.value.name });
}
