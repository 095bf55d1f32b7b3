import type { Device, DictationPhase, DictationStatus } from '../../contract/ipc';
import { fail, type Failure, ok, type Result } from '../../contract/result';
import type { Take, Utterance } from '../../contract/transcript';
import type { RecognizerEvent } from '../../contract/workerMessages';
import { takeSampleRateHz } from '../../platform/audio/takeWav';
import { failureOf } from '../processes/failureOf';
import type { DictationParts } from './dictationParts';
import { type CaptureLevel, SupervisedCapture } from './supervisedCapture';
import { saveInReserve } from './saveInReserve';
import { deleteSilent, TakeInProgress } from './takeInProgress';
import { TakeRecognition } from './takeRecognition';

/**
 * The take in progress and the two processes behind it.
 *
 *     idle → starting → listening → stopping → idle
 *                          ↕
 *                     interrupted → stopping
 *
 * Whatever dies, the audio that was heard is in the take's WAV: what is started again begins there, behind the last final utterance.
 */
export class Dictation {
  readonly #parts: DictationParts;
  readonly #capture: SupervisedCapture;
  readonly #recognition: TakeRecognition;
  #phase: DictationPhase = 'idle';
  #take: TakeInProgress | null = null;
  #deviceName: string | null = null;
  /** What is wrong with the microphone or the disk; the recognizer keeps its own. */
  #failure: Failure | null = null;
  #retry: NodeJS.Timeout | undefined;
  #answerStart: ((result: Result<{ takeId: string }>) => void) | null = null;
  #stopped: Promise<Result<Take>> | null = null;
  /** What is to be saved and told of the words, one after the other. */
  #saving: Promise<void> = Promise.resolve();
  /** Room on the disk for the words of the take, should it become full. */
  #reserved: Promise<void> = Promise.resolve();
  readonly #save = (take: Take): Promise<Result<Take>> => saveInReserve(this.#parts.takes, take, this.#reserved);

  constructor(parts: DictationParts) {
    this.#parts = parts;
    this.#capture = new SupervisedCapture(
      parts.forkCapture,
      { started: this.#onStarted.bind(this), level: this.#onLevel.bind(this), lost: this.#onMicrophoneLost.bind(this) },
      parts.times?.capture,
    );
    this.#recognition = new TakeRecognition(
      parts,
      {
        ready: this.#onReady.bind(this),
        words: this.#onWords.bind(this),
        changed: this.#tellStatus.bind(this),
        givenUp: (failure) => (this.#failure = failure),
      },
      parts.times,
    );
  }

  /** Starts both processes. */
  open(): void {
    this.#recognition.recognizer.start();
    this.prepare();
  }

  /** Starts the recognizer anew with what `models` gives now; a take in progress loses nothing by it. */
  reload(): void {
    this.#recognition.reload();
  }

  /** Makes capture ready for the next take. To be called when what `readyMicrophone` says may have changed. */
  prepare(): void {
    if (this.#phase !== 'idle') return;
    const ready = this.#parts.readyMicrophone();
    if (ready === null) this.#capture.disarm();
    else this.#capture.arm(ready.deviceName);
    this.#capture.warmUp();
    this.#capture.standBy();
    this.#recognition.restLater();
  }

  /** Ends both processes. A take in progress is stopped first, by `stop`. */
  dispose(): void {
    clearTimeout(this.#retry);
    this.#capture.dispose();
    this.#recognition.dispose();
  }

  /** As it was last loaded: between takes it may rest. */
  get recognizer(): TakeRecognition['lastLoaded'] {
    return this.#recognition.lastLoaded;
  }

  get takeId(): string | null {
    return this.#take?.id ?? null;
  }

  get status(): DictationStatus {
    return {
      phase: this.#phase,
      takeId: this.takeId,
      keptSeconds: this.#take?.keptSeconds ?? 0,
      utterances: this.#take?.utterances ?? [],
      failure: this.#failure ?? this.#recognizerFailure,
    };
  }

  devices(): Promise<Result<Device[]>> {
    return this.#capture.devices();
  }

  /** Resolves when the first sample is kept. */
  async start(deviceName: string | null): Promise<Result<{ takeId: string }>> {
    if (this.#phase !== 'idle') return fail('busy');
    if (this.#parts.isReading?.()) return fail('busy', 'A sentence is being recorded. Stop it first.');
    this.#failure = null;
    this.#deviceName = deviceName;
    this.#enter('starting');
    const created = await this.#parts.takes.create(this.#parts.modelName());
    if (!created.ok) {
      this.#failure = created.error;
      this.#enter('idle');
      return created;
    }
    this.#reserved = this.#parts.takes.reserve(created.value.id);
    const wavPath = this.#parts.takes.wavPath(created.value.id);
    this.#take = new TakeInProgress(created.value, wavPath, this.#parts.shaping());
    this.#recognition.wake();
    return new Promise((resolve) => {
      this.#answerStart = resolve;
      this.#openMicrophone();
    });
  }

  /** Resolves when the last words are final and the take is on disk; that is so whichever process is dead. */
  stop(): Promise<Result<Take>> {
    if (this.#stopped !== null) return this.#stopped;
    if (this.#take === null) return Promise.resolve(fail('not-listening'));
    this.#stopped = this.#finish(this.#take).finally(() => {
      this.#take = null;
      this.#stopped = null;
      this.#enter('idle');
      this.prepare();
      this.#parts.tell('takes:changed', undefined);
    });
    return this.#stopped;
  }

  /** The app ends: its take stays also where nothing was said in it, for nobody would see that it can be brought back. */
  expectEnd(): void {
    this.#take?.silence.doubt();
  }

  /** The app ends before the last words are final: they are kept as they are shown. */
  async keepShown(): Promise<void> {
    const next = this.#take?.withShown() ?? null;
    if (next !== null) await this.#save(next);
  }

  /** A recognizer that is being started again concerns nobody while nothing is recorded. */
  get #recognizerFailure(): Failure | null {
    const { isHopeful, failure } = this.#recognition.recognizer;
    return this.#phase === 'idle' && isHopeful ? null : failure;
  }

  #enter(phase: DictationPhase): void {
    this.#phase = phase;
    this.#tellStatus();
  }

  #tellStatus(): void {
    this.#parts.tell('dictation:state', this.status);
  }

  #openMicrophone(): void {
    if (this.#take === null) return;
    this.#capture.start(this.#deviceName, this.#take.wavPath, this.#recognition.hold());
    this.#capture.standBy();
  }

  #onStarted(): void {
    this.#recognition.begin(this.#take);
    if (this.#phase !== 'starting' && this.#phase !== 'interrupted') return;
    this.#failure = null;
    this.#enter('listening');
    if (this.#take !== null) this.#answerStart?.(ok({ takeId: this.#take.id }));
    this.#answerStart = null;
  }

  #onLevel({ rmsDbfs, peakDbfs, keptSamples, spectrum }: CaptureLevel): void {
    this.#take?.hear(rmsDbfs, keptSamples);
    const endSeconds = keptSamples / takeSampleRateHz;
    this.#parts.tell('dictation:sound', { rmsDbfs, peakDbfs, columns: spectrum, endSeconds });
  }

  #onMicrophoneLost(failure: Failure): void {
    this.#recognition.cut();
    this.#take?.silence.doubt();
    if (this.#phase === 'starting') {
      void this.#abandon(failure);
      return;
    }
    if (!failure.code.startsWith('microphone-')) {
      this.#failure = failure;
      void this.stop();
      return;
    }
    // A process that dies while it listens is replaced at once: each moment is sound. What cannot be opened needs patience.
    const milliseconds = this.#phase === 'listening' ? 0 : (this.#parts.times?.retryMilliseconds ?? 1000);
    this.#failure = failureOf('microphone-lost');
    this.#enter('interrupted');
    this.#retry = setTimeout(this.#openMicrophone.bind(this), milliseconds);
  }

  /** The microphone could not be opened at all: no sample, no take. */
  async #abandon(failure: Failure): Promise<void> {
    const take = this.#take;
    const answer = this.#answerStart;
    this.#answerStart = null;
    this.#take = null;
    await this.#reserved;
    if (take !== null) await this.#parts.takes.discard(take.id);
    this.#failure = failure;
    this.#enter('idle');
    this.prepare();
    answer?.(fail(failure.code, failure.message));
  }

  #onReady(): void {
    if (this.#phase !== 'listening' || !this.#capture.isOpen) return;
    this.#capture.reconnect(this.#recognition.reconnect(this.#take));
  }

  #onWords(event: Extract<RecognizerEvent, { type: 'partial' | 'final' | 'doubted' }>): void {
    this.#take?.silence.doubt();
    if (event.type === 'final') this.#saving = this.#saving.then(() => this.#keep(event.utterance));
    else if (event.type === 'doubted') this.#parts.tell('dictation:doubted', event.utterance);
    // In the same line, because how it is shown depends on the utterance before.
    else this.#saving = this.#saving.then(this.#tellPartial.bind(this, event));
  }

  #tellPartial({ type: _type, ...partial }: Extract<RecognizerEvent, { type: 'partial' }>): void {
    if (this.#take?.settleMarkBefore(partial) === true) this.#tellStatus();
    if (this.#take !== null) this.#parts.tell('dictation:partial', this.#take.shown(partial));
  }

  /**
   * On disk first, then to the window; with the whole state where it takes back earlier words. A disk that refuses is told; the
   * words stay in memory and Stop tries to save them again.
   */
  async #keep(utterance: Utterance): Promise<void> {
    const take = this.#take;
    const next = take?.with(utterance) ?? null;
    if (take === null || next === null) return;
    const saved = await this.#save(next);
    const takesBack = take.utterances.some((each, index) => each !== next.utterances[index]);
    take.accept(next);
    if (!saved.ok) this.#failure = saved.error;
    if (!saved.ok || takesBack) this.#tellStatus();
    this.#parts.tell('dictation:final', next.utterances.at(-1) ?? utterance);
    if (take.asksToStop) void this.stop();
  }

  async #finish(take: TakeInProgress): Promise<Result<Take>> {
    clearTimeout(this.#retry);
    this.#answerStart?.(fail('not-listening'));
    this.#answerStart = null;
    this.#enter('stopping');
    this.#recognition.expectEnd(take);
    const samples = await this.#capture.stop();
    const seconds = await this.#parts.takes.audioSeconds(take.id);
    take.keep(Math.round(seconds * takeSampleRateHz));
    const isHeard = await this.#recognition.finish(samples !== null);
    await this.#saving;
    const saved = await this.#save(take.finished(seconds, isHeard));
    await this.#reserved;
    await this.#parts.takes.release(take.id);
    if (this.#failure?.code === 'microphone-lost') this.#failure = null;
    if (!saved.ok) this.#failure = saved.error;
    else if (this.#failure === null) await deleteSilent(this.#parts, take, saved.value);
    return saved;
  }
}
