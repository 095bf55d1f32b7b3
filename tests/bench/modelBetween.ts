import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { weightsBetween } from '../../src/core/training/weightsBetween';
import { widen } from '../../src/core/training/widen';
import { readModel, writeModel } from '../../src/platform/acoustic/modelFile';

/**
 * The model between one and another that was trained on from it, which hears better than both (docs/experiments.md); the one may have fewer units:
 * `npx tsx tests/bench/modelBetween.ts --from A.utter --to B.utter --share 0.5 --output C.utter`
 */
const { values: options } = parseArgs({
  options: {
    from: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
    to: { type: 'string', default: '' },
    share: { type: 'string', default: '0.5' },
    output: { type: 'string', default: '' },
  },
});

const [from, to] = [options.from, options.to].map(readModel);
if (!from?.ok || !to?.ok) throw new Error('one of the models cannot be read');
const share = Number(options.share);
const narrow = from.value.weights;
const known = new Map([...to.value.weights].map(([name, weight]) => [name, widen(narrow.get(name)!, weight)]));
const weights = weightsBetween(known, to.value.weights, share);
const training = { ...to.value.training, between: { share, from: from.value.training } };
writeModel(options.output, { ...to.value, weights, training });
