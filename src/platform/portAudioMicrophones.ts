import type * as naudiodon from 'naudiodon';

import type { Device } from '../contract/ipc';
import { fail, failures, ok, type Result } from '../contract/result';
import { float32ToInt16, int16ToFloat32, sampleRateHz } from '../core/audio/pcm';
import { Resampler } from '../core/audio/resampler';
import type { MicrophoneListeners, Microphones, OpenMicrophone } from './microphone';

type PortAudio = typeof naudiodon;
type Stream = naudiodon.IoStreamRead;

/** Chunks of 10 ms. */
const chunksPerSecond = 100;
/** Twenty times the longest gap between chunks that a loaded machine showed; a dead audio server makes no event, only silence. */
const deadAfterMilliseconds = 2000;
/** PortAudio waits for ever on a source that has stalled. */
const closeMilliseconds = 500;

/** The microphones that PortAudio finds. One microphone a process: after a fault the library is not to be relied on. */
export class PortAudioMicrophones implements Microphones {
  readonly #portAudio: PortAudio;

  private constructor(portAudio: PortAudio) {
    this.#portAudio = portAudio;
  }

  /** Loads the native addon; fails where it was not built for this machine. */
  static async load(): Promise<Result<PortAudioMicrophones>> {
    try {
      const loaded: PortAudio & { default?: PortAudio } = await import('naudiodon');
      return ok(new PortAudioMicrophones(loaded.default ?? loaded));
    } catch {
      return fail('microphone-none', 'The part of Utter that records sound is not installed. Run the set-up again.');
    }
  }

  list(): Result<Device[]> {
    const defaultId = this.#defaultId();
    const inputs = this.#portAudio.getDevices().filter((device) => device.maxInputChannels > 0);
    return ok(inputs.map(({ id, name }) => ({ id, name, isDefault: id === defaultId })));
  }

  open(deviceName: string | null, listeners: MicrophoneListeners): Result<OpenMicrophone> {
    const inputs = this.#portAudio.getDevices().filter((device) => device.maxInputChannels > 0);
    if (inputs.length === 0) return fail('microphone-none');
    const wantedId = deviceName === null ? this.#defaultId() : null;
    const device = inputs.find((one) => (deviceName === null ? one.id === wantedId : one.name === deviceName));
    // PortAudio would take an id that it does not know for the default.
    if (device === undefined && deviceName !== null) return fail('microphone-unknown');
    return this.#openStream(device?.id ?? -1, device?.defaultSampleRate ?? sampleRateHz, listeners);
  }

  #defaultId(): number | undefined {
    const { defaultHostAPI, HostAPIs } = this.#portAudio.getHostAPIs();
    return HostAPIs[defaultHostAPI]?.defaultInput;
  }

  #openStream(id: number, ownRateHz: number, listeners: MicrophoneListeners): Result<OpenMicrophone> {
    for (const rateHz of [sampleRateHz, ownRateHz]) {
      const stream = this.#tryToOpen(id, rateHz);
      if (stream !== null) return ok(new PortAudioStream(stream, rateHz, listeners));
    }
    return fail('microphone-denied', 'The microphone could not be opened. Another program may be using it.');
  }

  #tryToOpen(deviceId: number, rateHz: number): Stream | null {
    const framesPerBuffer = Math.round(rateHz / chunksPerSecond);
    try {
      return this.#portAudio.AudioIO({
        inOptions: {
          deviceId,
          sampleRate: rateHz,
          channelCount: 1,
          sampleFormat: this.#portAudio.SampleFormat16Bit,
          framesPerBuffer,
          highwaterMark: framesPerBuffer * 2,
          maxQueue: 2 * chunksPerSecond,
          closeOnError: false,
        },
      });
    } catch {
      return null;
    }
  }
}

class PortAudioStream implements OpenMicrophone {
  readonly #stream: Stream;
  readonly #listeners: MicrophoneListeners;
  readonly #resampler: Resampler | null;
  #watchdog: NodeJS.Timeout;
  #isOver = false;
  /** Half a sample that a chunk ended with. */
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: Stream, rateHz: number, listeners: MicrophoneListeners) {
    this.#stream = stream;
    this.#listeners = listeners;
    this.#resampler = rateHz === sampleRateHz ? null : new Resampler(rateHz);
    this.#watchdog = this.#watch();
    stream.on('data', (bytes: Buffer) => {
      this.#take(bytes);
    });
    stream.on('error', () => {
      this.#lose();
    });
    stream.on('close', () => {
      this.#lose();
    });
    stream.start();
  }

  async close(): Promise<void> {
    clearTimeout(this.#watchdog);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, closeMilliseconds);
      this.#stream.on('end', () => {
        clearTimeout(timer);
        resolve();
      });
      this.#stream.quit();
    });
    if (this.#resampler !== null && !this.#isOver) this.#listeners.samples(float32ToInt16(this.#resampler.finish()));
    this.#isOver = true;
  }

  #take(bytes: Buffer): void {
    if (this.#isOver) return;
    this.#watchdog.refresh();
    const whole = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const samples = new Int16Array(whole.length >> 1);
    for (let index = 0; index < samples.length; index += 1) samples[index] = whole.readInt16LE(index * 2);
    this.#rest = whole.subarray(samples.length * 2);
    const resampled =
      this.#resampler === null ? samples : float32ToInt16(this.#resampler.push(int16ToFloat32(samples)));
    if (resampled.length > 0) this.#listeners.samples(resampled);
  }

  #watch(): NodeJS.Timeout {
    return setTimeout(() => {
      this.#lose();
    }, deadAfterMilliseconds);
  }

  #lose(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#watchdog);
    this.#listeners.lost({ code: 'microphone-lost', message: failures['microphone-lost'] });
  }
}
