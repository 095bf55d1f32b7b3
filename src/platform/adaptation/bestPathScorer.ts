import { Network, type WeightValues } from '../../core/acoustic/network';
import { english } from '../../core/alphabet';
import { batchOf, groupsByLength } from '../../core/training/batches';
import { evaluateHeldOut, judgedFrames, judgingChunks } from '../../core/training/heldOut';
import { errorRateOf, type Heard } from '../../core/voice/errorInterval';
import type { AcousticModel } from '../acoustic/modelFile';
import type { AdaptationMaterial } from './adaptationMaterial';

interface PartScore {
  /** Nats per letter. */
  readonly loss: number;
  /** Percent. */
  readonly wer: number;
  readonly heard: readonly Heard[];
}

export interface BestPathScore {
  readonly voice: PartScore;
  readonly canary: PartScore;
}

/** As many are heard between two passes: enough for a curve, few enough not to be waited for. */
const mostRecordings = 24;

/** Scores weights while they are being learnt: best path, without a language model, on the same recordings each time. */
export class BestPathScorer {
  readonly #material: AdaptationMaterial;
  readonly #model: AcousticModel;

  constructor(material: AdaptationMaterial, model: AcousticModel) {
    this.#material = material;
    this.#model = model;
  }

  score(weights: ReadonlyMap<string, WeightValues>): BestPathScore {
    const network = new Network(this.#model.network, weights);
    try {
      return { voice: this.#part(network, 'heldOut'), canary: this.#part(network, 'canary') };
    } finally {
      network.dispose();
    }
  }

  #part(network: Network, name: 'heldOut' | 'canary'): PartScore {
    const { entries, examples } = this.#material[name];
    const usable = examples.frames.flatMap((frames, index) => (frames > 0 ? [index] : []));
    const every = Math.max(1, Math.floor(usable.length / mostRecordings));
    const chosen = usable.filter((_, place) => place % every === 0).slice(0, mostRecordings);
    let [nats, labels] = [0, 0];
    const texts = new Map<number, string>();
    for (const group of groupsByLength(examples.frames, chosen, judgedFrames)) {
      const batch = batchOf(examples.read(group, this.#model.prior), this.#model.features);
      const result = evaluateHeldOut(network, batch, english, judgingChunks(this.#model.features));
      nats += result.nats;
      labels += result.labels;
      group.forEach((index, place) => texts.set(index, result.texts[place]!));
    }
    const heard = chosen.map((index): Heard => ({
      said: entries[usable.indexOf(index)]!.text,
      heard: texts.get(index)!,
    }));
    return { loss: nats / Math.max(1, labels), wer: errorRateOf(heard).wer, heard };
  }
}
