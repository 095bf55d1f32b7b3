import { rm } from 'node:fs/promises';

import { fail, type Failure, ok, type Result } from '../../contract/result';
import type { RecordingChecks, VoiceRecording } from '../../contract/voice';
import type { CaptureCommand, CaptureEvent } from '../../contract/workerMessages';
import { type CaptureTimes, SupervisedCapture } from '../dictation/supervisedCapture';
import type { ForkWorker } from '../processes/workerProcess';

/** Where recordings are kept; VoiceStore is one. */
export interface RecordingKeeper {
  newId(): string;
  /** The folder of it is there. */
  wavPath(id: string): string;
  save(recording: VoiceRecording): Promise<Result<VoiceRecording>>;
}

interface VoiceRecorderParts {
  readonly forkCapture: ForkWorker<CaptureCommand, CaptureEvent>;
  readonly store: RecordingKeeper;
  readonly check: (wavPath: string, text: string) => Promise<Result<RecordingChecks>>;
  readonly isTakeInProgress: () => boolean;
  readonly onLevel: (level: { readonly rmsDbfs: number; readonly peakDbfs: number }) => void;
  /** In mid-recording; nothing of it is kept. */
  readonly onLost: (failure: Failure) => void;
  readonly times?: CaptureTimes;
}

interface Reading {
  readonly id: string;
  readonly text: string;
}

/** A sentence that the user reads aloud, from the microphone to a checked recording in the store. */
export class VoiceRecorder {
  readonly #parts: VoiceRecorderParts;
  readonly #capture: SupervisedCapture;
  #reading: Reading | null = null;
  #answerStart: ((result: Result<undefined>) => void) | null = null;

  constructor(parts: VoiceRecorderParts) {
    this.#parts = parts;
    const listeners = {
      started: () => {
        this.#tellStarted(ok(undefined));
      },
      level: parts.onLevel,
      lost: (failure: Failure) => {
        this.#lose(failure);
      },
    };
    this.#capture = new SupervisedCapture(parts.forkCapture, listeners, parts.times);
  }

  get isReading(): boolean {
    return this.#reading !== null;
  }

  /** Resolves when the first sample is kept. */
  start(text: string, deviceName: string | null): Promise<Result<undefined>> {
    if (this.#parts.isTakeInProgress()) {
      return Promise.resolve(fail('busy', 'A take is being recorded. Stop it before you read a sentence.'));
    }
    if (this.#reading !== null) return Promise.resolve(fail('busy', 'A sentence is being recorded already.'));
    const id = this.#parts.store.newId();
    this.#reading = { id, text };
    this.#capture.start(deviceName, this.#parts.store.wavPath(id));
    return new Promise((resolve) => {
      this.#answerStart = resolve;
    });
  }

  /** Resolves with the recording, checked and on disk. Where the check itself fails, the recording is not kept. */
  async stop(): Promise<Result<VoiceRecording>> {
    const reading = this.#reading;
    if (reading === null) return fail('not-listening');
    const samples = await this.#capture.stop();
    this.#reading = null;
    this.#tellStarted(fail('not-listening'));
    const wavPath = this.#parts.store.wavPath(reading.id);
    const checks = samples === null ? fail('microphone-lost') : await this.#parts.check(wavPath, reading.text);
    const recording = checks.ok ? await this.#parts.store.save(recordingOf(reading, checks.value)) : checks;
    if (!recording.ok) await rm(wavPath, { force: true });
    return recording;
  }

  /** Ends the recording in progress; nothing of it is kept. */
  async cancel(): Promise<void> {
    const reading = this.#reading;
    if (reading === null) return;
    this.#reading = null;
    this.#capture.dispose();
    this.#tellStarted(fail('not-listening'));
    await rm(this.#parts.store.wavPath(reading.id), { force: true });
  }

  async dispose(): Promise<void> {
    await this.cancel();
    this.#capture.dispose();
  }

  #lose(failure: Failure): void {
    const starting = this.#answerStart !== null;
    this.#tellStarted(fail(failure.code, failure.message));
    void this.cancel();
    if (!starting) this.#parts.onLost(failure);
  }

  #tellStarted(result: Result<undefined>): void {
    const answer = this.#answerStart;
    this.#answerStart = null;
    answer?.(result);
  }
}

const recordingOf = ({ id, text }: Reading, checks: RecordingChecks): VoiceRecording => ({
  version: 1,
  id,
  createdAt: new Date().toISOString(),
  text,
  origin: 'prompt',
  source: null,
  checks,
  isUsed: checks.findings.length === 0,
});
