import type * as naudiodon from 'naudiodon';

import type { Device } from '../../contract/ipc';
import { fail, failures, ok, type Result } from '../../contract/result';
import { float32ToInt16, int16ToFloat32, sampleRateHz } from '../../core/audio/pcm';
import { Resampler } from '../../core/audio/resampler';
import type { MicrophoneListeners, Microphones, OpenMicrophone } from './microphone';

/** What is used of the addon. */
export type PortAudio = Pick<typeof naudiodon, 'getDevices' | 'getHostAPIs' | 'AudioIO' | 'SampleFormat16Bit'>;
type Stream = naudiodon.IoStreamRead;

/** Chunks of 10 ms. */
const chunksPerSecond = 100;
/** A minute of sound waits where this process is held up. PortAudio loses what comes while its queue is full, and says so to nobody. */
const maxQueue = 60 * chunksPerSecond;
/** The watchdog's step. */
const tickMilliseconds = 250;
/** 5 s: some sources sleep, and need seconds to wake. */
const ticksToFirstSample = 20;
/** 1 s, fifty times the longest gap between chunks that a loaded machine showed; a dead audio server makes no event, only silence. */
const ticksToDeath = 4;
/** What PortAudio takes for the default. */
const noDevice = -1;
/** 0.5 s: PortAudio waits for ever on a source that has stalled. */
const ticksToClose = 2;

/** The microphones that PortAudio finds. One microphone a process: after a fault the library is not to be relied on. */
export class PortAudioMicrophones implements Microphones {
  readonly #portAudio: PortAudio;

  /** @param portAudio as `load` finds it */
  constructor(portAudio: PortAudio) {
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
    return ok(this.#inputs().map(({ id, name }) => ({ id, name, isDefault: id === defaultId })));
  }

  open(deviceName: string | null, listeners: MicrophoneListeners): Result<OpenMicrophone> {
    return deviceName === null ? this.#openDefault(listeners) : this.#openNamed(deviceName, listeners);
  }

  /** Without asking for devices first: each question starts and ends PortAudio, for up to a tenth of a second. */
  #openDefault(listeners: MicrophoneListeners): Result<OpenMicrophone> {
    const opened = this.#tryToOpen(noDevice, sampleRateHz, listeners);
    if (opened !== null) return ok(opened);
    const inputs = this.#inputs();
    if (inputs.length === 0) return fail('microphone-none');
    const defaultId = this.#defaultId();
    return this.#openAtOwnRate(inputs.find(({ id }) => id === defaultId) ?? null, listeners);
  }

  #openNamed(deviceName: string, listeners: MicrophoneListeners): Result<OpenMicrophone> {
    // PortAudio would take an id that it does not know for the default.
    const device = this.#inputs().find(({ name }) => name === deviceName);
    if (device === undefined) return fail('microphone-unknown');
    const opened = this.#tryToOpen(device.id, sampleRateHz, listeners);
    return opened === null ? this.#openAtOwnRate(device, listeners) : ok(opened);
  }

  #openAtOwnRate(device: naudiodon.DeviceInfo | null, listeners: MicrophoneListeners): Result<OpenMicrophone> {
    const opened = device === null ? null : this.#tryToOpen(device.id, device.defaultSampleRate, listeners);
    return opened === null
      ? fail('microphone-denied', 'The microphone could not be opened. Another program may be using it.')
      : ok(opened);
  }

  #inputs(): naudiodon.DeviceInfo[] {
    return this.#portAudio.getDevices().filter((device) => device.maxInputChannels > 0);
  }

  #defaultId(): number | undefined {
    const { defaultHostAPI, HostAPIs } = this.#portAudio.getHostAPIs();
    return HostAPIs[defaultHostAPI]?.defaultInput;
  }

  /** Null where the device refuses, at the latest when it is to start. */
  #tryToOpen(deviceId: number, rateHz: number, listeners: MicrophoneListeners): OpenMicrophone | null {
    const framesPerBuffer = Math.round(rateHz / chunksPerSecond);
    try {
      const stream = this.#portAudio.AudioIO({
        inOptions: {
          deviceId,
          sampleRate: rateHz,
          channelCount: 1,
          sampleFormat: this.#portAudio.SampleFormat16Bit,
          framesPerBuffer,
          highwaterMark: framesPerBuffer * 2,
          maxQueue,
          closeOnError: false,
        },
      });
      stream.start();
      return new PortAudioStream(stream, rateHz, listeners);
    } catch {
      return null;
    }
  }
}

const noBytes: Buffer = Buffer.alloc(0);

/** The whole samples of a chunk, in its own memory where nothing else is in it, which is so of what the addon gives. PortAudio has this machine's order of bytes. */
function samplesIn(bytes: Buffer): Int16Array<ArrayBuffer> {
  const { buffer, byteOffset } = bytes as Buffer<ArrayBuffer>;
  const length = bytes.length >> 1;
  return buffer.byteLength === length * 2
    ? new Int16Array(buffer)
    : new Int16Array(buffer.slice(byteOffset, byteOffset + length * 2));
}

class PortAudioStream implements OpenMicrophone {
  readonly #stream: Stream;
  readonly #listeners: MicrophoneListeners;
  readonly #resampler: Resampler | null;
  readonly #watchdog: NodeJS.Timeout;
  /** Ticks without a sample, and how many there may be. */
  #quietTicks = 0;
  #allowedTicks = ticksToFirstSample;
  #isOver = false;
  /** Told when the stream has given its last samples; null while nobody has asked it to end. */
  #tellEnd: (() => void) | null = null;
  /** Half a sample that a chunk ended with. */
  #rest = noBytes;

  /** @param stream started; it becomes this object's */
  constructor(stream: Stream, rateHz: number, listeners: MicrophoneListeners) {
    this.#stream = stream;
    this.#listeners = listeners;
    this.#resampler = rateHz === sampleRateHz ? null : new Resampler(rateHz);
    this.#watchdog = setInterval(this.#tick.bind(this), tickMilliseconds);
    const end = this.#end.bind(this);
    stream.on('data', this.#take.bind(this));
    stream.on('end', end);
    stream.on('error', end);
    stream.on('close', end);
  }

  async close(): Promise<void> {
    if (this.#isOver) return;
    await new Promise<void>((resolve) => {
      this.#tellEnd = resolve;
      this.#quietTicks = 0;
      this.#allowedTicks = ticksToClose;
      this.#stream.quit();
    });
    if (this.#resampler !== null) this.#listeners.samples(float32ToInt16(this.#resampler.finish()));
  }

  #take(bytes: Buffer): void {
    if (this.#isOver) return;
    this.#quietTicks = 0;
    if (this.#tellEnd === null) this.#allowedTicks = ticksToDeath;
    const whole = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    const samples = samplesIn(whole);
    this.#rest = whole.length % 2 === 0 ? noBytes : whole.subarray(-1);
    const resampled =
      this.#resampler === null ? samples : float32ToInt16(this.#resampler.push(int16ToFloat32(samples)));
    if (resampled.length > 0) this.#listeners.samples(resampled);
  }

  /** Ticks, not time: while this process is held up, by the system or by a slow disk, the chunks wait and it does not tick. */
  #tick(): void {
    this.#quietTicks += 1;
    if (this.#quietTicks > this.#allowedTicks) this.#end();
  }

  /** Nothing comes any more: asked for by `close`, or else the microphone is lost. */
  #end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#watchdog);
    if (this.#tellEnd === null) {
      this.#listeners.lost({ code: 'microphone-lost', message: failures['microphone-lost'] });
    } else {
      this.#tellEnd();
    }
  }
}
