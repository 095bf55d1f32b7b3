import type { Device } from '../contract/ipc';
import { type Failure, ok, type Result } from '../contract/result';
import type { MicrophoneListeners, Microphones, OpenMicrophone } from '../platform/audio/microphone';

/** 0.5 s at 16 kHz: who speaks and presses Start at once is that much ahead of the key. */
const preRollSamples = 8000;

/**
 * Microphones of which one can be opened ahead of a take. Its last half second is in memory, and nowhere else, until the take
 * opens it; the take then begins with that half second.
 */
export class ArmedMicrophones implements Microphones {
  readonly #microphones: Microphones;
  #armed: { readonly source: ArmedSource; readonly microphone: OpenMicrophone } | null = null;

  constructor(microphones: Microphones) {
    this.#microphones = microphones;
  }

  /** @param lost told when the source is gone before a take has opened it */
  arm(deviceName: string | null, lost: MicrophoneListeners['lost']): Result<undefined> {
    const source = new ArmedSource(lost);
    const microphone = this.#microphones.open(deviceName, source);
    if (!microphone.ok) return microphone;
    this.#armed = { source, microphone: microphone.value };
    return ok(undefined);
  }

  list(): Result<Device[]> {
    return this.#microphones.list();
  }

  /** Opens the armed microphone where there is one, whatever the name: there is one microphone a process. */
  open(deviceName: string | null, listeners: MicrophoneListeners): Result<OpenMicrophone> {
    const armed = this.#armed;
    this.#armed = null;
    if (armed === null) return this.#microphones.open(deviceName, listeners);
    armed.source.handOver(listeners);
    return ok(armed.microphone);
  }
}

/** Keeps the latest samples until somebody takes them. */
class ArmedSource implements MicrophoneListeners {
  #listeners: MicrophoneListeners;
  #kept: Int16Array<ArrayBuffer>[] = [];
  #keptSamples = 0;

  constructor(lost: MicrophoneListeners['lost']) {
    this.#listeners = { samples: this.#keep.bind(this), lost };
  }

  readonly samples = (samples: Int16Array<ArrayBuffer>): void => {
    this.#listeners.samples(samples);
  };

  readonly lost = (failure: Failure): void => {
    this.#listeners.lost(failure);
  };

  handOver(listeners: MicrophoneListeners): void {
    this.#listeners = listeners;
    for (const samples of this.#kept) listeners.samples(samples);
    this.#kept = [];
  }

  #keep(samples: Int16Array<ArrayBuffer>): void {
    this.#kept.push(samples);
    this.#keptSamples += samples.length;
    for (let first = this.#kept[0]; first !== undefined; [first] = this.#kept) {
      if (this.#keptSamples - first.length < preRollSamples) break;
      this.#keptSamples -= first.length;
      this.#kept.shift();
    }
  }
}
