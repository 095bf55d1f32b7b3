import type { RequestHandlers } from '../../contract/ipc';
import { fail, ok, type Result } from '../../contract/result';
import type { VoiceRecording } from '../../contract/voice';
import type { EncoderPaths } from '../../platform/acoustic/openEncoder';
import type { TakeStore } from '../../platform/userFolder/takeStore';
import type { VoiceStore } from '../../platform/userFolder/voiceStore';
import { nextPrompts } from '../../platform/voice/prompts';
import type { SupervisedChecker } from './supervisedChecker';
import type { VoiceRecorder } from './voiceRecorder';

/** So many sentences are asked for at a time. */
const promptCount = 10;

const isLearntFrom = 'The training learns from this recording. Finish or cancel the training first.';

export interface VoiceParts {
  readonly store: VoiceStore;
  readonly takes: TakeStore;
  readonly recorder: VoiceRecorder;
  readonly checker: SupervisedChecker;
  readonly userFolder: string;
  /** The list of sentences to read. */
  readonly promptsPath: string;
  readonly vocabulary: () => readonly string[];
  /** The acoustic model that listens. */
  readonly listener: () => EncoderPaths;
  /** Asks for a folder, or for a file; null when the user cancels. */
  readonly askWhichCorpus: (from: 'folder' | 'list') => Promise<string | null>;
  /** Whether a training that is not done has yet to read the recording. */
  readonly isTrainedOn: (wavPath: string) => boolean;
  /** To be called when the recordings have changed. */
  readonly changed: () => Promise<void>;
}

type VoiceHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `voice:${string}`>>;

/** The answers to `voice:…`. */
export function voiceHandlers(parts: VoiceParts): VoiceHandlers {
  const { store, recorder, checker } = parts;
  const told = async <Value>(result: Result<Value>): Promise<Result<Value>> => {
    await parts.changed();
    return result;
  };
  return {
    'voice:recordings': async () => ok([...(await store.list())]),
    'voice:prompts': async () => {
      const recorded = (await store.list()).map(({ text }) => text);
      return nextPrompts(parts.promptsPath, { recorded, vocabulary: parts.vocabulary(), count: promptCount });
    },
    'voice:record': ({ text, deviceName }) => recorder.start(text, deviceName),
    'voice:stop': async () => told(await recorder.stop()),
    'voice:cancel': async () => {
      await recorder.cancel();
      return ok(undefined);
    },
    'voice:use': async ({ id, isUsed }) => {
      const found = await store.get(id);
      return found.ok ? told(await store.save({ ...found.value, isUsed })) : found;
    },
    'voice:remove': async ({ id }) => {
      if (parts.isTrainedOn(store.wavPath(id))) return fail('busy', isLearntFrom);
      return told(await store.remove(id));
    },
    'voice:restore': async ({ id }) => told(await store.restore(id)),
    'voice:import': async ({ from }) => {
      const path = await parts.askWhichCorpus(from);
      if (path === null) return ok(null);
      return told(await checker.import({ ...parts.listener(), userFolder: parts.userFolder, path }));
    },
    'voice:cancel-import': () => {
      checker.cancelImport();
      return Promise.resolve(ok(undefined));
    },
    'voice:collect-corrections': async () => told(await collect(parts)),
  };
}

async function collect({ takes, checker, listener, userFolder }: VoiceParts): Promise<Result<VoiceRecording[]>> {
  const corrected = (await takes.list()).filter((take) => take.corrected);
  if (corrected.length === 0) return ok([]);
  const withAudio = corrected.map((take) => ({ take, wavPath: takes.wavPath(take.id) }));
  return checker.collect({ ...listener(), userFolder, takes: withAudio });
}
