import type { Device } from '../../contract/ipc';
import { fail, type Failure, ok, type Result } from '../../contract/result';
import type { CaptureCommand, CaptureEvent } from '../../contract/workerMessages';
import { failureOf } from '../processes/failureOf';
import type { AudioPort, ForkWorker, WorkerProcess } from '../processes/workerProcess';

export interface CaptureTimes {
  /** How long a microphone may take to give its first sample. */
  readonly startMilliseconds: number;
  /** How long capture may say nothing at all before it counts as dead; it reports the level 17 times a second. */
  readonly silenceMilliseconds: number;
  readonly stopMilliseconds: number;
  /** An idle process that ends by itself sooner than this after the one before is not started again until it is needed. */
  readonly idleMilliseconds: number;
}

export const captureTimes: CaptureTimes = {
  startMilliseconds: 10_000,
  silenceMilliseconds: 4000,
  stopMilliseconds: 4000,
  idleMilliseconds: 10_000,
};

export type CaptureLevel = Extract<CaptureEvent, { type: 'level' }>;

export interface CaptureListeners {
  readonly started: () => void;
  readonly level: (level: CaptureLevel) => void;
  /** No sound comes any more; what came is on disk. The process is gone already, the next `start` takes a fresh one. */
  readonly lost: (failure: Failure) => void;
}

/**
 * The capture process: one for each time that a microphone is opened, because the audio library neither closes nor
 * notices new devices dependably after a fault. Between takes an idle one waits, with nothing opened unless it is armed;
 * another one may stand by.
 */
export class SupervisedCapture {
  readonly #fork: ForkWorker<CaptureCommand, CaptureEvent>;
  readonly #listeners: CaptureListeners;
  readonly #times: CaptureTimes;
  #process: WorkerProcess<CaptureCommand> | null = null;
  /** Becomes the process as soon as one is wanted. */
  #standBy: WorkerProcess<CaptureCommand> | null = null;
  #isOpen = false;
  /** The microphone that the idle process keeps open, ahead of a take. */
  #armed: { readonly deviceName: string | null } | null = null;
  #idleEndedAt = -Infinity;
  #watchdog: NodeJS.Timeout | null = null;
  #answerDevices: ((devices: Result<Device[]>) => void)[] = [];
  #knownDevices: Device[] = [];
  #answerStop: ((samples: number | null) => void) | null = null;

  constructor(
    fork: ForkWorker<CaptureCommand, CaptureEvent>,
    listeners: CaptureListeners,
    times: CaptureTimes = captureTimes,
  ) {
    this.#fork = fork;
    this.#listeners = listeners;
    this.#times = times;
  }

  /** True from `start` until the microphone is closed or lost. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Forks the idle process ahead of time, so that the first words of a take need not wait for it. */
  warmUp(): void {
    this.#process ??= this.#standBy ?? this.#forked();
    if (this.#process === this.#standBy) this.#standBy = null;
  }

  /**
   * Forks another process, which takes over where the one that has the microphone ends: what is said until then is not heard, and to begin a process
   * takes longer than to open a microphone. It is the idle one after the take.
   */
  standBy(): void {
    this.#standBy ??= this.#forked();
  }

  /**
   * Opens a microphone ahead of a take, so that the take has the half second before `start`; nothing of it goes to the disk
   * before. Nothing happens while a take has the microphone, and nobody is told when it is lost: the take will open it itself.
   */
  arm(deviceName: string | null): void {
    if (this.#isOpen || this.#armed?.deviceName === deviceName) return;
    this.disarm();
    this.#armed = { deviceName };
    this.#send({ type: 'arm', deviceName });
  }

  disarm(): void {
    if (this.#isOpen || this.#armed === null) return;
    this.#end();
    this.warmUp();
  }

  /** The microphones there are; while one is open, those there were, since asking disturbs the stream. */
  devices(): Promise<Result<Device[]>> {
    if (this.#isOpen) return Promise.resolve(ok(this.#knownDevices));
    const armed = this.#armed;
    this.disarm();
    return new Promise((resolve) => {
      this.#answerDevices.push(resolve);
      this.#send({ type: 'list-devices' });
      this.#watch(this.#times.startMilliseconds);
      if (armed !== null) this.arm(armed.deviceName);
    });
  }

  /** @param port where the samples go, besides the file */
  start(deviceName: string | null, wavPath: string, port?: AudioPort): void {
    if (this.#armed?.deviceName !== deviceName) this.disarm();
    this.#armed = null;
    this.#isOpen = true;
    this.#send({ type: 'start', deviceName, wavPath }, port);
    this.#watch(this.#times.startMilliseconds);
  }

  reconnect(port: AudioPort): void {
    this.#send({ type: 'reconnect' }, port);
  }

  /** Resolves when the file is closed, with its samples, or with null when the process died instead. */
  async stop(): Promise<number | null> {
    if (!this.#isOpen || this.#process === null) return null;
    const samples = await new Promise<number | null>((resolve) => {
      this.#answerStop = resolve;
      this.#send({ type: 'stop' });
      this.#watch(this.#times.stopMilliseconds);
    });
    this.#end();
    return samples;
  }

  /** Ends the processes at once. */
  dispose(): void {
    this.#end();
    this.#standBy?.kill();
    this.#standBy = null;
  }

  #forked(): WorkerProcess<CaptureCommand> {
    const forked = this.#fork({
      event: (event) => {
        this.#hear(event);
      },
      exit: () => {
        if (forked === this.#standBy) {
          this.#standBy = null;
          return;
        }
        const ready = { wasIdle: !this.#isOpen, armed: this.#armed };
        this.#lose(failureOf('microphone-lost'));
        if (ready.wasIdle) this.#comeBack(ready.armed);
      },
    });
    return forked;
  }

  #send(command: CaptureCommand, port?: AudioPort): void {
    this.warmUp();
    this.#process?.send(command, port);
  }

  #hear(event: CaptureEvent): void {
    switch (event.type) {
      case 'devices':
        this.#knownDevices = event.devices;
        this.#tellDevices(ok(event.devices));
        if (!this.#isOpen) this.#unwatch();
        break;
      case 'started':
        this.#watch(this.#times.silenceMilliseconds);
        this.#listeners.started();
        break;
      case 'level':
        if (this.#answerStop === null) this.#watch(this.#times.silenceMilliseconds);
        this.#listeners.level(event);
        break;
      case 'stopped':
        this.#tellStopped(event.keptSamples);
        break;
      case 'failed':
        this.#lose(event.failure);
        break;
    }
  }

  #lose(failure: Failure): void {
    const wasOpen = this.#isOpen;
    const wasStopping = this.#answerStop !== null;
    this.#end();
    this.#tellDevices(fail(failure.code, failure.message));
    if (wasStopping) this.#tellStopped(null);
    else if (wasOpen) this.#listeners.lost(failure);
  }

  #end(): void {
    this.#unwatch();
    this.#isOpen = false;
    this.#armed = null;
    const process = this.#process;
    this.#process = null;
    process?.kill();
  }

  /** The idle process was ended from outside: the next take is to find what it would have found. */
  #comeBack(armed: { readonly deviceName: string | null } | null): void {
    const now = performance.now();
    const isSudden = now - this.#idleEndedAt < this.#times.idleMilliseconds;
    this.#idleEndedAt = now;
    if (isSudden) return;
    this.warmUp();
    if (armed !== null) this.arm(armed.deviceName);
  }

  #tellDevices(devices: Result<Device[]>): void {
    const answers = this.#answerDevices;
    this.#answerDevices = [];
    for (const answer of answers) answer(devices);
  }

  #tellStopped(samples: number | null): void {
    const answer = this.#answerStop;
    this.#answerStop = null;
    answer?.(samples);
  }

  #watch(milliseconds: number): void {
    this.#unwatch();
    this.#watchdog = setTimeout(() => {
      this.#lose(failureOf('microphone-lost'));
    }, milliseconds);
  }

  #unwatch(): void {
    if (this.#watchdog !== null) clearTimeout(this.#watchdog);
    this.#watchdog = null;
  }
}
