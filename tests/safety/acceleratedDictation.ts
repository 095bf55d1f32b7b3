import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { basename } from 'node:path';

import { defaultShaping } from '../../src/contract/defaultShaping';
import { ok } from '../../src/contract/result';
import {
  AudioMessage,
  type CaptureCommand,
  type CaptureEvent,
  type RecognizerCommand,
  RecognizerEvent,
} from '../../src/contract/workerMessages';
import { Dictation } from '../../src/main/dictation/dictation';
import type { DictationParts } from '../../src/main/dictation/dictationParts';
import type { AudioPort } from '../../src/main/processes/workerProcess';
import type { MicrophoneListeners } from '../../src/platform/audio/microphone';
import { TakeStore } from '../../src/platform/userFolder/takeStore';
import { Capturing } from '../../src/worker/capturing';
import { forkInNode } from './forkInNode';

/** PortAudio gives 10 ms at a time. */
const chunkSamples = 160;
/** Of waiting, on a machine that is busy with something else. */
const longestMilliseconds = 600_000;

/**
 * Dictation as the app has it, faster than anyone speaks: what main does and what capture does, on a real disk, and the real recognizer
 * in its process. Only the microphone is none: `speak` gives what it hears, and goes on when the words are told.
 */
export class AcceleratedDictation {
  readonly takes: TakeStore;
  readonly #dictation: Dictation;
  readonly #spoken = createHash('sha256');
  #spokenSamples = 0;
  #recognizer: ChildProcess | null = null;
  #microphone: MicrophoneListeners | null = null;
  /** Something came that someone may wait for. */
  #tellChange: () => void = () => undefined;
  #finals = 0;

  constructor(userFolder: string, modelPath: string) {
    this.takes = new TakeStore(userFolder);
    this.#dictation = new Dictation({
      forkCapture: this.#forkCapture,
      forkRecognizer: this.#forkRecognizer,
      models: () => ({ modelPath }),
      modelName: () => basename(modelPath),
      openLine: () => [this.#line, this.#line],
      takes: this.takes,
      tell: (name) => {
        if (name === 'dictation:final') this.#finals += 1;
        this.#tellChange();
      },
      shaping: () => defaultShaping,
      readyMicrophone: () => null,
      // What is heard in advance is heard at once: at the end there may be much to do.
      times: { lastWordsMilliseconds: longestMilliseconds },
    });
  }

  /** Resolves when the recognizer has loaded its model. */
  async open(): Promise<void> {
    await this.takes.recover();
    this.#dictation.open();
    await this.#until(() => this.#dictation.recognizer !== null, longestMilliseconds);
  }

  /** Resolves with the id of the take when it listens. */
  async start(): Promise<string> {
    this.#microphone = null as MicrophoneListeners | null;
    const starting = this.#dictation.start(null);
    while (this.#microphone === null) await new Promise(setImmediate);
    this.#give(new Int16Array(chunkSamples));
    const started = await starting;
    if (!started.ok) throw new Error(started.error.code);
    return started.value.takeId;
  }

  /** Resolves when the words are on the disk and told. What is spoken ends an utterance by the pause at its end. */
  async speak(samples: Int16Array): Promise<void> {
    const before = this.#finals;
    this.hear(samples);
    await this.#until(() => this.#finals > before, longestMilliseconds);
  }

  /** The microphone gives sound; nothing is waited for. */
  hear(samples: Int16Array): void {
    for (let start = 0; start < samples.length; start += chunkSamples)
      this.#give(samples.slice(start, start + chunkSamples));
  }

  stop(): ReturnType<Dictation['stop']> {
    return this.#dictation.stop();
  }

  get recognizerPid(): number {
    return this.#recognizer?.pid ?? 0;
  }

  /** What the microphone has heard so far. */
  get heard(): { readonly samples: number; readonly hash: string } {
    return { samples: this.#spokenSamples, hash: this.#spoken.copy().digest('hex') };
  }

  async dispose(): Promise<void> {
    this.#dictation.dispose();
    if (this.#recognizer?.exitCode === null && this.#recognizer.signalCode === null)
      await once(this.#recognizer, 'exit');
  }

  #give(samples: Int16Array<ArrayBuffer>): void {
    this.#spoken.update(new Uint8Array(samples.buffer));
    this.#spokenSamples += samples.length;
    this.#microphone?.samples(samples);
  }

  async #until(holds: () => boolean, withinMilliseconds: number): Promise<void> {
    const deadline = performance.now() + withinMilliseconds;
    while (!holds()) {
      const left = deadline - performance.now();
      if (left <= 0) throw new Error(`not in time: ${JSON.stringify(this.#dictation.status.failure)}`);
      await new Promise<void>((settle) => {
        const timer = setTimeout(settle, left);
        this.#tellChange = () => {
          clearTimeout(timer);
          settle();
        };
      });
    }
  }

  readonly #line: AudioPort = {
    postMessage: (message) => this.#recognizer?.send({ line: AudioMessage.parse(message) }),
    close: () => undefined,
  };

  readonly #forkCapture: DictationParts['forkCapture'] = ({ event }) => {
    let capturing: Capturing | null = null;
    const microphones = {
      list: () => ok([]),
      open: (_name: string | null, listeners: MicrophoneListeners) => {
        this.#microphone = listeners;
        return ok({ close: () => Promise.resolve() });
      },
    };
    const send = (command: CaptureCommand, port?: AudioPort): void => {
      if (command.type === 'stop') void capturing?.stop();
      if (command.type !== 'start') return;
      const started = Capturing.start(microphones, command, port ?? null, (told: CaptureEvent) => {
        event(told);
      });
      if (started.ok) capturing = started.value;
      else event({ type: 'failed', failure: started.error });
    };
    return { send, kill: () => undefined };
  };

  readonly #forkRecognizer = forkInNode<RecognizerCommand, RecognizerEvent>({
    entry: 'src/worker/recognizer.ts',
    schema: RecognizerEvent,
    onStart: (child) => (this.#recognizer = child),
  });
}
