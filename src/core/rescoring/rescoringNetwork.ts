import * as tf from '@tensorflow/tfjs-core';

import { productsByHead } from '../productsByHead';
import type { WeightValues } from '../weightValues';
import { type RescoringModel, rescoringShapes, type RescoringSizes, sentenceEnd } from './config';
import { PieceTree } from './pieceTree';
import { WordPieces } from './wordPieces';

/**
 * A causal language model (a decoder of Vaswani et al. 2017) on pieces of words:
 *
 *     x = N(E[pieces])
 *     layer      y = x + W_o Attention(N x)      x' = y + W_n r(W_w N y)²        r(z) = max(0, z), squared as in So et al. 2021 ("Primer")
 *     logits     E N(x) + b
 *
 * N divides by the root of the mean square and multiplies by weights (Zhang and Sennrich 2019); no product but the last has a bias. Distance
 * alone tells the attention where a piece stands (`PieceTree.attentionBias`), so a text may be of any length.
 */
export class RescoringNetwork {
  readonly #sizes: RescoringSizes;
  readonly #pieces: WordPieces;
  readonly #table: Float32Array;
  readonly #weights: ReadonlyMap<string, tf.Tensor>;

  /** @throws RangeError where a weight is missing or of another shape than the sizes ask for */
  constructor({ sizes, pieces, weights }: Pick<RescoringModel, 'sizes' | 'pieces' | 'weights'>) {
    const shapes = [...rescoringShapes(sizes, pieces.length + 1)];
    for (const [name, shape] of shapes) {
      const got = weights.get(name)?.shape.join('×') ?? 'none';
      if (got !== shape.join('×')) throw new RangeError(`weight ${name} is ${got}, expected ${shape.join('×')}`);
    }
    this.#sizes = sizes;
    this.#pieces = new WordPieces(pieces);
    this.#table = weights.get('table')!.values;
    this.#weights = new Map(shapes.map(([name]) => [name, tensorOf(weights.get(name)!)]));
  }

  /**
   * ln P of each word of each text after the words before it, and last that of the text's end, [words + 1] each. Texts that begin alike are
   * computed once where they stand next to each other.
   */
  wordLogProbs(texts: readonly (readonly string[])[]): Float64Array[] {
    const scored: Float64Array[] = [];
    while (scored.length < texts.length) {
      const group = this.#groupFrom(texts, scored.length);
      const logProbs = this.#followers(group);
      for (const path of group.paths) scored.push(wordSums(path, logProbs));
    }
    return scored;
  }

  dispose(): void {
    for (const weight of this.#weights.values()) weight.dispose();
  }

  /** As many texts as are computed together: at least one. */
  #groupFrom(texts: readonly (readonly string[])[], first: number): Group {
    const tree = new PieceTree();
    const followers: Follower[] = [];
    const paths: Path[] = [];
    for (let text = first; text < texts.length && (paths.length === 0 || tree.size < mostNodes); text += 1) {
      const path: number[][] = [];
      let node = 0;
      for (const pieces of [...texts[text]!.map((word) => this.#pieces.of(word)), [sentenceEnd]]) {
        const asked = pieces.map((piece) => {
          followers.push({ node, piece });
          if (piece !== sentenceEnd) node = tree.extend(node, piece);
          return followers.length - 1;
        });
        path.push(asked);
      }
      paths.push(path);
    }
    return { tree, followers, paths };
  }

  /** ln P of each piece that is asked for after its node. */
  #followers({ tree, followers }: Group): Float32Array {
    return tf.tidy(() => {
      const logProbs = tf.logSoftmax(this.#logits(tree)); // [nodes, pieces]
      const places = followers.map(({ node, piece }) => [node, piece]);
      return tf.gatherND(logProbs, tf.tensor2d(places, [places.length, 2], 'int32')).dataSync() as Float32Array;
    });
  }

  #logits(tree: PieceTree): tf.Tensor2D {
    const { layers, heads } = this.#sizes;
    const slopes = Array.from({ length: heads }, (_, head) => 2 ** ((-8 * (head + 1)) / heads));
    const bias = tf.tensor3d(tree.attentionBias(slopes), [heads, tree.size, tree.size]);
    let x = this.#norm(this.#rows(tree.pieces), 'table_norm'); // [n, d]
    for (let layer = 0; layer < layers; layer += 1) {
      const below = x;
      x = tf.tidy(() => {
        const y: tf.Tensor2D = tf.add(
          below,
          this.#attend(this.#norm(below, `layers.${layer}.attention_norm`), layer, bias),
        );
        return tf.add(y, this.#feed(this.#norm(y, `layers.${layer}.feed_norm`), layer));
      });
    }
    return tf.add(this.#product(this.#norm(x, 'norm'), 'table'), this.#weight('bias'));
  }

  #rows(pieces: readonly number[]): tf.Tensor2D {
    const { width } = this.#sizes;
    const rows = new Float32Array(pieces.length * width);
    for (const [place, piece] of pieces.entries())
      rows.set(this.#table.subarray(piece * width, (piece + 1) * width), place * width);
    return tf.tensor2d(rows, [pieces.length, width]);
  }

  #attend(input: tf.Tensor2D, layer: number, bias: tf.Tensor3D): tf.Tensor2D {
    const { width, heads } = this.#sizes;
    const [n] = input.shape;
    const projected = tf.split(this.#product(input, `layers.${layer}.query_key_value`), 3, 1);
    const [queries, keys, values] = projected.map((part): tf.Tensor3D =>
      tf.transpose(tf.reshape(part, [n, heads, width / heads]), [1, 0, 2]),
    );
    const scores = tf.mul(productsByHead(queries!, tf.transpose(keys!, [0, 2, 1])), Math.sqrt(heads / width)); // [heads, n, n]
    const attended = productsByHead(tf.softmax(tf.add(scores, bias)), values!); // [heads, n, d / heads]
    return this.#product(tf.reshape(tf.transpose(attended, [1, 0, 2]), [n, width]), `layers.${layer}.output`);
  }

  #feed(input: tf.Tensor2D, layer: number): tf.Tensor2D {
    const widened = tf.square(tf.relu(this.#product(input, `layers.${layer}.widen`))); // [n, hidden]
    return this.#product(widened, `layers.${layer}.narrow`);
  }

  #norm(input: tf.Tensor2D, name: string): tf.Tensor2D {
    const scale = tf.rsqrt(tf.add(tf.mean(tf.square(input), 1, true), normEpsilon));
    return tf.mul(tf.mul(input, scale), this.#weight(name));
  }

  #product(input: tf.Tensor2D, name: string): tf.Tensor2D {
    return tf.matMul(input, this.#weight(name));
  }

  #weight(name: string): tf.Tensor2D {
    return this.#weights.get(name) as tf.Tensor2D;
  }
}

/** Nodes that are computed together, and a text more: so many rows of logits of ten thousand pieces are 20 MB. */
const mostNodes = 512;
const normEpsilon = 1e-5;

/** Asks how probable `piece` is after `node`. */
interface Follower {
  readonly node: number;
  readonly piece: number;
}

/** Of each word of a text, and of its end, where its pieces stand among the followers. */
type Path = readonly (readonly number[])[];

interface Group {
  readonly tree: PieceTree;
  readonly followers: readonly Follower[];
  readonly paths: readonly Path[];
}

const wordSums = (path: Path, logProbs: Float32Array): Float64Array =>
  Float64Array.from(path, (pieces) => pieces.reduce((sum, piece) => sum + logProbs[piece]!, 0));

/** Matrices are turned, since rows are multiplied with them: [out, in] → [in, out]. */
const tensorOf = ({ shape, values }: WeightValues): tf.Tensor =>
  tf.tidy(() => tf.transpose(tf.tensor(values, [...shape], 'float32')));
