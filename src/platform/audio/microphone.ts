import type { Device } from '../../contract/ipc';
import type { Failure, Result } from '../../contract/result';

/** What a microphone does while it is open. Samples are 16 kHz mono; the array is the listener's. */
export interface MicrophoneListeners {
  readonly samples: (samples: Int16Array<ArrayBuffer>) => void;
  /** No sound comes any more; comes once at most, and nothing after it. */
  readonly lost: (failure: Failure) => void;
}

export interface OpenMicrophone {
  /** Resolves when the last samples have been given. */
  close(): Promise<void>;
}

/** The microphones of this machine. */
export interface Microphones {
  /** Takes up to a tenth of a second, in which nothing else runs. */
  list(): Result<Device[]>;
  /** @param deviceName null for the system's default */
  open(deviceName: string | null, listeners: MicrophoneListeners): Result<OpenMicrophone>;
}
