import { marksWeightShapes, type MarksModel, type MarksSizes } from '../../src/core/marks/config';
import { Random } from '../../src/core/training/random';

const sizes: MarksSizes = { before: 4, after: 2, remembered: 6, memory: 4, width: 3, hidden: 8, upper: 4, endings: 16 };
const words = ['we', 'climb', 'the', 'stairs', 'and', 'rest', 'who', 'is', 'there'];
const names = ['lagos', 'nigeria'];

/** A model of marks with drawn weights: it hears something, always the same. */
export function smallMarksModel(seed = 3): MarksModel {
  const random = new Random(seed);
  const weights = [...marksWeightShapes(sizes, words.length)].map(([name, shape]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return [name, { shape, values: Float32Array.from({ length }, () => 2 * random.uniform() - 1) }] as const;
  });
  return { name: 'small', sizes, words, names, weights: new Map(weights) };
}
