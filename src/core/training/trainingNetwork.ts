import * as tf from '@tensorflow/tfjs-core';

import { defaultChunkConfig, type NetworkConfig } from '../acoustic/config';
import type { WeightValues } from '../acoustic/network';
import type { Packing } from '../acoustic/packing';
import { scan } from '../acoustic/scan';
import { windowing, type Windowing } from '../acoustic/windowing';
import type { Batch } from './batches';
import { Dropout } from './dropout';
import { normalizationEpsilon, NormalizedLayer } from './normalizedLayer';
import { Random } from './random';
import { widen } from './widen';

/** Share of the old value that a running statistic keeps at each batch. */
const runningKept = 0.98;

/** The layers that carry batch normalisation; the numbers are those of the formulas in `acoustic/network.ts`. */
const normalizedLayers = ['1', '2', '3', '4', '5'] as const;

const noDropout = new Dropout(0, new Random());

/** What a forward pass hands to the loss, [rows, L] each. */
export interface Logits {
  readonly top: tf.Tensor2D;
  /** From h3, below the recurrence: a second CTC loss here teaches the dense layers early (Lee and Watanabe 2021). */
  readonly intermediate: tf.Tensor2D;
}

type PlainBatch = Pick<Batch, 'windows' | 'packing'>;

/**
 * The network of `acoustic/network.ts` in the form in which it is trained: each dense layer is followed by batch
 * normalisation, and a second output hangs on h3. `fold` gives the plain network.
 */
export class TrainingNetwork {
  readonly config: NetworkConfig;
  readonly variables: ReadonlyMap<string, tf.Variable>;
  /** Running mean and variance of each normalised layer, by names such as `mean1` and `variance1`. */
  readonly #running = new Map<string, tf.Tensor1D>();
  readonly #layers = new Map(normalizedLayers.map((name) => [name, new NormalizedLayer(name !== '4', name === '1')]));

  constructor(config: NetworkConfig, seed: number) {
    this.config = config;
    this.variables = initialVariables(config, new Random(seed, 1));
  }

  /** @param windows [rows, F]  @param dropout of the dense layers; the recurrences remember everything */
  forward(windows: tf.Tensor2D, packing: Packing, windowed: Windowing, dropout = noDropout): Logits {
    const h1 = dropout.apply(this.#layer('1', windows)); // [rows, H]
    const h2 = dropout.apply(this.#layer('2', h1)); // [rows, H]
    const h3 = dropout.apply(this.#layer('3', h2)); // [rows, H]
    const projected = this.#layer('4', h3); // [rows, H]
    const f = scan(projected, this.#matrix('Rf'), packing); // [rows, H]
    const seen = tf.gather(projected, windowed.gather); // [rows of the windows, H]
    const r = tf.gather(scan(seen, this.#matrix('Rb'), windowed.packing), windowed.emit); // [rows, H]
    const h5 = dropout.apply(this.#layer('5', tf.add(f, r))); // [rows, H]
    return {
      top: tf.add(tf.matMul(h5, this.#matrix('W6')), this.#vector('b6')), // [rows, L]
      intermediate: tf.add(tf.matMul(h3, this.#matrix('intermediateW')), this.#vector('intermediateB')), // [rows, L]
    };
  }

  /** Lets the running statistics follow those of the last batch. */
  followStatistics(): void {
    for (const [name, layer] of this.#layers) {
      const { mean, variance } = layer.takeStatistics();
      this.#follow(`mean${name}`, mean);
      this.#follow(`variance${name}`, variance);
    }
  }

  /** The plain network: W·γ/√(variance + ε), and what is left as the bias. */
  fold(): Map<string, WeightValues> {
    return this.#foldWith(this.#running);
  }

  /**
   * As `fold`, with the statistics over some batches in place of the running ones, which lag behind the weights and are those of
   * dropout and of what augmentation has changed (Wu and Johnson 2021 §3). The running ones stay as they are.
   */
  foldFor(batches: Iterable<PlainBatch>): Map<string, WeightValues> {
    const statistics = this.#statisticsOver(batches);
    const folded = this.#foldWith(statistics);
    for (const statistic of statistics.values()) statistic.dispose();
    return folded;
  }

  #foldWith(statistics: ReadonlyMap<string, tf.Tensor1D>): Map<string, WeightValues> {
    const folded = new Map<string, WeightValues>();
    for (const name of normalizedLayers) {
      tf.tidy(() => {
        const [mean, variance] = [statistics.get(`mean${name}`), statistics.get(`variance${name}`)];
        if (mean === undefined || variance === undefined) throw new Error('a network is folded after its first batch');
        const scale = tf.mul(this.#vector(`gain${name}`), tf.rsqrt(tf.add(variance, normalizationEpsilon)));
        const shift = tf.sub(this.#vector(`shift${name}`), tf.mul(mean, scale));
        folded.set(`W${name}`, valuesOf(tf.mul(this.#matrix(`W${name}`), scale)));
        folded.set(`b${name}`, valuesOf(shift));
      });
    }
    for (const name of ['Rf', 'Rb', 'W6', 'b6']) folded.set(name, valuesOf(this.#variable(name)));
    return folded;
  }

  /**
   * Takes over a plain network, so that it can be trained further: gain and shift of each layer undo what the statistics of some
   * batches do, so that `foldFor` the same batches gives it back. The second output stays as it is.
   *
   * A network with fewer units becomes a part of this one, which says the same at first: the other units begin as in a new network
   * and hear all units, but those that were there and the output do not hear them yet.
   *
   * @param weights of the plain network, as `fold` gives them
   */
  unfold(weights: ReadonlyMap<string, WeightValues>, batches: readonly PlainBatch[]): void {
    for (const [name, weight] of weights) if (this.variables.has(name)) this.#takeOver(name, weight);
    for (const name of normalizedLayers) {
      this.#see(batches);
      // The layers below are undone already, so that these are the sums of the plain network.
      const { shape, values: bias } = weights.get(`b${name}`)!;
      const [mean, variance] = ['mean', 'variance'].map((part) => this.#running.get(`${part}${name}`)!.dataSync());
      const gain = bias.map((_, unit) => Math.sqrt(variance![unit]! + normalizationEpsilon));
      const shift = bias.map((value, unit) => value + mean![unit]!);
      this.#takeOver(`gain${name}`, { shape, values: gain });
      this.#takeOver(`shift${name}`, { shape, values: shift });
    }
    this.#see(batches);
  }

  /** Everything that training changes, for a checkpoint. */
  values(): Map<string, WeightValues> {
    return new Map([...this.variables, ...this.#running].map(([name, tensor]) => [name, valuesOf(tensor)]));
  }

  /** Puts back what `values` gave. @throws RangeError where a tensor is missing or of another shape */
  restore(values: ReadonlyMap<string, WeightValues>): void {
    for (const [name, variable] of this.variables) {
      const saved = values.get(name);
      if (saved?.shape.join() !== variable.shape.join()) throw new RangeError(`the checkpoint's ${name} does not fit`);
      tf.tidy(() => {
        variable.assign(tf.tensor(saved.values, [...saved.shape]));
      });
    }
    for (const name of normalizedLayers.flatMap((layer) => [`mean${layer}`, `variance${layer}`])) {
      const saved = values.get(name);
      if (saved === undefined) continue;
      this.#running.get(name)?.dispose();
      this.#running.set(name, tf.keep(tf.tensor1d(saved.values)));
    }
  }

  dispose(): void {
    for (const tensor of [...this.variables.values(), ...this.#running.values()]) tensor.dispose();
    this.#running.clear();
  }

  /** Makes the running statistics those of some batches. */
  #see(batches: readonly PlainBatch[]): void {
    for (const statistic of this.#running.values()) statistic.dispose();
    this.#running.clear();
    for (const [name, statistic] of this.#statisticsOver(batches)) this.#running.set(name, statistic);
  }

  /** Of what each layer sums up, without dropout; the caller disposes them. */
  #statisticsOver(batches: Iterable<PlainBatch>): Map<string, tf.Tensor1D> {
    const moments = new Map<string, tf.Tensor1D>();
    const add = (name: string, value: () => tf.Tensor1D): void => {
      const before = moments.get(name);
      moments.set(
        name,
        tf.keep(tf.tidy(() => (before === undefined ? value() : tf.add<tf.Tensor1D>(before, value())))),
      );
      before?.dispose();
    };
    let count = 0;
    for (const { windows, packing } of batches) {
      count += 1;
      tf.tidy(() => {
        const rows = tf.tensor2d(windows, [packing.rows, this.config.inputSize]);
        this.forward(rows, packing, windowing(packing, defaultChunkConfig));
      });
      for (const [name, layer] of this.#layers) {
        const { mean, variance } = layer.takeStatistics();
        add(`mean${name}`, () => tf.clone(mean));
        add(`variance${name}`, () => tf.add(variance, tf.square(mean)));
        tf.dispose([mean, variance]);
      }
    }
    return this.#centred(moments, count);
  }

  /** Means and variances from sums of means and of mean squares over so many batches; disposes the sums. */
  #centred(sums: ReadonlyMap<string, tf.Tensor1D>, count: number): Map<string, tf.Tensor1D> {
    const statistics = new Map<string, tf.Tensor1D>();
    for (const name of this.#layers.keys()) {
      const [means, squares] = [sums.get(`mean${name}`), sums.get(`variance${name}`)];
      if (means === undefined || squares === undefined) throw new Error('there are no batches to take statistics of');
      const mean = tf.keep(tf.div<tf.Tensor1D>(means, count));
      statistics.set(`mean${name}`, mean);
      const variance = tf.tidy(() => tf.relu(tf.sub<tf.Tensor1D>(tf.div(squares, count), tf.square(mean))));
      statistics.set(`variance${name}`, tf.keep(variance));
      tf.dispose([means, squares]);
    }
    return statistics;
  }

  /** Makes a weight of a network of as many units or fewer a part of ours. */
  #takeOver(name: string, weight: WeightValues): void {
    const variable = this.#variable(name);
    const { shape, values } = widen(weight, valuesOf(variable));
    tf.tidy(() => {
      variable.assign(tf.tensor(values, [...shape]));
    });
  }

  #layer(name: (typeof normalizedLayers)[number], input: tf.Tensor2D): tf.Tensor2D {
    const layer = this.#layers.get(name)!;
    const weight = this.#matrix(`W${name}`);
    return layer.apply(input, weight, { gain: this.#vector(`gain${name}`), shift: this.#vector(`shift${name}`) });
  }

  #matrix(name: string): tf.Tensor2D {
    return this.#variable(name) as unknown as tf.Tensor2D;
  }

  #vector(name: string): tf.Tensor1D {
    return this.#variable(name) as unknown as tf.Tensor1D;
  }

  #variable(name: string): tf.Variable {
    const variable = this.variables.get(name);
    if (variable === undefined) throw new Error(`the network has no variable ${name}`);
    return variable;
  }

  #follow(name: string, latest: tf.Tensor1D): void {
    const before = this.#running.get(name);
    const after =
      before === undefined
        ? latest
        : tf.tidy(() => tf.add<tf.Tensor1D>(tf.mul(before, runningKept), tf.mul(latest, 1 - runningKept)));
    this.#running.set(name, tf.keep(after));
    before?.dispose();
    if (after !== latest) latest.dispose();
  }
}

function initialVariables(
  { inputSize, hiddenUnits, labelCount }: NetworkConfig,
  random: Random,
): ReadonlyMap<string, tf.Variable> {
  const shapes: [string, number[]][] = normalizedLayers.map((name) => [
    `W${name}`,
    [name === '1' ? inputSize : hiddenUnits, hiddenUnits],
  ]);
  shapes.push(['W6', [hiddenUnits, labelCount]], ['intermediateW', [hiddenUnits, labelCount]]);
  const variables = new Map<string, tf.Variable>();
  const add = (name: string, shape: number[], values: Float32Array): void => {
    variables.set(
      name,
      tf.tidy(() => tf.variable(tf.tensor(values, shape), true)),
    );
  };
  for (const [name, shape] of shapes) add(name, shape, gaussian(random, shape, Math.sqrt(1 / shape[0]!)));
  for (const name of normalizedLayers) {
    add(`gain${name}`, [hiddenUnits], new Float32Array(hiddenUnits).fill(1));
    add(`shift${name}`, [hiddenUnits], new Float32Array(hiddenUnits));
  }
  for (const name of ['Rf', 'Rb']) add(name, [hiddenUnits, hiddenUnits], nearIdentity(random, hiddenUnits));
  for (const name of ['b6', 'intermediateB']) add(name, [labelCount], new Float32Array(labelCount));
  return variables;
}

const gaussian = (random: Random, shape: readonly number[], deviation: number): Float32Array =>
  Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, () => random.normal() * deviation);

/** A recurrence of clipped ReLUs learns best when it begins by remembering (Le et al. 2015): half the identity, a little noise. */
function nearIdentity(random: Random, size: number): Float32Array {
  const values = gaussian(random, [size, size], 0.3 / Math.sqrt(size));
  for (let unit = 0; unit < size; unit += 1) values[unit * size + unit]! += 0.5;
  return values;
}

const valuesOf = (tensor: tf.Tensor): WeightValues => ({
  shape: tensor.shape,
  values: Float32Array.from(tensor.dataSync()),
});
