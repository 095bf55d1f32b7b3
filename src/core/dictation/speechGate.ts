/** What an utterance must show, at least, to be told. */
export interface SpeechRule {
  /** Nats that its letters have stayed within the doubt that they may have. */
  readonly evidence: number;
  /** Mean confidence of its words, 0 … 1. Where none is asked for it is told while it is still being said, otherwise at its end. */
  readonly confidence: number;
}

/** Nats of doubt that a timestep may have for each label that is heard in it. Chosen with the rules. */
const doubt = 2.2;

/** Any of them will do. Chosen on held-out speech, on short words and on noise: docs/benchmarks.md. */
export const defaultSpeechRules: readonly SpeechRule[] = [
  { evidence: 11, confidence: 0 },
  { evidence: 5, confidence: 0.5 },
  { evidence: 2.5, confidence: 0.8 },
];

/** As `defaultSpeechRules`, of the network on learned features, whose letters are heard less surely. Chosen on noise that it had learnt from. */
export const encoderSpeechRules: readonly SpeechRule[] = [
  { evidence: 8, confidence: 0 },
  { evidence: 2.5, confidence: 0.5 },
  { evidence: 0.5, confidence: 0.7 },
];

/** Of its second hearing, which has seen what follows and finds far less in noise than a stream does: docs/benchmarks.md. */
export const encoderSettlingRules: readonly SpeechRule[] = [
  { evidence: 3, confidence: 0 },
  { evidence: 1, confidence: 0.45 },
  { evidence: 0, confidence: 0.5 },
];

/** What an utterance that is not told must show to be shown as doubted, the confidence by each of its words: docs/benchmarks.md. */
const doubted: SpeechRule = { evidence: 0.5, confidence: 0.3 };

/**
 * Tells speech from noise by how sure the network is of what it hears: in barking it finds a little of many letters, in speech much of
 * one. Each timestep adds `doubt` times the probability of all letters, less the entropy of the labels, to a sum that is never below 0
 * (the sequential test of Page 1954); the highest that it has been is the evidence. A short word never gets far: it is judged at its
 * end, when its words can be asked for. Those that are made of a sneeze fit together badly.
 */
export class SpeechGate {
  readonly #rules: readonly SpeechRule[];
  readonly #blank: number;
  #sum = 0;
  #evidence = 0;

  constructor(rules: readonly SpeechRule[], blank: number) {
    this.#rules = rules;
    this.#blank = blank;
  }

  /** Nats: the most that the utterance has shown so far. */
  get evidence(): number {
    return this.#evidence;
  }

  /**
   * Somebody is speaking, whatever the words turn out to be.
   *
   * @param ahead natural-log posteriors of the timesteps that follow, as far as they can be told now; they are not kept
   */
  isOpen(ahead: readonly Float32Array[] = []): boolean {
    const [sum, evidence] = [this.#sum, this.#evidence];
    for (const logProbs of ahead) this.step(logProbs);
    const isOpen = this.#rules.some((rule) => rule.confidence === 0 && this.#evidence >= rule.evidence);
    [this.#sum, this.#evidence] = [sum, evidence];
    return isOpen;
  }

  /**
   * Whether the utterance, now that it has ended, was speech.
   *
   * @param confidences of its words, 0 … 1
   */
  admits(confidences: readonly number[]): boolean {
    if (confidences.length === 0) return false;
    const mean = confidences.reduce((sum, confidence) => sum + confidence, 0) / confidences.length;
    return this.#rules.some(({ evidence, confidence }) => this.#evidence >= evidence && mean >= confidence);
  }

  /** Whether an utterance that is not admitted may have been speech. */
  doubts(confidences: readonly number[]): boolean {
    if (confidences.length === 0) return false;
    return this.#evidence >= doubted.evidence && Math.min(...confidences) >= doubted.confidence;
  }

  /** @param logProbs natural-log posteriors of one timestep */
  step(logProbs: Float32Array): void {
    const heard = 1 - Math.exp(logProbs[this.#blank] ?? -Infinity);
    this.#sum = Math.max(0, this.#sum + doubt * heard - entropyOf(logProbs));
    this.#evidence = Math.max(this.#evidence, this.#sum);
  }

  finish(): void {
    this.#sum = 0;
    this.#evidence = 0;
  }
}

/** Nats. */
function entropyOf(logProbs: Float32Array): number {
  let entropy = 0;
  for (const logProb of logProbs) if (logProb > -Infinity) entropy -= logProb * Math.exp(logProb);
  return entropy;
}
