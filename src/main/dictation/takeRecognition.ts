import type { Failure } from '../../contract/result';
import type {
  AudioMessage,
  Lacking,
  RecognizerCommand,
  RecognizerEvent,
  RecognizerLoad,
} from '../../contract/workerMessages';
import { failureOf } from '../processes/failureOf';
import type { AudioPort, ForkWorker } from '../processes/workerProcess';
import { type LoadedRecognizer, type RestartLimit, SupervisedRecognizer } from './supervisedRecognizer';
import type { TakeInProgress } from './takeInProgress';

export interface RecognitionParts {
  readonly forkRecognizer: ForkWorker<RecognizerCommand, RecognizerEvent>;
  /** Asked each time that the recognizer starts. */
  readonly models: () => RecognizerLoad;
  /** As the list of models calls the one that `models` gives. */
  readonly modelName: () => string;
  /** The model cannot be loaded. True where `models` gives another one from now on. */
  readonly standIn?: (failure: Failure) => boolean;
  /** Told each time that a model was loaded. */
  readonly lacks?: (lacking: Lacking) => void;
  /** The two ends of a new line for samples. */
  readonly openLine: () => readonly [AudioPort, AudioPort];
  /** Words and phrases to prefer; asked for each session. */
  readonly terms?: () => readonly string[];
}

export interface RecognitionTimes {
  /** After Stop, how long the recognizer may be silent before its last words are given up. */
  readonly lastWordsMilliseconds: number;
  readonly restarts: RestartLimit;
  /** How long the recognizer is kept without a take: it holds half a gigabyte. */
  readonly restMilliseconds: number;
}

export interface RecognitionListeners {
  /** The recognizer can be given a line: `reconnect`. */
  readonly ready: () => void;
  readonly words: (event: Extract<RecognizerEvent, { type: 'partial' | 'final' | 'doubted' }>) => void;
  /** The recognizer came or went. */
  readonly changed: () => void;
  /** The last words will not come. */
  readonly givenUp: (failure: Failure) => void;
}

/** The wait for the last words, from Stop on. */
interface LastWords {
  readonly take: TakeInProgress;
  readonly ended: Promise<void>;
  readonly end: () => void;
  readonly ports: AudioPort[];
  /** The audio is complete and closed: a recognizer that is started again reads all that is left of it. */
  isAudioOver: boolean;
  /** Until they are given up. */
  isHopeful: boolean;
  timer: NodeJS.Timeout | null;
}

const wordsGivenUp = 'The last words could not be recognized. The recording is complete and kept.';

/**
 * How the take in progress is recognized: the process, the line on which samples go to it, and the wait for the last words.
 *
 *     hold ─ first sample ─ begin ─ words … ─ expectEnd ─ finish
 *                             ↑ reconnect: the recognizer was started again
 *
 * A line lives as long as the capture process at one end and the recognizer at the other. When either was started again, the
 * recognizer reads from the take's WAV what it has missed, from the end of the last final utterance.
 */
export class TakeRecognition {
  readonly recognizer: SupervisedRecognizer;
  readonly #parts: RecognitionParts;
  readonly #listeners: RecognitionListeners;
  readonly #lastWordsMilliseconds: number;
  readonly #restMilliseconds: number;
  /** The end of the line that waits for the first sample before it goes to the recognizer. */
  #heldPort: AudioPort | null = null;
  /** True while samples flow from the present capture process to the present recognizer process. */
  #isLinked = false;
  #lastWords: LastWords | null = null;
  #isInUse = false;
  #modelName = '';
  #rest: NodeJS.Timeout | null = null;

  constructor(parts: RecognitionParts, listeners: RecognitionListeners, times: Partial<RecognitionTimes> = {}) {
    this.#parts = parts;
    this.#listeners = listeners;
    this.#lastWordsMilliseconds = times.lastWordsMilliseconds ?? 30_000;
    this.#restMilliseconds = times.restMilliseconds ?? 300_000;
    this.recognizer = new SupervisedRecognizer(
      parts.forkRecognizer,
      parts.models,
      {
        ready: this.#onReady.bind(this),
        lacks: parts.lacks,
        event: this.#onEvent.bind(this),
        unusable: (failure) => parts.standIn?.(failure) ?? false,
        lost: this.#onLost.bind(this),
      },
      times.restarts,
    );
  }

  /** What hears, or did before it rested, by the name that people know; null until it was loaded for the first time. */
  get lastLoaded(): LoadedRecognizer | null {
    const { lastLoaded } = this.recognizer;
    return lastLoaded === null ? null : { ...lastLoaded, model: this.#modelName };
  }

  /** A take begins: a recognizer that rests is started, and reads what was said meanwhile from the take's WAV. */
  wake(): void {
    this.#stayAwake();
    this.#isInUse = true;
    this.recognizer.revive();
  }

  /** There is no take: the recognizer is given back when none has begun for a while. */
  restLater(): void {
    this.#stayAwake();
    this.#isInUse = false;
    this.#rest = setTimeout(() => {
      this.recognizer.dispose();
    }, this.#restMilliseconds);
  }

  dispose(): void {
    this.#stayAwake();
    this.recognizer.dispose();
  }

  /** Loads what `models` gives now. A take in progress goes on behind its last final utterance. */
  reload(): void {
    this.#isLinked = false;
    this.recognizer.restart();
  }

  /** Lays a line that waits for the first sample. Returns the end for the capture process. */
  hold(): AudioPort {
    const [captureEnd, recognizerEnd] = this.#parts.openLine();
    this.#heldPort?.close();
    this.#heldPort = recognizerEnd;
    return captureEnd;
  }

  /** The first sample is there: the recognizer gets the line that waits. */
  begin(take: TakeInProgress | null): void {
    const port = this.#heldPort;
    this.#heldPort = null;
    if (port !== null) this.#link(take, port);
  }

  /** Lays a line to a recognizer that is ready. Returns the end for the capture process. */
  reconnect(take: TakeInProgress | null): AudioPort {
    const [captureEnd, recognizerEnd] = this.#parts.openLine();
    this.#link(take, recognizerEnd);
    return captureEnd;
  }

  /** The capture process is gone, and its end of the line with it. */
  cut(): void {
    this.#isLinked = false;
    this.#heldPort?.close();
    this.#heldPort = null;
  }

  /** To be told before the audio is ended: the last words may be there before whoever ends it answers. */
  expectEnd(take: TakeInProgress): void {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    this.#lastWords = { take, ended, end, ports: [], isAudioOver: false, isHopeful: true, timer: null };
  }

  /**
   * Resolves when the last words were told, or will not come; behind `expectEnd`.
   *
   * @param endIsTold the capture process has told over its line that the audio is over
   * @returns whether all was heard
   */
  async finish(endIsTold: boolean): Promise<boolean> {
    const lastWords = this.#lastWords;
    if (lastWords === null) throw new Error('expectEnd was not told');
    lastWords.isAudioOver = true;
    lastWords.isHopeful &&= this.recognizer.isHopeful;
    if (lastWords.isHopeful) {
      if (!endIsTold || !this.#isLinked) this.#recognizeRest();
      this.#watchLastWords();
      await lastWords.ended;
    }
    if (lastWords.timer !== null) clearTimeout(lastWords.timer);
    for (const port of lastWords.ports) port.close();
    this.#lastWords = null;
    this.#isLinked = false;
    return lastWords.isHopeful;
  }

  #stayAwake(): void {
    if (this.#rest !== null) clearTimeout(this.#rest);
    this.#rest = null;
  }

  #link(take: TakeInProgress | null, port: AudioPort): void {
    if (take === null || this.recognizer.loaded === null) {
      port.close();
      return;
    }
    const { wavPath, resumeSample } = take;
    const terms = this.#parts.terms?.() ?? [];
    this.recognizer.open({ wavPath, resumeSample, ...(terms.length > 0 && { terms: [...terms] }) }, port);
    this.#isLinked = true;
  }

  #onReady(): void {
    this.#modelName = this.#parts.modelName();
    if (!this.#isInUse) this.restLater();
    if (this.#lastWords === null) this.#listeners.ready();
    else this.#recognizeRest();
    this.#listeners.changed();
  }

  #onLost(_failure: Failure, willReturn: boolean): void {
    this.#isLinked = false;
    if (!willReturn) this.#giveUpWords();
    this.#listeners.changed();
  }

  #onEvent(event: Extract<RecognizerEvent, { type: 'partial' | 'final' | 'doubted' | 'finished' }>): void {
    this.#watchLastWords();
    if (event.type === 'finished') this.#lastWords?.end();
    else this.#listeners.words(event);
  }

  /** In place of a capture process that is gone: everything is in the file, and nothing follows. */
  #recognizeRest(): void {
    if (this.#lastWords?.isAudioOver !== true || this.recognizer.loaded === null) return;
    const { take, ports } = this.#lastWords;
    const ownEnd = this.reconnect(take);
    ports.push(ownEnd);
    const end: AudioMessage = { type: 'end', totalSamples: take.keptSamples };
    ownEnd.postMessage(end);
  }

  #watchLastWords(): void {
    if (this.#lastWords?.isAudioOver !== true) return;
    if (this.#lastWords.timer !== null) clearTimeout(this.#lastWords.timer);
    this.#lastWords.timer = setTimeout(() => {
      this.#giveUpWords();
      this.recognizer.replace();
    }, this.#lastWordsMilliseconds);
  }

  #giveUpWords(): void {
    if (this.#lastWords === null) return;
    this.#listeners.givenUp(failureOf('recognizer-lost', wordsGivenUp));
    this.#lastWords.isHopeful = false;
    this.#lastWords.end();
  }
}
