import type { Alphabet } from '../alphabet';
import type { DecodedWord, Decoder, PartialTranscript } from './decoder';

/**
 * Best path decoding (Graves et al. 2006 §3.2): the most probable label of each timestep, repeats merged, blanks dropped.
 * The baseline of every other decoder. A word is committed once a space follows it.
 */
export class GreedyDecoder implements Decoder {
  readonly #alphabet: Alphabet;
  #words: DecodedWord[] = [];
  #text = '';
  #startTimestep = 0;
  #endTimestep = 0;
  #logProb = 0;
  #timestep = 0;
  #before: number;

  constructor(alphabet: Alphabet) {
    this.#alphabet = alphabet;
    this.#before = alphabet.blank;
  }

  step(logProbs: Float32Array): void {
    let best = 0;
    for (let label = 1; label < logProbs.length; label += 1) if (logProbs[label]! > logProbs[best]!) best = label;
    if (best !== this.#before && best !== this.#alphabet.blank) this.#append(best, logProbs[best]!);
    if (best === this.#before && best !== this.#alphabet.blank) this.#endTimestep = this.#timestep + 1;
    this.#before = best;
    this.#timestep += 1;
  }

  partial(): PartialTranscript {
    return { committed: [...this.#words], unfinished: this.#text === '' ? [] : [this.#word()] };
  }

  finish(): DecodedWord[] {
    this.#endWord();
    const words = this.#words;
    this.#words = [];
    this.#timestep = 0;
    this.#before = this.#alphabet.blank;
    return words;
  }

  #append(label: number, logProb: number): void {
    const symbol = this.#alphabet.symbols[label]!;
    if (symbol === ' ') {
      this.#endWord();
      return;
    }
    if (this.#text === '') this.#startTimestep = this.#timestep;
    this.#text += symbol;
    this.#logProb += logProb;
    this.#endTimestep = this.#timestep + 1;
  }

  #endWord(): void {
    if (this.#text !== '') this.#words.push(this.#word());
    this.#text = '';
    this.#logProb = 0;
  }

  /** Confidence is the geometric mean of the labels' probabilities. */
  #word(): DecodedWord {
    const confidence = Math.exp(this.#logProb / this.#text.length);
    return { text: this.#text, startTimestep: this.#startTimestep, endTimestep: this.#endTimestep, confidence };
  }
}
