import type { EventName } from '../../contract/channels';
import type { Device, DictationPhase, DictationStatus, EventPayload } from '../../contract/ipc';
import { fail, type Failure, ok, type Result } from '../../contract/result';
import type { Shaping } from '../../contract/shaping';
import type { Take, Utterance } from '../../contract/transcript';
import type {
  AudioMessage,
  CaptureCommand,
  CaptureEvent,
  RecognizerCommand,
  RecognizerEvent,
} from '../../contract/workerMessages';
import { takeSampleRateHz } from '../../platform/audio/takeWav';
import { failureOf } from '../processes/failureOf';
import type { AudioPort, ForkWorker } from '../processes/workerProcess';
import { type CaptureTimes, SupervisedCapture } from './supervisedCapture';
import { type ModelFiles, type RestartLimit, SupervisedRecognizer } from './supervisedRecognizer';
import { TakeInProgress, type TakeKeeper } from './takeInProgress';

export type Tell = <Name extends EventName>(name: Name, payload: EventPayload<Name>) => void;

export interface DictationParts {
  readonly forkCapture: ForkWorker<CaptureCommand, CaptureEvent>;
  readonly forkRecognizer: ForkWorker<RecognizerCommand, RecognizerEvent>;
  /** Asked each time that the recognizer starts. */
  readonly models: () => ModelFiles;
  /** The two ends of a new line for samples. */
  readonly openLine: () => readonly [AudioPort, AudioPort];
  readonly takes: TakeKeeper;
  readonly tell: Tell;
  /** Asked at the beginning of each take. */
  readonly shaping: () => Shaping;
  /** Words and phrases to prefer; asked for each session. */
  readonly terms?: () => readonly string[];
  /** Whether the microphone is used to read a sentence aloud. */
  readonly isReading?: () => boolean;
  /** The microphone to keep open between takes, so that a take has the half second before Start; null for none. */
  readonly readyMicrophone: () => { readonly deviceName: string | null } | null;
  readonly times?: Partial<DictationTimes>;
}

export interface DictationTimes {
  /** Between two tries to open a lost microphone. */
  readonly retryMilliseconds: number;
  /** After Stop, how long the recognizer may be silent before its last words are given up. */
  readonly lastWordsMilliseconds: number;
  readonly capture: CaptureTimes;
  readonly restarts: RestartLimit;
}

const wordsGivenUp = 'The last words could not be recognized. The recording is complete and kept.';

/**
 * The take in progress and the two processes behind it.
 *
 *     idle → starting → listening → stopping → idle
 *                          ↕
 *                     interrupted → stopping
 *
 * Whatever dies, the audio that was heard is in the take's WAV, and the recognizer reads from there what it has missed: each time
 * that it or the capture process was started again it begins at the end of the last final utterance.
 */
export class Dictation {
  readonly #parts: DictationParts;
  readonly #capture: SupervisedCapture;
  readonly #recognizer: SupervisedRecognizer;
  readonly #retryMilliseconds: number;
  readonly #lastWordsMilliseconds: number;
  #phase: DictationPhase = 'idle';
  #take: TakeInProgress | null = null;
  #deviceName: string | null = null;
  /** What is wrong with the microphone or the disk; the recognizer keeps its own. */
  #failure: Failure | null = null;
  /** The end of the line that waits for the first sample before it goes to the recognizer. */
  #heldPort: AudioPort | null = null;
  /** True while samples flow from the present capture process to the present recognizer process. */
  #isLinked = false;
  #retry: NodeJS.Timeout | null = null;
  #answerStart: ((result: Result<{ takeId: string }>) => void) | null = null;
  #stopped: Promise<Result<Take>> | null = null;
  /** What is to be saved and told of the words, one after the other. */
  #saving: Promise<void> = Promise.resolve();
  #lastWords: { readonly done: () => void; readonly ports: AudioPort[]; timer: NodeJS.Timeout | null } | null = null;

  constructor(parts: DictationParts) {
    this.#parts = parts;
    this.#retryMilliseconds = parts.times?.retryMilliseconds ?? 1000;
    this.#lastWordsMilliseconds = parts.times?.lastWordsMilliseconds ?? 30_000;
    this.#capture = new SupervisedCapture(
      parts.forkCapture,
      { started: this.#onStarted.bind(this), level: this.#onLevel.bind(this), lost: this.#onMicrophoneLost.bind(this) },
      parts.times?.capture,
    );
    this.#recognizer = new SupervisedRecognizer(
      parts.forkRecognizer,
      parts.models,
      { ready: this.#onReady.bind(this), event: this.#onWords.bind(this), lost: this.#onRecognizerLost.bind(this) },
      parts.times?.restarts,
    );
  }

  /** Starts both processes. */
  open(): void {
    this.#recognizer.start();
    this.prepare();
  }

  /** Makes capture ready for the next take. To be called when what `readyMicrophone` says may have changed. */
  prepare(): void {
    if (this.#phase !== 'idle') return;
    const ready = this.#parts.readyMicrophone();
    if (ready === null) this.#capture.disarm();
    else this.#capture.arm(ready.deviceName);
    this.#capture.warmUp();
  }

  /** Ends both processes. A take in progress is stopped first, by `stop`. */
  dispose(): void {
    this.#cancelRetry();
    this.#capture.dispose();
    this.#recognizer.dispose();
  }

  get recognizer(): { readonly backend: string; readonly model: string } | null {
    return this.#recognizer.loaded;
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
    const created = await this.#parts.takes.create();
    if (!created.ok) {
      this.#enter('idle');
      return created;
    }
    const wavPath = this.#parts.takes.wavPath(created.value.id);
    this.#take = new TakeInProgress(created.value, wavPath, this.#parts.shaping());
    this.#recognizer.revive();
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

  /** A recognizer that is being started again concerns nobody while nothing is recorded. */
  get #recognizerFailure(): Failure | null {
    return this.#phase === 'idle' && this.#recognizer.isHopeful ? null : this.#recognizer.failure;
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
    const [captureEnd, recognizerEnd] = this.#parts.openLine();
    this.#heldPort?.close();
    this.#heldPort = recognizerEnd;
    this.#capture.start(this.#deviceName, this.#take.wavPath, captureEnd);
  }

  #onStarted(): void {
    const port = this.#heldPort;
    this.#heldPort = null;
    if (port !== null) this.#link(port);
    if (this.#phase !== 'starting' && this.#phase !== 'interrupted') return;
    this.#failure = null;
    this.#enter('listening');
    if (this.#take !== null) this.#answerStart?.(ok({ takeId: this.#take.id }));
    this.#answerStart = null;
  }

  #link(port: AudioPort): void {
    if (this.#take === null || this.#recognizer.loaded === null) {
      port.close();
      return;
    }
    const { wavPath, resumeSample } = this.#take;
    const terms = this.#parts.terms?.() ?? [];
    this.#recognizer.open({ wavPath, resumeSample, ...(terms.length > 0 && { terms: [...terms] }) }, port);
    this.#isLinked = true;
  }

  #onLevel(level: { readonly rmsDbfs: number; readonly peakDbfs: number; readonly keptSamples: number }): void {
    this.#take?.keep(level.keptSamples);
    this.#parts.tell('dictation:level', { rmsDbfs: level.rmsDbfs, peakDbfs: level.peakDbfs });
  }

  #onMicrophoneLost(failure: Failure): void {
    this.#isLinked = false;
    this.#heldPort?.close();
    this.#heldPort = null;
    if (this.#phase === 'starting') {
      void this.#abandon(failure);
      return;
    }
    if (!failure.code.startsWith('microphone-')) {
      this.#failure = failure;
      void this.stop();
      return;
    }
    this.#failure = failureOf('microphone-lost');
    this.#enter('interrupted');
    this.#retry = setTimeout(this.#openMicrophone.bind(this), this.#retryMilliseconds);
  }

  /** The microphone could not be opened at all: no sample, no take. */
  async #abandon(failure: Failure): Promise<void> {
    const take = this.#take;
    const answer = this.#answerStart;
    this.#answerStart = null;
    this.#take = null;
    if (take !== null) await this.#parts.takes.discard(take.id);
    this.#enter('idle');
    this.prepare();
    answer?.(fail(failure.code, failure.message));
  }

  #cancelRetry(): void {
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#retry = null;
  }

  #onReady(): void {
    if (this.#lastWords !== null) {
      this.#recognizeRest();
    } else if (this.#phase === 'listening' && this.#capture.isOpen) {
      const [captureEnd, recognizerEnd] = this.#parts.openLine();
      this.#capture.reconnect(captureEnd);
      this.#link(recognizerEnd);
    }
    this.#tellStatus();
  }

  #onRecognizerLost(_failure: Failure, willReturn: boolean): void {
    this.#isLinked = false;
    if (!willReturn) this.#giveUpWords();
    this.#tellStatus();
  }

  #onWords(event: Extract<RecognizerEvent, { type: 'partial' | 'final' | 'finished' }>): void {
    this.#watchLastWords();
    if (event.type === 'finished') this.#lastWords?.done();
    else if (event.type === 'final') this.#saving = this.#saving.then(() => this.#keep(event.utterance));
    // In the same line, because how it is shown depends on the utterance before.
    else this.#saving = this.#saving.then(this.#tellPartial.bind(this, event));
  }

  #tellPartial({ committed, unfinished }: Extract<RecognizerEvent, { type: 'partial' }>): void {
    if (this.#take !== null) this.#parts.tell('dictation:partial', this.#take.shown({ committed, unfinished }));
  }

  /**
   * On disk first, then to the window; with the whole state where it takes back earlier words. A disk that refuses is told; the
   * words stay in memory and Stop tries to save them again.
   */
  async #keep(utterance: Utterance): Promise<void> {
    const take = this.#take;
    const next = take?.with(utterance) ?? null;
    if (take === null || next === null) return;
    const saved = await this.#parts.takes.save(next);
    const takesBack = take.utterances.some((each, index) => each !== next.utterances[index]);
    take.accept(next);
    if (!saved.ok) this.#failure = saved.error;
    if (!saved.ok || takesBack) this.#tellStatus();
    this.#parts.tell('dictation:final', next.utterances.at(-1) ?? utterance);
  }

  async #finish(take: TakeInProgress): Promise<Result<Take>> {
    this.#cancelRetry();
    this.#answerStart?.(fail('not-listening'));
    this.#answerStart = null;
    this.#enter('stopping');
    const samples = await this.#capture.stop();
    const seconds = await this.#parts.takes.audioSeconds(take.id);
    take.keep(Math.round(seconds * takeSampleRateHz));
    await this.#awaitLastWords(samples !== null && this.#isLinked);
    this.#isLinked = false;
    await this.#saving;
    const saved = await this.#parts.takes.save(take.finished(seconds));
    if (this.#failure?.code === 'microphone-lost') this.#failure = null;
    if (!saved.ok) this.#failure = saved.error;
    return saved;
  }

  /** @param endIsOnItsWay the capture process has told the recognizer, over the line, that the audio is over */
  async #awaitLastWords(endIsOnItsWay: boolean): Promise<void> {
    if (!this.#recognizer.isHopeful) return;
    await new Promise<void>((resolve) => {
      this.#lastWords = { done: resolve, ports: [], timer: null };
      if (!endIsOnItsWay) this.#recognizeRest();
      this.#watchLastWords();
    });
    const { timer, ports } = this.#lastWords ?? { timer: null, ports: [] };
    if (timer !== null) clearTimeout(timer);
    for (const port of ports) port.close();
    this.#lastWords = null;
  }

  /** In place of a capture process that is gone: everything is in the file, and nothing follows. */
  #recognizeRest(): void {
    if (this.#take === null || this.#recognizer.loaded === null) return;
    const [ownEnd, recognizerEnd] = this.#parts.openLine();
    this.#lastWords?.ports.push(ownEnd);
    this.#link(recognizerEnd);
    const end: AudioMessage = { type: 'end', totalSamples: this.#take.keptSamples };
    ownEnd.postMessage(end);
  }

  #watchLastWords(): void {
    if (this.#lastWords === null) return;
    if (this.#lastWords.timer !== null) clearTimeout(this.#lastWords.timer);
    this.#lastWords.timer = setTimeout(() => {
      this.#giveUpWords();
      this.#recognizer.replace();
    }, this.#lastWordsMilliseconds);
  }

  #giveUpWords(): void {
    if (this.#lastWords === null) return;
    this.#failure = failureOf('recognizer-lost', wordsGivenUp);
    this.#lastWords.done();
  }
}
