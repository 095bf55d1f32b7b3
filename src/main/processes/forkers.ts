import { TimerEvent, type TimerCommand } from '../../contract/backends';
import { CheckerEvent, TrainerEvent, type CheckerCommand, type TrainerCommand } from '../../contract/voiceMessages';
import {
  CaptureEvent,
  RecognizerEvent,
  type CaptureCommand,
  type RecognizerCommand,
} from '../../contract/workerMessages';
import { TranscriberEvent, type TranscriberCommand } from '../../contract/transcription';
import type { Log } from '../../platform/files/log';
import captureModulePath from '../../worker/capture?modulePath';
import checkerModulePath from '../../worker/checker?modulePath';
import recognizerModulePath from '../../worker/recognizer?modulePath';
import timerModulePath from '../../worker/timer?modulePath';
import trainerModulePath from '../../worker/trainer?modulePath';
import transcriberModulePath from '../../worker/transcriber?modulePath';
import { forkerOf } from './forkWorker';
import type { ForkWorker } from './workerProcess';

/** What starts a process of each of the app's programs. */
export interface Forkers {
  readonly forkCapture: ForkWorker<CaptureCommand, CaptureEvent>;
  readonly forkRecognizer: ForkWorker<RecognizerCommand, RecognizerEvent>;
  readonly forkChecker: ForkWorker<CheckerCommand, CheckerEvent>;
  readonly forkTimer: ForkWorker<TimerCommand, TimerEvent>;
  readonly forkTrainer: ForkWorker<TrainerCommand, TrainerEvent>;
  readonly forkTranscriber: ForkWorker<TranscriberCommand, TranscriberEvent>;
}

export const forkersOf = (log: Log): Forkers => ({
  forkCapture: forkerOf({ name: 'capture', modulePath: captureModulePath, schema: CaptureEvent }, log),
  forkRecognizer: forkerOf({ name: 'recognizer', modulePath: recognizerModulePath, schema: RecognizerEvent }, log),
  forkChecker: forkerOf({ name: 'checker', modulePath: checkerModulePath, schema: CheckerEvent }, log),
  forkTranscriber: forkerOf({ name: 'transcriber', modulePath: transcriberModulePath, schema: TranscriberEvent }, log),
  forkTimer: forkerOf({ name: 'timer', modulePath: timerModulePath, schema: TimerEvent }, log),
  forkTrainer: forkerOf({ name: 'trainer', modulePath: trainerModulePath, schema: TrainerEvent }, log),
});
