import { join } from 'node:path';

import type { RequestHandlers } from '../../contract/ipc';
import type { ModelFiles } from '../../contract/modelFiles';
import { textOf } from '../../contract/shownText';
import { spokenTerms } from '../../contract/vocabularyTerm';
import type { CheckerCommand, CheckerEvent, TrainerCommand, TrainerEvent } from '../../contract/voiceMessages';
import type { CaptureCommand, CaptureEvent } from '../../contract/workerMessages';
import type { EncoderPaths } from '../../platform/acoustic/openEncoder';
import type { UsersWords } from '../../platform/adaptation/taughtWords';
import type { TakeStore } from '../../platform/userFolder/takeStore';
import { TrainingJobStore } from '../../platform/userFolder/trainingJobStore';
import { VoiceStore } from '../../platform/userFolder/voiceStore';
import type { Tell } from '../dictation/dictationParts';
import type { ForkWorker } from '../processes/workerProcess';
import { SupervisedChecker } from './supervisedChecker';
import { SupervisedTraining } from './supervisedTraining';
import { trainingHandlers, type TrainingParts } from './training';
import { voiceHandlers, type VoiceParts } from './voice';
import { VoiceRecorder } from './voiceRecorder';

interface VoiceTrainingParts
  extends Pick<VoiceParts, 'vocabulary' | 'askWhichCorpus'>, Pick<TrainingParts, 'keep' | 'askWhichDocuments'> {
  readonly forkCapture: ForkWorker<CaptureCommand, CaptureEvent>;
  readonly forkChecker: ForkWorker<CheckerCommand, CheckerEvent>;
  readonly forkTrainer: ForkWorker<TrainerCommand, TrainerEvent>;
  readonly takes: TakeStore;
  readonly userFolder: string;
  /** What comes with the app: `prompts`, `adaptation`. */
  readonly resourcesFolder: string;
  /** What dictation uses: it checks recordings, and a job begins with it. */
  readonly models: () => ModelFiles;
  readonly isTakeInProgress: () => boolean;
  readonly tell: Tell;
}

/** How long the training may hold up the end of the app. */
const quitMilliseconds = 3000;

type Handlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `voice:${string}` | `training:${string}`>>;

/** Everything behind the Train view: the user's recordings, and the training on them. */
export class VoiceTraining {
  readonly #parts: VoiceTrainingParts;
  readonly #recordings: VoiceStore;
  readonly #jobs: TrainingJobStore;
  readonly #recorder: VoiceRecorder;
  readonly #checker: SupervisedChecker;
  readonly #training: SupervisedTraining;

  constructor(parts: VoiceTrainingParts) {
    const { userFolder, tell } = parts;
    this.#parts = parts;
    this.#recordings = new VoiceStore(userFolder);
    this.#jobs = new TrainingJobStore(userFolder);
    this.#checker = new SupervisedChecker(parts.forkChecker, (done, total) => {
      tell('voice:importing', { done, total });
    });
    this.#recorder = new VoiceRecorder({
      forkCapture: parts.forkCapture,
      store: this.#recordings,
      check: (wavPath, text) => this.#checker.check({ ...this.#listener(), wavPath, text }),
      isTakeInProgress: parts.isTakeInProgress,
      onLevel: ({ rmsDbfs, peakDbfs }) => {
        tell('voice:level', { rmsDbfs, peakDbfs });
      },
      onLost: (failure) => {
        tell('voice:lost', failure);
      },
    });
    this.#training = new SupervisedTraining({
      fork: parts.forkTrainer,
      store: this.#jobs,
      onChange: (state) => {
        tell('training:changed', state);
      },
    });
  }

  /** A microphone is open for a sentence. */
  get isReading(): boolean {
    return this.#recorder.isReading;
  }

  wavPath(id: string): string {
    return this.#recordings.wavPath(id);
  }

  /** Whether a training that is not done has yet to read the file. */
  reads(path: string): boolean {
    return this.#training.reads(path);
  }

  /** Puts the folders right after a crash, and finds the job of before. To be awaited before anything else. */
  async open(): Promise<void> {
    await this.#recordings.recover();
    await this.#training.open();
    await this.#countUsable();
  }

  /** Recordings came from elsewhere. */
  async reload(): Promise<void> {
    await this.#countUsable();
    this.#parts.tell('voice:changed', undefined);
  }

  handlers(): Handlers {
    const { resourcesFolder, models } = this.#parts;
    const voice = voiceHandlers({
      ...this.#parts,
      store: this.#recordings,
      recorder: this.#recorder,
      checker: this.#checker,
      promptsPath: join(resourcesFolder, 'prompts', 'english.txt'),
      listener: this.#listener.bind(this),
      isTrainedOn: (wavPath) => this.reads(wavPath),
      changed: () => this.reload(),
    });
    const training = trainingHandlers({
      training: this.#training,
      jobs: this.#jobs,
      recordings: this.#recordings,
      base: () => ({ ...models(), generalFolder: join(resourcesFolder, 'adaptation') }),
      keep: this.#parts.keep,
      askWhichDocuments: this.#parts.askWhichDocuments,
      words: () => this.#words(),
    });
    return { ...voice, ...training };
  }

  /** A job that runs is found paused when the app starts again. */
  async dispose(): Promise<void> {
    await this.#recorder.dispose();
    this.#checker.dispose();
    await this.#training.pause(quitMilliseconds);
    this.#training.dispose();
  }

  async #words(): Promise<Pick<UsersWords, 'texts' | 'terms'>> {
    const corrected = (await this.#parts.takes.list()).filter((take) => take.corrected);
    return {
      texts: corrected.map(({ utterances }) => textOf(utterances)),
      terms: spokenTerms(this.#parts.vocabulary()),
    };
  }

  #listener(): EncoderPaths {
    const {
      languageModelPath: _languageModelPath,
      rescorerPath: _rescorerPath,
      marksPath: _marksPath,
      ...listener
    } = this.#parts.models();
    return listener;
  }

  async #countUsable(): Promise<void> {
    const used = (await this.#recordings.list()).filter(({ isUsed }) => isUsed);
    this.#training.setUsable(used.reduce((sum, { checks }) => sum + checks.seconds, 0));
  }
}
