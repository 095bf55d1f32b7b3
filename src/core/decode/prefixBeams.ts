import type { Alphabet } from '../alphabet';
import type { BeamSearchOptions } from './beamSearchOptions';
import { logAdd } from './logSpace';
import { grown, none, PrefixTree } from './prefixTree';
import type { Scorer } from './scorer';
import { selectBest } from './selectBest';
import { tryOut } from './trial';

/**
 * The prefixes that a CTC beam search follows, with their scores: ln of the probability of their alignments so far plus the
 * scorer's score (Hannun et al. 2014, "First-Pass Large Vocabulary Continuous Speech Recognition using Bi-Directional Recurrent
 * DNNs", algorithm 1). Texts are normalised: a space at the start or behind another space counts as that other space, for which
 * the root stands as a space.
 */
export class PrefixBeams {
  readonly tree = new PrefixTree();
  readonly #blank: number;
  readonly #space: number;
  readonly #scorer: Scorer;
  readonly #options: BeamSearchOptions;
  readonly #candidates: Int32Array;
  /** Of each label, what its prior takes from its log posterior, and what is left of that at this timestep. */
  readonly #priorShare: Float32Array;
  readonly #weighed: Float32Array;
  #timestep = 0;

  // Fields of the nodes. Log probability of all alignments of the prefix that end in a blank, and in its last label.
  #endsInBlank = new Float64Array(0);
  #endsInLabel = new Float64Array(0);
  #nextInBlank = new Float64Array(0);
  #nextInLabel = new Float64Array(0);
  #scorerScore = new Float64Array(0);
  /** The timestep at which #nextInBlank and #nextInLabel were last written, plus 1. */
  #stamp = new Int32Array(0);
  // Where the last label of the prefix was heard, by its most probable alignment so far.
  #firstTimestep = new Int32Array(0);
  #lastTimestep = new Int32Array(0);
  #loudest = new Float32Array(0);
  /** The score of that alignment when the label began, relative to the best prefix of that time. */
  #entryScore = new Float64Array(0);

  /** The prefixes that are followed come first. */
  #beams = new Int32Array(0);
  #scores = new Float64Array(0);
  #beamCount = 0;
  /** How many of #beams were reached in the timestep at hand. */
  #reachedCount = 0;
  /** The score of the best prefix before the timestep at hand. */
  #bestScore = 0;

  constructor(alphabet: Alphabet, scorer: Scorer, options: BeamSearchOptions) {
    if (!(options.beamWidth >= 1)) throw new RangeError(`a beam is at least 1 wide, not ${options.beamWidth}`);
    this.#blank = alphabet.blank;
    this.#space = alphabet.labelOf(' ') ?? none;
    this.#scorer = scorer;
    this.#options = options;
    this.#candidates = new Int32Array(alphabet.size);
    this.#priorShare = Float32Array.from({ length: alphabet.size }, (_, label) => {
      return options.priorWeight * (alphabet.logPriors[label] ?? 0);
    });
    this.#weighed = new Float32Array(alphabet.size);
    this.restart();
  }

  step(logProbs: Float32Array): void {
    const candidateCount = this.#chooseCandidates(logProbs);
    for (let label = 0; label < logProbs.length; label++)
      this.#weighed[label] = at(logProbs, label) - at(this.#priorShare, label);
    this.#reserve(this.#beamCount * candidateCount);
    this.#bestScore = this.score(this.best());
    const floor = this.#stay(logProbs) - this.#options.beamMargin;
    const beamCount = candidateCount === 0 ? 0 : this.#beamCount;
    for (let i = 0; i < beamCount; i++) this.#extend(this.#beams[i] ?? none, candidateCount, logProbs, floor);
    [this.#endsInBlank, this.#nextInBlank] = [this.#nextInBlank, this.#endsInBlank];
    [this.#endsInLabel, this.#nextInLabel] = [this.#nextInLabel, this.#endsInLabel];
    this.#scoreReached();
    // Where no label could extend a prefix there is nothing to choose among.
    if (candidateCount > 0) this.#prune();
    this.#timestep += 1;
  }

  get count(): number {
    return this.#beamCount;
  }

  /** The node of prefix `index` of `count`. They are in no order. */
  node(index: number): number {
    return this.#beams[index] ?? none;
  }

  /** Natural-log score of prefix `index`. */
  score(index: number): number {
    return this.#scores[index] ?? -Infinity;
  }

  /** The index of the best prefix. */
  best(): number {
    let best = 0;
    for (let i = 1; i < this.#beamCount; i++) if (this.score(i) > this.score(best)) best = i;
    return best;
  }

  firstTimestep(node: number): number {
    return this.#firstTimestep[node] ?? 0;
  }

  lastTimestep(node: number): number {
    return this.#lastTimestep[node] ?? 0;
  }

  /** Natural-log posterior of the last label of `node` where it was loudest. */
  loudest(node: number): number {
    return this.#loudest[node] ?? -Infinity;
  }

  /** Gives up every prefix that does not begin with that of `node`, which becomes the root. */
  commit(node: number): void {
    this.#keep((index) => this.tree.descends(this.node(index), node));
    this.tree.reroot(node);
  }

  /** Runs `trial`, which may step on, and is afterwards as it was before: what was tried is forgotten. */
  tryOut<Result>(trial: () => Result): Result {
    const [timestep, beamCount] = [this.#timestep, this.#beamCount];
    const tryInTree = (): Result => this.tree.tryOut(trial);
    const result = tryOut(() => this.#fields(), tryInTree);
    [this.#timestep, this.#beamCount] = [timestep, beamCount];
    return result;
  }

  /** Adds to each score what its prefix gains once the utterance has ended. Only this and restart() may follow. */
  gain(gainOf: (node: number) => number): void {
    for (let i = 0; i < this.#beamCount; i++) this.#scores[i] = this.score(i) + gainOf(this.node(i));
  }

  /** Only the empty prefix is left. */
  restart(): void {
    this.#timestep = 0;
    this.#stamp.fill(0);
    this.#reserve(1);
    this.tree.clear(this.#space === none ? this.#blank : this.#space);
    const { root } = this.tree;
    this.tree.held[root] = 1;
    this.#endsInBlank[root] = 0;
    this.#endsInLabel[root] = -Infinity;
    this.#scorerScore[root] = 0;
    this.#scorer.start(root);
    this.#beams[0] = root;
    this.#scores[0] = 0;
    this.#beamCount = 1;
  }

  /** What is kept of each node or prefix from one timestep to the next. */
  #fields(): (Float64Array | Float32Array | Int32Array)[] {
    const heard = [this.#firstTimestep, this.#lastTimestep, this.#loudest, this.#entryScore, this.#stamp];
    return [this.#endsInBlank, this.#endsInLabel, this.#scorerScore, ...heard, this.#beams, this.#scores];
  }

  /** Makes room for `count` new nodes in every array that is indexed by node. */
  #reserve(count: number): void {
    if (!this.tree.reserve(count)) return;
    const { capacity } = this.tree;
    this.#endsInBlank = grown(this.#endsInBlank, new Float64Array(capacity));
    this.#endsInLabel = grown(this.#endsInLabel, new Float64Array(capacity));
    this.#nextInBlank = grown(this.#nextInBlank, new Float64Array(capacity));
    this.#nextInLabel = grown(this.#nextInLabel, new Float64Array(capacity));
    this.#scorerScore = grown(this.#scorerScore, new Float64Array(capacity));
    this.#stamp = grown(this.#stamp, new Int32Array(capacity));
    this.#firstTimestep = grown(this.#firstTimestep, new Int32Array(capacity));
    this.#lastTimestep = grown(this.#lastTimestep, new Int32Array(capacity));
    this.#loudest = grown(this.#loudest, new Float32Array(capacity));
    this.#entryScore = grown(this.#entryScore, new Float64Array(capacity));
    this.#beams = grown(this.#beams, new Int32Array(capacity));
    this.#scores = grown(this.#scores, new Float64Array(capacity));
    this.#scorer.reserve(capacity);
  }

  /** Collects the labels that may extend a prefix. Returns how many there are. */
  #chooseCandidates(logProbs: Float32Array): number {
    if ((logProbs[this.#blank] ?? -Infinity) > this.#options.blankSkipLogProb) return 0;
    let count = 0;
    for (let label = 0; label < this.#blank; label++) {
      const logProb = logProbs[label] ?? -Infinity;
      if (logProb >= this.#options.minLabelLogProb && logProb > -Infinity) this.#candidates[count++] = label;
    }
    return count;
  }

  /** Each prefix stays as it is: a blank, or its last label going on. Returns the best score. */
  #stay(logProbs: Float32Array): number {
    const blankLogProb = at(this.#weighed, this.#blank);
    const stamp = this.#timestep + 1;
    let best = -Infinity;
    for (let i = 0; i < this.#beamCount; i++) {
      const node = this.#beams[i] ?? none;
      const inBlank = this.#endsInBlank[node] ?? -Infinity;
      const inLabel = this.#endsInLabel[node] ?? -Infinity;
      const label = this.tree.label[node] ?? 0;
      const nextInBlank = logAdd(inBlank, inLabel) + blankLogProb;
      const nextInLabel = inLabel + at(this.#weighed, label);
      this.#nextInBlank[node] = nextInBlank;
      this.#nextInLabel[node] = nextInLabel;
      this.#stamp[node] = stamp;
      if (nextInLabel > nextInBlank) this.#hearOn(node, at(logProbs, label));
      best = Math.max(best, Math.max(nextInBlank, nextInLabel) + (this.#scorerScore[node] ?? 0));
    }
    this.#reachedCount = this.#beamCount;
    return best;
  }

  /** The last label of `node` goes on, unless this is a later sounding of it, by another alignment. */
  #hearOn(node: number, logProb: number): void {
    if (this.#lastTimestep[node] !== this.#timestep - 1) return;
    this.#lastTimestep[node] = this.#timestep;
    this.#loudest[node] = Math.max(this.#loudest[node] ?? -Infinity, logProb);
  }

  #extend(node: number, candidateCount: number, logProbs: Float32Array, floor: number): void {
    const inBlank = at(this.#endsInBlank, node);
    const total = logAdd(inBlank, at(this.#endsInLabel, node));
    const acousticFloor = floor - at(this.#scorerScore, node);
    const lastLabel = this.tree.label[node] ?? none;
    for (let i = 0; i < candidateCount; i++) {
      const label = this.#candidates[i] ?? 0;
      // A repeated label is a new one only after a blank.
      const reaching = (label === lastLabel ? inBlank : total) + at(this.#weighed, label);
      if (reaching === -Infinity || reaching < acousticFloor) continue;
      const isSameText = label === this.#space && lastLabel === label;
      this.#reach(isSameText ? node : this.#childOf(node, label), reaching, at(logProbs, label));
    }
  }

  #childOf(node: number, label: number): number {
    const found = this.tree.find(node, label);
    if (found !== none) return found;
    const child = this.tree.add(node, label);
    this.#stamp[child] = 0;
    this.#entryScore[child] = -Infinity;
    this.#scorerScore[child] = (this.#scorerScore[node] ?? 0) + this.#scorer.extend(node, label, child);
    return child;
  }

  /** Adds alignments of `node` whose last label begins at this timestep. */
  #reach(node: number, reaching: number, logProb: number): void {
    const stamp = this.#timestep + 1;
    if (this.#stamp[node] === stamp) {
      this.#nextInLabel[node] = logAdd(this.#nextInLabel[node] ?? -Infinity, reaching);
    } else {
      this.#stamp[node] = stamp;
      this.#nextInBlank[node] = -Infinity;
      this.#nextInLabel[node] = reaching;
      this.tree.held[node] = 1;
      this.#beams[this.#reachedCount++] = node;
    }
    // The label is heard where beginning it was most probable, measured against all else that could be heard then.
    const entryScore = reaching + (this.#scorerScore[node] ?? 0) - this.#bestScore;
    if (entryScore <= (this.#entryScore[node] ?? -Infinity)) return;
    this.#entryScore[node] = entryScore;
    this.#firstTimestep[node] = this.#timestep;
    this.#lastTimestep[node] = this.#timestep;
    this.#loudest[node] = logProb;
  }

  #scoreReached(): void {
    for (let i = 0; i < this.#reachedCount; i++) {
      const node = this.#beams[i] ?? none;
      const acoustic = logAdd(this.#endsInBlank[node] ?? -Infinity, this.#endsInLabel[node] ?? -Infinity);
      this.#scores[i] = acoustic + (this.#scorerScore[node] ?? 0);
    }
  }

  /** Keeps the best of the reached prefixes. */
  #prune(): void {
    const width = Math.min(this.#reachedCount, this.#options.beamWidth);
    if (width < this.#reachedCount) selectBest(this.#beams, this.#scores, this.#reachedCount, width);
    let best = -Infinity;
    for (let i = 0; i < width; i++) best = Math.max(best, this.#scores[i] ?? -Infinity);
    const floor = best - this.#options.beamMargin;
    this.#keep((i) => i < width && (this.#scores[i] ?? -Infinity) >= floor);
  }

  /** Keeps those of the reached prefixes for which `isKept` says so, and lets the others go. */
  #keep(isKept: (index: number) => boolean): void {
    let count = 0;
    for (let i = 0; i < this.#reachedCount; i++) {
      const node = this.#beams[i] ?? none;
      if (!isKept(i)) continue;
      const score = this.#scores[i] ?? -Infinity;
      // Those to let go move behind those that are kept.
      [this.#beams[i], this.#beams[count]] = [this.#beams[count] ?? none, node];
      [this.#scores[i], this.#scores[count]] = [this.#scores[count] ?? -Infinity, score];
      count += 1;
    }
    for (let i = count; i < this.#reachedCount; i++) this.tree.release(this.#beams[i] ?? none);
    this.#beamCount = count;
    this.#reachedCount = count;
  }
}

const at = (logProbs: Float32Array | Float64Array, index: number): number => logProbs[index] ?? -Infinity;
