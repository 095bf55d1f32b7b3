import { fewestRecordings } from '../../contract/fewestRecordings';
import type { ModelList, RequestHandlers } from '../../contract/ipc';
import type { ModelFiles } from '../../contract/modelFiles';
import { fail, ok, type Result } from '../../contract/result';
import type { AdaptationScores, AdaptationSettings } from '../../contract/voice';
import type { TrainerJob } from '../../contract/voiceMessages';
import { withHeldOut } from '../../platform/adaptation/voiceClips';
import type { TrainingJobStore } from '../../platform/userFolder/trainingJobStore';
import type { VoiceStore } from '../../platform/userFolder/voiceStore';
import type { SupervisedTraining } from './supervisedTraining';

export interface TrainingParts {
  readonly training: SupervisedTraining;
  readonly jobs: TrainingJobStore;
  readonly recordings: VoiceStore;
  /** What a job begins with: the models in use, and the general speech that comes along. */
  readonly base: () => ModelFiles & Pick<TrainerJob, 'generalFolder'>;
  /** Takes a finished model among the others and uses it. */
  readonly keep: (modelPath: string, name: string, scores: AdaptationScores) => Promise<Result<ModelList>>;
}

type TrainingHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `training:${string}`>>;

/** The answers to `training:…`. */
export function trainingHandlers(parts: TrainingParts): TrainingHandlers {
  const { training } = parts;
  return {
    'training:state': () => Promise.resolve(ok(training.state)),
    'training:start': (settings) => start(parts, settings),
    'training:pause': () => training.pause(),
    'training:resume': () => Promise.resolve(training.resume()),
    'training:cancel': () => training.forget(),
    'training:keep': ({ name }) => keep(parts, name),
    'training:discard': () => training.forget(),
  };
}

async function start(parts: TrainingParts, settings: AdaptationSettings): Promise<Result<undefined>> {
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
  return parts.training.start({
    ...parts.base(),
    voice: { learnt: [...learnt], heldOut: [...heldOut] },
    settings,
    name: 'My voice',
    folder: parts.jobs.folder,
  });
}

async function keep({ training, jobs, keep: take }: TrainingParts, name: string): Promise<Result<ModelList>> {
  const { result } = training.state;
  if (training.state.phase !== 'done' || result === null) return fail('invalid-request');
  const kept = await take(jobs.modelPath, name, result.scores);
  if (!kept.ok) return kept;
  const forgotten = await training.forget();
  return forgotten.ok ? kept : forgotten;
}
