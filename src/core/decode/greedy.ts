import type { Alphabet } from '../alphabet';
import type { DecodedWord, Decoder, PartialTranscript } from './decoder';
import { type Emission, wordsOf } from './words';

/**
 * Best path: the likeliest label of each timestep, repeats collapsed, blanks taken out (Graves et al. 2006 §3.2). The baseline.
 * Words behind the last space are committed at once, for nothing later can change them.
 */
export class GreedyDecoder implements Decoder {
  readonly #alphabet: Alphabet;
  readonly #committed: DecodedWord[] = [];
  #emissions: Emission[] = [];
  #timestep = 0;
  #last: number;

  constructor(alphabet: Alphabet) {
    this.#alphabet = alphabet;
    this.#last = alphabet.blank;
  }

  step(logProbs: Float32Array): void {
    const label = indexOfHighest(logProbs);
    const logProb = logProbs[label] ?? -Infinity;
    if (label !== this.#alphabet.blank) this.#emit(label, logProb);
    this.#last = label;
    this.#timestep += 1;
  }

  partial(ahead: readonly Float32Array[] = []): PartialTranscript {
    const committed = [...this.#committed];
    const [emissions, timestep, last] = [[...this.#emissions], this.#timestep, this.#last];
    for (const logProbs of ahead) this.step(logProbs);
    const heard = [...this.#committed.splice(committed.length), ...wordsOf(this.#emissions, this.#alphabet)];
    [this.#emissions, this.#timestep, this.#last] = [emissions, timestep, last];
    return { committed, unfinished: heard };
  }

  finish(): DecodedWord[] {
    const words = [...this.#committed, ...wordsOf(this.#emissions, this.#alphabet)];
    this.#committed.length = 0;
    this.#emissions = [];
    this.#timestep = 0;
    this.#last = this.#alphabet.blank;
    return words;
  }

  #emit(label: number, logProb: number): void {
    const previous = label === this.#last ? this.#emissions.pop() : undefined;
    const firstTimestep = previous?.firstTimestep ?? this.#timestep;
    const loudest = Math.max(previous?.logProb ?? -Infinity, logProb);
    this.#emissions.push({ label, firstTimestep, lastTimestep: this.#timestep, logProb: loudest });
    // One emission stays behind: the space itself, which may be repeated at the next timestep.
    const closesWord = label === this.#alphabet.labelOf(' ') && this.#emissions.length > 1;
    if (!closesWord) return;
    this.#committed.push(...wordsOf(this.#emissions, this.#alphabet));
    this.#emissions = this.#emissions.slice(-1);
  }
}

function indexOfHighest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] ?? -Infinity) > (values[best] ?? -Infinity)) best = i;
  return best;
}
