import type { Failure, Result } from '../contract/result';
import { ok } from '../contract/result';
import type { AudioMessage, CaptureEvent } from '../contract/workerMessages';
import type { Microphones, OpenMicrophone } from '../platform/audio/microphone';
import { WavWriter } from '../platform/audio/wavWriter';
import { LevelMeter } from './level';
import { LossMeter } from './lossMeter';
import { SpectrumMeter } from './spectrumMeter';

/** 60 ms: what is drawn still flows, and the window draws seldom. */
const samplesPerLevel = 960;

/** The end of the line to the recognizer; MessagePortMain is one. */
export interface AudioSink {
  postMessage(message: AudioMessage): void;
  close(): void;
}

/** One take, from opening the microphone to closing the file: each chunk goes to the disk first and to the recognizer then. */
export class Capturing {
  readonly #wav: WavWriter;
  readonly #post: (event: CaptureEvent) => void;
  readonly #level = new LevelMeter();
  readonly #spectrum = new SpectrumMeter();
  readonly #loss = new LossMeter();
  #sink: AudioSink | null;
  #microphone: OpenMicrophone | null = null;
  #hasStarted = false;
  #isOver = false;

  private constructor(wav: WavWriter, sink: AudioSink | null, post: (event: CaptureEvent) => void) {
    this.#wav = wav;
    this.#sink = sink;
    this.#post = post;
  }

  static start(
    microphones: Microphones,
    { deviceName, wavPath }: { readonly deviceName: string | null; readonly wavPath: string },
    sink: AudioSink | null,
    post: (event: CaptureEvent) => void,
  ): Result<Capturing> {
    const wav = WavWriter.open(wavPath);
    if (!wav.ok) return wav;
    const capturing = new Capturing(wav.value, sink, post);
    const microphone = microphones.open(deviceName, {
      samples: capturing.#keep.bind(capturing),
      lost: capturing.#fail.bind(capturing),
    });
    if (!microphone.ok) {
      wav.value.finish();
      return microphone;
    }
    capturing.#microphone = microphone.value;
    return ok(capturing);
  }

  /** From here on the samples go to another recognizer. */
  reconnect(sink: AudioSink | null): void {
    this.#sink?.close();
    this.#sink = sink;
  }

  async stop(): Promise<void> {
    await this.#microphone?.close();
    if (this.#isOver) return;
    this.#isOver = true;
    const finished = this.#wav.finish();
    if (!finished.ok) {
      this.#post({ type: 'failed', failure: finished.error });
      return;
    }
    this.#sink?.postMessage({ type: 'end', totalSamples: this.#wav.samples });
    this.#post({ type: 'stopped', keptSamples: this.#wav.samples, lostSamples: this.#loss.lostSamples });
  }

  #keep(samples: Int16Array<ArrayBuffer>): void {
    if (this.#isOver) return;
    const firstSample = this.#wav.samples;
    this.#loss.push(samples.length, performance.now());
    const written = this.#wav.push(samples);
    if (!written.ok) {
      this.#fail(written.error);
      return;
    }
    if (!this.#hasStarted) this.#post({ type: 'started', firstSample });
    this.#hasStarted = true;
    this.#sink?.postMessage({ type: 'audio', firstSample, samples });
    this.#level.push(samples);
    this.#spectrum.push(samples);
    if (this.#level.samples >= samplesPerLevel) {
      const { lostSamples } = this.#loss;
      const heard = { ...this.#level.take(), spectrum: this.#spectrum.take() };
      this.#post({ type: 'level', ...heard, keptSamples: this.#wav.samples, lostSamples });
    }
  }

  #fail(failure: Failure): void {
    if (this.#isOver) return;
    this.#isOver = true;
    const finished = this.#wav.finish();
    this.#post({ type: 'failed', failure: finished.ok ? failure : finished.error });
  }
}
