import type { EventName } from '../../contract/channels';
import type { EventPayload } from '../../contract/ipc';
import type { CaptureCommand, CaptureEvent } from '../../contract/workerMessages';
import type { ShapingRules } from '../../core/shaping/rules';
import type { ForkWorker } from '../processes/workerProcess';
import type { CaptureTimes } from './supervisedCapture';
import type { TakeKeeper } from './takeInProgress';
import type { RecognitionParts, RecognitionTimes } from './takeRecognition';

export type Tell = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;

export interface DictationParts extends RecognitionParts {
  readonly forkCapture: ForkWorker<CaptureCommand, CaptureEvent>;
  readonly takes: TakeKeeper;
  readonly tell: Tell;
  /** Asked at the beginning of each take. */
  readonly shaping: () => ShapingRules;
  /** Whether the microphone is used to read a sentence aloud. */
  readonly isReading?: () => boolean;
  /** The microphone to keep open between takes, so that a take has the half second before Start; null for none. */
  readonly readyMicrophone: () => { readonly deviceName: string | null } | null;
  readonly times?: Partial<DictationTimes>;
}

export interface DictationTimes extends RecognitionTimes {
  /** Between two tries to open a lost microphone; the first comes at once. */
  readonly retryMilliseconds: number;
  readonly capture: CaptureTimes;
}
