import { fail, ok, type Result } from '../../contract/result';
import { type ChunkConfig, type NetworkConfig } from '../../core/acoustic/config';
import { Network, type WeightValues } from '../../core/acoustic/network';
import { english } from '../../core/alphabet';
import type { NormalizationPrior } from '../../core/features/config';
import type { Alarm } from '../../core/training/alarms';
import { batchOf, groupsByLength } from '../../core/training/batches';
import { leakAlarm } from '../../core/training/dataAlarms';
import { evaluateHeldOut, judgedFrames, judgingChunks, posteriorsOf } from '../../core/training/heldOut';
import { ErrorTally } from '../../core/training/wordErrors';
import type { CachedCorpus } from '../corpus/cachedCorpus';
import { Examples, type Refusal } from '../corpus/examples';
import type { TrainingConfig } from './trainingConfig';

/** What a network says of recordings that it has not learnt from; error rates in percent, best path without a language model. */
export interface HeldOutScore {
  /** Nats per label. */
  readonly loss: number;
  readonly wer: number;
  readonly cer: number;
  readonly sources: ReadonlyMap<string, { readonly wer: number; readonly cer: number }>;
  /** A few targets and what was heard. */
  readonly examples: readonly { readonly said: string; readonly heard: string }[];
  /** Whether utterances of one batch disturb each other. */
  readonly alarm: Alarm | null;
}

const shownExamples = 5;
/** How many utterances are tried together and alone. */
const leakUtterances = 3;

/** Scores weights on recordings spread evenly over a held-out list, the same ones each time. */
export class HeldOutScorer {
  readonly #corpus: CachedCorpus;
  readonly #config: TrainingConfig;
  readonly #examples: Examples;
  readonly #chosen: readonly number[];
  readonly #chunks: ChunkConfig;

  constructor(corpus: CachedCorpus, config: TrainingConfig) {
    this.#corpus = corpus;
    this.#config = config;
    this.#chunks = judgingChunks(config.features);
    this.#examples = new Examples(corpus.entries, corpus.cache, config.features, english);
    const stride = Math.max(1, Math.floor(corpus.entries.length / config.evaluateUtterances));
    this.#chosen = corpus.entries
      .map((_, index) => index)
      .filter((index) => index % stride === 0 && this.#examples.frames[index]! > 0);
  }

  /** Recordings of the list that cannot be scored. */
  get refusals(): readonly Refusal[] {
    return this.#examples.refusals;
  }

  /** Fails with `corpus-invalid` where no recording of the list can be scored. */
  check(): Result<undefined> {
    if (this.#chosen.length > 0) return ok(undefined);
    const reason = this.refusals[0]?.reason ?? 'the list is empty';
    return fail('corpus-invalid', `No recording of the held-out list can be scored: ${reason}`);
  }

  score(config: NetworkConfig, weights: ReadonlyMap<string, WeightValues>, prior: NormalizationPrior): HeldOutScore {
    const network = new Network(config, weights);
    const tally = new ErrorTally();
    const texts = new Map<number, string>();
    let nats = 0;
    let labels = 0;
    try {
      for (const group of groupsByLength(this.#examples.frames, this.#chosen, judgedFrames)) {
        const batch = batchOf(this.#examples.read(group, prior), this.#config.features);
        const result = evaluateHeldOut(network, batch, english, this.#chunks);
        nats += result.nats;
        labels += result.labels;
        group.forEach((index, place) => texts.set(index, result.texts[place]!));
      }
      const heard = this.#chosen.map((index) => ({ ...this.#corpus.entries[index]!, heard: texts.get(index)! }));
      for (const { source, text, heard: words } of heard) tally.add(source, text, words);
      const examples = heard.slice(0, shownExamples).map(({ text, heard: words }) => ({ said: text, heard: words }));
      const { wer, cer } = tally.all;
      return { loss: nats / labels, wer, cer, sources: tally.sources, examples, alarm: this.#leak(network, prior) };
    } finally {
      network.dispose();
    }
  }

  #leak(network: Network, prior: NormalizationPrior): Alarm | null {
    const batch = batchOf(this.#examples.read(this.#chosen.slice(0, leakUtterances), prior), this.#config.features);
    return leakAlarm((some) => posteriorsOf(network, some, this.#chunks), batch);
  }
}
