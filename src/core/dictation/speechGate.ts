/** When an utterance counts as speech. */
export interface SpeechRule {
  /** Nats of doubt that a timestep may have for each label that is heard in it. */
  readonly doubt: number;
  /** How far letters must have stayed within that, in nats, before anything is told. */
  readonly evidence: number;
}

/** Chosen on log posteriors of held-out speech and of noise: docs/benchmarks.md. */
export const defaultSpeechRule: SpeechRule = { doubt: 2.2, evidence: 5 };

/**
 * Tells speech from noise by how sure the network is of what it hears: in barking it finds a little of many letters, in speech much of
 * one. Each timestep adds `doubt` times the probability of all letters, less the entropy of the labels; the sum is never below 0, and
 * once it has reached `evidence` somebody is speaking until the utterance ends (the sequential test of Page 1954).
 */
export class SpeechGate {
  readonly #rule: SpeechRule;
  readonly #blank: number;
  #sum = 0;
  #isOpen = false;

  constructor(rule: SpeechRule, blank: number) {
    this.#rule = rule;
    this.#blank = blank;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** @param logProbs natural-log posteriors of one timestep */
  step(logProbs: Float32Array): void {
    if (this.#isOpen) return;
    const heard = 1 - Math.exp(logProbs[this.#blank] ?? -Infinity);
    this.#sum = Math.max(0, this.#sum + this.#rule.doubt * heard - entropyOf(logProbs));
    this.#isOpen = this.#sum >= this.#rule.evidence;
  }

  finish(): void {
    this.#sum = 0;
    this.#isOpen = false;
  }
}

/** Nats. */
function entropyOf(logProbs: Float32Array): number {
  let entropy = 0;
  for (const logProb of logProbs) if (logProb > -Infinity) entropy -= logProb * Math.exp(logProb);
  return entropy;
}
