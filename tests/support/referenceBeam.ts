import type { Hypothesis } from '../../src/core/decode/beamSearch';
import type { Scorer } from '../../src/core/decode/scorer';

/** Of all alignments of a prefix: the probability of those that end in a blank, and in its last label. */
interface Mass {
  inBlank: number;
  inLabel: number;
}

/**
 * CTC prefix beam search as Hannun et al. 2014 (algorithm 1) write it down, in probabilities, with a map of strings: slow, and plain
 * enough to judge a fast one by. A space at the start or behind a space is no new text.
 *
 * @param symbols of the labels, without the blank, which comes last
 * @param scoreOf natural-log score of a prefix, without the sound
 */
export function referenceBeam(
  steps: readonly Float32Array[],
  symbols: string,
  beamWidth: number,
  scoreOf: (prefix: string) => number,
): Hypothesis[] {
  let beam = new Map<string, Mass>([['', { inBlank: 1, inLabel: 0 }]]);
  for (const step of steps) {
    const probability = Array.from(step, (logProb) => Math.exp(logProb));
    const reached = new Map<string, Mass>();
    const massOf = (prefix: string): Mass => {
      const mass = reached.get(prefix) ?? { inBlank: 0, inLabel: 0 };
      reached.set(prefix, mass);
      return mass;
    };
    for (const [prefix, { inBlank, inLabel }] of beam) {
      const last = prefix.at(-1) ?? ' ';
      massOf(prefix).inBlank += (inBlank + inLabel) * probability.at(-1)!;
      massOf(prefix).inLabel += inLabel * (probability[symbols.indexOf(last)] ?? 0);
      Array.from(symbols).forEach((symbol, label) => {
        const isSameText = symbol === ' ' && last === ' ';
        massOf(isSameText ? prefix : prefix + symbol).inLabel +=
          (symbol === last ? inBlank : inBlank + inLabel) * probability[label]!;
      });
    }
    const best = [...reached].filter(([, mass]) => mass.inBlank + mass.inLabel > 0);
    best.sort((a, b) => scored(b, scoreOf) - scored(a, scoreOf));
    beam = new Map(best.slice(0, beamWidth));
  }
  return merged([...beam], scoreOf);
}

const scored = ([prefix, { inBlank, inLabel }]: readonly [string, Mass], scoreOf: (prefix: string) => number): number =>
  Math.log(inBlank + inLabel) + scoreOf(prefix);

/** Texts that differ in a space at the end are one. */
function merged(beam: readonly (readonly [string, Mass])[], scoreOf: (prefix: string) => number): Hypothesis[] {
  const total = new Map<string, number>();
  for (const entry of beam) {
    const text = entry[0].trimEnd();
    total.set(text, (total.get(text) ?? 0) + Math.exp(scored(entry, scoreOf)));
  }
  return [...total]
    .map(([text, sum]): Hypothesis => ({ text, logScore: Math.log(sum) }))
    .sort((a, b) => b.logScore - a.logScore);
}

/** What a language model might say, at random: the gain of each label depends on all that came before it. */
export function randomGain(prefix: string, seed: number): number {
  let hash = 2_166_136_261 ^ seed;
  for (const symbol of prefix) hash = Math.imul(hash ^ symbol.charCodeAt(0), 16_777_619) >>> 0;
  return -3 * (Math.imul(hash ^ (hash >>> 15), 2_246_822_519) >>> 0) * 2 ** -32;
}

/** The same as a scorer, which knows prefixes by number. */
export class RandomScorer implements Scorer {
  readonly #symbols: string;
  readonly #seed: number;
  readonly #prefixes: string[] = [];

  constructor(symbols: string, seed: number) {
    this.#symbols = symbols;
    this.#seed = seed;
  }

  reserve(): void {
    // The array grows by itself.
  }

  start(id: number): void {
    this.#prefixes[id] = '';
  }

  extend(parent: number, label: number, child: number): number {
    const prefix = (this.#prefixes[parent] ?? '') + (this.#symbols[label] ?? '');
    this.#prefixes[child] = prefix;
    return randomGain(prefix, this.#seed);
  }

  finish(): number {
    return 0;
  }
}

/** The sum of the gains of all labels of a prefix. */
export const randomScore = (prefix: string, seed: number): number =>
  Array.from(prefix, (_symbol, index) => randomGain(prefix.slice(0, index + 1), seed)).reduce((a, b) => a + b, 0);
