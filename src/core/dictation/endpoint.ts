/** When an utterance is over. The first rule that holds decides (after the rules of Kaldi's online decoders). */
export interface EndpointRule {
  /** Whether words must have been heard. */
  readonly needsText: boolean;
  /** Blanks and spaces at the end, in seconds. */
  readonly trailingSilenceSeconds: number;
  /** Length of the utterance, in seconds. */
  readonly utteranceSeconds: number;
}

export const defaultEndpointRules: readonly EndpointRule[] = [
  { needsText: false, trailingSilenceSeconds: 2.4, utteranceSeconds: 0 },
  { needsText: true, trailingSilenceSeconds: 1.2, utteranceSeconds: 0 },
  { needsText: true, trailingSilenceSeconds: 0.4, utteranceSeconds: 12 },
  { needsText: false, trailingSilenceSeconds: 0, utteranceSeconds: 20 },
];

/**
 * Follows one utterance and says when it is over: `step` for each timestep with whether it was silent, true at the endpoint.
 * Adds no delay of its own.
 */
export class Endpoint {
  readonly #rules: readonly EndpointRule[];
  readonly #timestepSeconds: number;
  #timesteps = 0;
  #silentTimesteps = 0;

  constructor(rules: readonly EndpointRule[], timestepSeconds: number) {
    this.#rules = rules;
    this.#timestepSeconds = timestepSeconds;
  }

  /** @param silent the most probable label is the blank or the space */
  step(silent: boolean): boolean {
    this.#timesteps += 1;
    this.#silentTimesteps = silent ? this.#silentTimesteps + 1 : 0;
    const hasText = this.#silentTimesteps < this.#timesteps;
    const silence = this.#silentTimesteps * this.#timestepSeconds;
    const length = this.#timesteps * this.#timestepSeconds;
    return this.#rules.some(
      (rule) =>
        (hasText || !rule.needsText) && silence >= rule.trailingSilenceSeconds && length >= rule.utteranceSeconds,
    );
  }

  finish(): void {
    this.#timesteps = 0;
    this.#silentTimesteps = 0;
  }
}
