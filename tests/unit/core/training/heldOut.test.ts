import { beforeAll, describe, expect, it } from 'vitest';

import { Alphabet } from '../../../../src/core/alphabet';
import { weightShapes } from '../../../../src/core/acoustic/config';
import { Network, type WeightValues } from '../../../../src/core/acoustic/network';
import { pack, rowsOf } from '../../../../src/core/acoustic/packing';
import type { Batch } from '../../../../src/core/training/batches';
import { evaluateHeldOut } from '../../../../src/core/training/heldOut';
import { expectNoTensorLeak, useBackend } from '../../../support/tensors';

const alphabet = new Alphabet('ab ');
const size = alphabet.size;
const chunks = { chunk: 4, lookAhead: 2 };

/** A network that says what it reads: identity everywhere, no memory, so a window with a high value k is label k. */
function echo(): Network {
  const config = { inputSize: size, hiddenUnits: size, labelCount: size };
  const weights = [...weightShapes(config)].map(([name, shape]): [string, WeightValues] => {
    const values = new Float32Array(shape.reduce((product, length) => product * length, 1));
    if (name.startsWith('W')) for (let unit = 0; unit < size; unit += 1) values[unit * size + unit] = 1;
    return [name, { shape, values }];
  });
  return new Network(config, new Map(weights));
}

/** Utterances as paths, a symbol a timestep, `_` for the blank. */
function batchOfPaths(...utterances: readonly { path: string; text: string }[]): Batch {
  const packing = pack(Int32Array.from(utterances, ({ path }) => path.length));
  const rows = utterances.map((_, sequence) => rowsOf(packing, sequence));
  const windows = new Float32Array(packing.rows * size);
  utterances.forEach(({ path }, sequence) => {
    Array.from(path).forEach((symbol, timestep) => {
      windows[rows[sequence]![timestep]! * size + (alphabet.labelOf(symbol) ?? alphabet.blank)] = 9;
    });
  });
  return { windows, packing, rows, targets: utterances.map(({ text }) => alphabet.encode(text)!) };
}

describe('evaluateHeldOut', () => {
  beforeAll(() => useBackend('auto'));

  it('reads the best path of each utterance: repeats merged, blanks dropped', () => {
    const network = echo();
    const batch = batchOfPaths(
      { path: 'aa_ab  bb', text: 'aab b' },
      { path: 'b_b', text: 'bb' },
      { path: '__', text: '' },
    );
    const { texts, nats, labels } = evaluateHeldOut(network, batch, alphabet, chunks);
    expect(texts).toEqual(['aab b', 'bb', '']);
    expect(labels).toBe(7);
    expect(nats).toBeLessThan(0.01);
    network.dispose();
  });

  it('leaves out of the loss what cannot be said in time', () => {
    const network = echo();
    const { nats, labels, texts } = evaluateHeldOut(network, batchOfPaths({ path: 'a', text: 'aa' }), alphabet, chunks);
    expect({ nats, labels, texts }).toEqual({ nats: 0, labels: 0, texts: ['a'] });
    network.dispose();
  });

  it('leaves no tensor behind', async () => {
    await expectNoTensorLeak(() => {
      const network = echo();
      evaluateHeldOut(network, batchOfPaths({ path: 'ab', text: 'ab' }), alphabet, chunks);
      network.dispose();
    });
  });
});
