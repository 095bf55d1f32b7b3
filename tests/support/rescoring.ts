import { rescoringShapes, type RescoringModel, type RescoringSizes } from '../../src/core/rescoring/config';
import { Random } from '../../src/core/training/random';

const sizes: RescoringSizes = { width: 6, layers: 1, heads: 2, hidden: 8 };
const letters = Array.from("abcdefghijklmnopqrstuvwxyz'");
const pieces = [...letters, ...letters.map((letter) => ` ${letter}`), ' the', ' there', 'ing'];

/** A model with drawn weights: it prefers something, always the same. */
export function smallRescoringModel(seed = 5): RescoringModel {
  const random = new Random(seed);
  const weights = [...rescoringShapes(sizes, pieces.length + 1)].map(([name, shape]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return [name, { shape, values: Float32Array.from({ length }, () => 2 * random.uniform() - 1) }] as const;
  });
  return { name: 'small', sizes, pieces, weights: new Map(weights) };
}
