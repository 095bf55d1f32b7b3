import type { Device } from '../../src/contract/ipc';
import { fail, type FailureCode, failures, ok, type Result } from '../../src/contract/result';
import type { MicrophoneListeners, Microphones, OpenMicrophone } from '../../src/platform/audio/microphone';

/** A microphone that hears what a test gives it, and can be unplugged. */
export class FakeMicrophones implements Microphones {
  /** What is given at the moment it is closed: the last samples on their way. */
  lastSamples = new Int16Array(0);
  #listeners: MicrophoneListeners | null = null;

  list(): Result<Device[]> {
    return ok([{ id: 0, name: 'Fake', isDefault: true }]);
  }

  open(deviceName: string | null, listeners: MicrophoneListeners): Result<OpenMicrophone> {
    if (deviceName !== null && deviceName !== 'Fake') return fail('microphone-unknown');
    this.#listeners = listeners;
    const close = (): Promise<void> => {
      if (this.lastSamples.length > 0) listeners.samples(this.lastSamples);
      return Promise.resolve();
    };
    return ok({ close });
  }

  hear(samples: Int16Array<ArrayBuffer>): void {
    this.#listeners?.samples(samples);
  }

  lose(code: FailureCode): void {
    this.#listeners?.lost({ code, message: failures[code] });
  }
}
