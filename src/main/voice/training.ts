import { fewestRecordings } from '../../contract/fewestRecordings';
import type { ModelList, RequestHandlers } from '../../contract/ipc';
import type { ModelFiles } from '../../contract/modelFiles';
import { fail, ok, type Result } from '../../contract/result';
import type { AdaptationScores, AdaptationSettings } from '../../contract/voice';
import type { TrainerJob } from '../../contract/voiceMessages';
import type { UsersWords } from '../../platform/adaptation/taughtWords';
import { withHeldOut } from '../../platform/adaptation/voiceClips';
import { languageModelBeside } from '../../platform/languageModel/languageModelBeside';
import type { KeptFiles } from '../../platform/userFolder/modelStore';
import type { TrainingJobStore } from '../../platform/userFolder/trainingJobStore';
import type { VoiceStore } from '../../platform/userFolder/voiceStore';
import type { SupervisedTraining } from './supervisedTraining';

export interface TrainingParts {
  readonly training: SupervisedTraining;
  readonly jobs: TrainingJobStore;
  readonly recordings: VoiceStore;
  /** What a job begins with: the models in use, and the general speech that comes along. */
  readonly base: () => ModelFiles & Pick<TrainerJob, 'generalFolder'>;
  /** The user's words as dictation knows them: what takes say that were put right, and terms that are listened for. */
  readonly words: () => Promise<Pick<UsersWords, 'texts' | 'terms'>>;
  /** None when the user cancels. */
  readonly askWhichDocuments: () => Promise<readonly string[]>;
  /** Takes a finished model among the others and uses it. */
  readonly keep: (files: KeptFiles, name: string, scores: AdaptationScores) => Promise<Result<ModelList>>;
}

type TrainingHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `training:${string}`>>;

/** The answers to `training:…`. */
export function trainingHandlers(parts: TrainingParts): TrainingHandlers {
  const { training } = parts;
  let documents: readonly string[] = [];
  const choose = (paths: readonly string[]): Result<undefined> => {
    documents = [...new Set(paths)];
    training.setDocuments(documents);
    return ok(undefined);
  };
  return {
    'training:state': () => Promise.resolve(ok(training.state)),
    'training:choose-documents': async () => choose([...documents, ...(await parts.askWhichDocuments())]),
    'training:forget-documents': () => Promise.resolve(choose([])),
    'training:start': (settings) => start(parts, settings, documents),
    'training:pause': () => training.pause(),
    'training:resume': () => Promise.resolve(training.resume()),
    'training:cancel': () => training.forget(),
    'training:keep': ({ name }) => keep(parts, name),
    'training:discard': () => training.forget(),
  };
}

async function start(
  parts: TrainingParts,
  settings: AdaptationSettings,
  documents: readonly string[],
): Promise<Result<undefined>> {
  const used = (await parts.recordings.list()).filter(({ isUsed }) => isUsed);
  if (used.length < fewestRecordings) return fail('speech-too-little');
  const clips = used.map(({ id, text, checks }) => ({
    path: parts.recordings.wavPath(id),
    seconds: checks.seconds,
    speaker: 'voice',
    source: 'voice',
    text,
  }));
  const { learnt, heldOut } = withHeldOut(clips);
  const { texts, terms } = await parts.words();
  return parts.training.start({
    ...parts.base(),
    voice: { learnt: [...learnt], heldOut: [...heldOut] },
    words: { documents: [...documents], texts: [...texts], terms: [...terms] },
    settings,
    name: 'My voice',
    folder: parts.jobs.folder,
  });
}

async function keep({ training, jobs, keep: take }: TrainingParts, name: string): Promise<Result<ModelList>> {
  const { result } = training.state;
  if (training.state.phase !== 'done' || result === null) return fail('invalid-request');
  const found = await jobs.read();
  if (found === null) return fail('invalid-request');
  const { modelPath, languageModelPath } = found.job;
  const before = languageModelPath ?? languageModelBeside(modelPath);
  const files = { modelPath: jobs.modelPath, languageModelPath: languageModelBeside(jobs.modelPath) ?? before };
  const kept = await take(files, name, result.scores);
  if (!kept.ok) return kept;
  const forgotten = await training.forget();
  return forgotten.ok ? kept : forgotten;
}
