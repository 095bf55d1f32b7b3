import type { Alphabet } from '../alphabet';
import { type BeamSearchOptions, defaultBeamSearchOptions } from './beamSearchOptions';
import { BestPath } from './bestPath';
import { commitPoint } from './commit';
import { confidenceOf, type WordEvidence } from './confidence';
import type { DecodedWord, Decoder, PartialTranscript } from './decoder';
import { logAdd } from './logSpace';
import { PrefixBeams } from './prefixBeams';
import { none } from './prefixTree';
import type { Scorer } from './scorer';
import type { TextScorer } from './textScorer';
import { type Emission, wordsOf } from './words';

/** How often words are committed. Counted in timesteps, so that it does not matter how often somebody asks. */
const commitIntervalTimesteps = 10;

/** How many prefixes are asked whether they agree on a word: those behind them weigh next to nothing. */
const witnessCount = 16;

/**
 * Of the best texts so many, and none whose natural-log score is so far below the best one's, are judged whole: twice as many without
 * a margin change the words wrong by less than a tenth of a point (docs/experiments.md).
 */
const rescored = { texts: 32, margin: 6 };

/** Who is asked about what was found. */
interface Judges {
  /** How sure a word is by what speaks for it. */
  readonly confidenceOf?: (evidence: WordEvidence) => number;
  /** Chooses among the texts that an utterance ends with. */
  readonly textScorer?: TextScorer | null;
  /** Whether there is such a word; without it, every run of letters is one. */
  readonly isListed?: (word: string) => boolean;
}

export interface Hypothesis {
  readonly text: string;
  /** ln P(text | sound), summed over the alignments that were followed, less the labels' priors, and the scorer's score. */
  readonly logScore: number;
}

/**
 * Finds the words that maximise ln P(words | sound) + the scorer's score, by CTC prefix beam search.
 *
 * Words that all prefixes that matter share, or that are old, are committed: every prefix that disagrees is given up, and what was
 * committed leaves the search. So committed words never change, and memory does not grow with the utterance.
 */
export class BeamSearchDecoder implements Decoder {
  readonly #alphabet: Alphabet;
  readonly #options: BeamSearchOptions;
  readonly #scorer: Scorer;
  readonly #beams: PrefixBeams;
  readonly #confidenceOf: (evidence: WordEvidence) => number;
  readonly #textScorer: TextScorer | null;
  readonly #isListed: (word: string) => boolean;
  readonly #bestPath = new BestPath();
  readonly #committed: DecodedWord[] = [];
  #timestep = 0;

  /**
   * @param alphabet a space in it separates words; without one nothing is committed before the end
   */
  constructor(
    alphabet: Alphabet,
    scorer: Scorer,
    options: BeamSearchOptions = defaultBeamSearchOptions,
    judges: Judges = {},
  ) {
    this.#confidenceOf = judges.confidenceOf ?? confidenceOf;
    this.#textScorer = judges.textScorer ?? null;
    this.#isListed = judges.isListed ?? (() => true);
    this.#alphabet = alphabet;
    this.#options = options;
    this.#scorer = scorer;
    this.#beams = new PrefixBeams(alphabet, scorer, options);
  }

  step(logProbs: Float32Array): void {
    const { size } = this.#alphabet;
    if (logProbs.length !== size) throw new RangeError(`a timestep has ${size} labels, not ${logProbs.length}`);
    this.#follow(logProbs);
    if (this.#timestep % commitIntervalTimesteps === 0) this.#commit();
  }

  /**
   * Unfinished are the words that the best text has had for a moment: those that come and go would only unsettle a reader. Their
   * confidence is the posterior alone.
   */
  partial(ahead: readonly Float32Array[] = []): PartialTranscript {
    const unfinished = ahead.length === 0 ? this.#unfinished() : this.#unfinishedWith(ahead);
    return { committed: [...this.#committed], unfinished };
  }

  finish(): DecodedWord[] {
    this.#beams.gain((node) => this.#scorer.finish(node));
    if (this.#textScorer !== null) this.#rescore(this.#textScorer);
    const words = [...this.#committed, ...this.#judged(this.#wordsOf(this.#beams.best()))];
    this.#committed.length = 0;
    this.#timestep = 0;
    this.#bestPath.restart();
    this.#beams.restart();
    return words;
  }

  /** The best texts so far behind what is committed, best first. Texts that differ in a space at the end are one. */
  hypotheses(count: number): Hypothesis[] {
    const scoreOf = new Map<string, number>();
    for (let i = 0; i < this.#beams.count; i++) {
      const text = this.#textOf(this.#beams.node(i));
      scoreOf.set(text, logAdd(scoreOf.get(text) ?? -Infinity, this.#beams.score(i)));
    }
    const all = [...scoreOf].map(([text, logScore]): Hypothesis => ({ text, logScore }));
    return all.sort((a, b) => b.logScore - a.logScore).slice(0, count);
  }

  /** How many prefixes there is room for: it stays bounded however long the utterance. */
  get capacity(): number {
    return this.#beams.tree.capacity;
  }

  /** Those that are not among the best texts are out of the question. */
  #rescore(scorer: TextScorer): void {
    const before = this.#committed.map(({ text }) => text);
    const best = this.hypotheses(rescored.texts);
    const floor = (best[0]?.logScore ?? 0) - rescored.margin;
    const texts = best.filter(({ logScore }) => logScore >= floor).map(({ text }) => text);
    const gains = scorer.gains(texts.map((text) => [...before, ...text.split(' ').filter((word) => word !== '')]));
    const gainOf = new Map(texts.map((text, index) => [text, gains[index]!]));
    this.#beams.gain((node) => gainOf.get(this.#textOf(node)) ?? -Infinity);
  }

  #textOf(node: number): string {
    const labels = this.#path(node).map((node) => this.#beams.tree.label[node] ?? 0);
    return this.#alphabet.decode(labels).trimEnd();
  }

  #unfinished(): DecodedWord[] {
    return wordsOf(this.#emissions(this.#steadyNode()), this.#alphabet);
  }

  /** What would be unfinished after these timesteps, of which nothing is kept. */
  #unfinishedWith(ahead: readonly Float32Array[]): DecodedWord[] {
    const timestep = this.#timestep;
    const unfinished = this.#bestPath.tryOut(() =>
      this.#beams.tryOut(() => {
        for (const logProbs of ahead) this.#follow(logProbs);
        return this.#unfinished();
      }),
    );
    this.#timestep = timestep;
    return unfinished;
  }

  #follow(logProbs: Float32Array): void {
    this.#beams.step(logProbs);
    this.#bestPath.follow(this.#beams, this.#timestep);
    this.#timestep += 1;
  }

  #commit(): void {
    const { commitMargin, commitAfterTimesteps } = this.#options;
    const space = this.#alphabet.labelOf(' ');
    if (space === undefined) return;
    const point = commitPoint(this.#beams, space, commitMargin, this.#timestep - commitAfterTimesteps);
    if (point === none) return;
    this.#committed.push(...this.#judged(wordsOf(this.#emissions(point), this.#alphabet)));
    this.#beams.commit(point);
  }

  /** Up to where the best prefix has not changed of late: the end of a word, or of all that was heard. */
  #steadyNode(): number {
    const { tree } = this.#beams;
    const { showAfterTimesteps, showUnclosedAfterTimesteps } = this.#options;
    const space = this.#alphabet.labelOf(' ');
    let node = this.#beams.node(this.#beams.best());
    if (node !== tree.root && this.#bestPath.ageOf(node) >= showUnclosedAfterTimesteps) return node;
    while (node !== tree.root && !(tree.label[node] === space && this.#bestPath.ageOf(node) >= showAfterTimesteps))
      node = tree.parent[node] ?? none;
    return node;
  }

  #wordsOf(beam: number): DecodedWord[] {
    return wordsOf(this.#emissions(this.#beams.node(beam)), this.#alphabet);
  }

  /** The nodes below the root down to `node`. */
  #path(node: number): number[] {
    const { tree } = this.#beams;
    const path: number[] = [];
    for (let at = node; at !== tree.root && at !== none; at = tree.parent[at] ?? none) path.push(at);
    return path.reverse();
  }

  /** A prefix is shared by texts that may have been heard at different times, so each label is kept from ending after its successor begins. */
  #emissions(node: number): Emission[] {
    const emissions: Emission[] = [];
    let latest = this.#timestep;
    for (const at of this.#path(node).reverse()) {
      const firstTimestep = Math.min(this.#beams.firstTimestep(at), latest);
      const lastTimestep = Math.max(firstTimestep, Math.min(this.#beams.lastTimestep(at), latest));
      emissions.push({
        label: this.#beams.tree.label[at] ?? 0,
        firstTimestep,
        lastTimestep,
        logProb: this.#beams.loudest(at),
      });
      latest = firstTimestep;
    }
    return emissions.reverse();
  }

  /** With the confidence that the search as a whole has in each word: the more of it has the same word at the same time, the more. */
  #judged(words: readonly DecodedWord[]): DecodedWord[] {
    const bestScore = this.#beams.score(this.#beams.best());
    const order = Array.from({ length: this.#beams.count }, (_, index) => index);
    order.sort((a, b) => this.#beams.score(b) - this.#beams.score(a));
    const witnesses = order.slice(0, witnessCount).map((beam) => ({
      weight: Math.exp(this.#beams.score(beam) - bestScore),
      words: this.#wordsOf(beam),
    }));
    const total = witnesses.reduce((sum, { weight }) => sum + weight, 0);
    return words.map((word) => {
      const agreeing = witnesses.filter((witness) => witness.words.some((other) => isSame(word, other)));
      const agreement = agreeing.reduce((sum, { weight }) => sum + weight, 0) / total;
      const timesteps = word.endTimestep - word.startTimestep;
      const evidence = { posterior: word.confidence, agreement, letters: word.text.length, timesteps };
      const judged = { ...word, confidence: this.#confidenceOf(evidence) };
      return this.#isListed(word.text) ? judged : { ...judged, isUnlisted: true };
    });
  }
}

const isSame = (a: DecodedWord, b: DecodedWord): boolean =>
  a.text === b.text && a.startTimestep < b.endTimestep && b.startTimestep < a.endTimestep;
