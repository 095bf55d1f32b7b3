import type { Word } from '../../contract/transcript';
import type { Alphabet } from '../alphabet';
import type { Decoder } from '../decode/decoder';
import type { TextScorer } from '../decode/textScorer';
import { type AcousticModel, timestepSecondsOf } from './acousticModel';
import type { Marker } from '../marks/marker';
import { Endpoint, type EndpointRule } from './endpoint';
import { MarkedSpeech } from './markedSpeech';
import { Session } from './session';
import { SpeechGate, type SpeechRule } from './speechGate';

/**
 * Makes a decoder for one session, which prefers these words and phrases; without any, those that the recognizer was opened with. With a
 * judge of texts it is for utterances that are heard whole.
 */
export type CreateDecoder = (terms?: readonly string[], textScorer?: TextScorer | null) => Decoder;

/** What a recognizer is made of. The model becomes the recognizer's. */
export interface RecognizerParts {
  readonly alphabet: Alphabet;
  readonly model: AcousticModel;
  readonly endpointRules: readonly EndpointRule[];
  readonly speechRules: readonly SpeechRule[];
  /** Of the second hearing, which is surer of what it hears; without any, those of the first. */
  readonly settlingRules?: readonly SpeechRule[];
  readonly createDecoder: CreateDecoder;
  /** Whether each utterance is heard once more when it ends, whole, and told as it was heard then. */
  readonly hearsAgain: boolean;
  /** Chooses among the texts of an utterance that is heard once more. It becomes the recognizer's. */
  readonly rescorer?: (TextScorer & { dispose(): void }) | null;
  /** Hears marks in what was said; without one, words have none. */
  readonly marker?: Marker | null;
}

interface SessionOptions {
  readonly startSeconds?: number;
  readonly terms?: readonly string[] | undefined;
  readonly before?: readonly Word[];
}

/** Heavy and shared: the model. `openSession` for each take; sessions do not know of each other. */
export class Recognizer {
  readonly #parts: RecognizerParts;

  constructor(parts: RecognizerParts) {
    this.#parts = parts;
  }

  /** How far the last timestep of a chunk sees. */
  get lookAheadSeconds(): number {
    return this.#parts.model.lookAheadSeconds;
  }

  /** Seconds from a sound to what is settled of it, at the longest. */
  get longestDelaySeconds(): number {
    return this.#parts.model.longestDelaySeconds;
  }

  /**
   * Dispose the session at its end.
   *
   * @param options.startSeconds where in its take the session begins
   * @param options.terms words and phrases to prefer
   * @param options.before what was heard of the take by a session before; marks depend on it
   */
  openSession({ startSeconds = 0, terms, before }: SessionOptions = {}): Session {
    const { alphabet, model, endpointRules, speechRules, createDecoder, hearsAgain, settlingRules, rescorer, marker } =
      this.#parts;
    const stages = {
      model,
      stream: model.openStream(),
      decoder: createDecoder(terms),
      again: hearsAgain
        ? {
            decoder: createDecoder(terms, rescorer),
            gate: new SpeechGate(settlingRules ?? speechRules, alphabet.blank),
          }
        : null,
      endpoint: new Endpoint(endpointRules, timestepSecondsOf(model)),
      gate: new SpeechGate(speechRules, alphabet.blank),
      marks: marker ? new MarkedSpeech(marker, before) : null,
      alphabet,
    };
    return new Session(stages, startSeconds);
  }

  dispose(): void {
    this.#parts.model.dispose();
    this.#parts.rescorer?.dispose();
  }
}
