import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { Muon, orthogonal } from '../../../../src/core/training/muon';
import { expectNoTensorLeak, useBackend, valuesOf } from '../../../support/tensors';

const names = ['W2', 'W6', 'b6'];
const shapes: readonly (readonly number[])[] = [[4, 6], [6, 3], [3]];

const variablesAt = (seed: number): Map<string, tf.Variable> =>
  new Map(
    names.map((name, at) => [
      name,
      tf.tidy(() => tf.variable(tf.randomNormal([...shapes[at]!], 0, 1, 'float32', seed + at))),
    ]),
  );

function step(muon: Muon, variables: ReadonlyMap<string, tf.Variable>, seed: number): void {
  const gradients = new Map(
    names.map((name, at) => [name, tf.randomNormal([...shapes[at]!], 0, 1, 'float32', seed + 10 + at)]),
  );
  muon.step(variables, gradients, 0.1);
  tf.dispose([...gradients.values()]);
}

describe('Muon', { timeout: 20_000 }, () => {
  beforeAll(() => useBackend('auto'));

  it.each([
    [5, 9],
    [9, 5],
  ])('brings the singular values of a matrix [%i, %i] near one, whatever their size', (rows, columns) => {
    const matrix = tf.mul<tf.Tensor2D>(tf.randomNormal([rows, columns], 0, 1, 'float32', 4), 1e-3);
    const gram = tf.tidy(() => {
      const near = orthogonal(matrix);
      return rows < columns ? tf.matMul(near, near, false, true) : tf.matMul(near, near, true, false);
    });
    const size = Math.min(rows, columns);
    valuesOf(gram).forEach((value, place) => {
      const onDiagonal = Math.floor(place / size) === place % size;
      if (onDiagonal) expect(value).toBeGreaterThan(0.4);
      expect(Math.abs(value - (onDiagonal ? 0.9 : 0))).toBeLessThan(0.6);
    });
    matrix.dispose();
  });

  it('steps as far along weak directions as along strong ones', () => {
    const variables = new Map([['W2', tf.tidy(() => tf.variable(tf.zeros([2, 2])))]]);
    const gradients = new Map([['W2', tf.tensor2d([1, 0, 0, 0.05], [2, 2])]]);
    const muon = new Muon();
    muon.step(variables, gradients, 0.1);
    const [strong = 0, , , weak = 0] = valuesOf(variables.get('W2')!);
    expect(weak / strong).toBeGreaterThan(0.5);
    tf.dispose([...gradients.values()]);
    muon.dispose();
  });

  it('goes on from saved momenta to the same bits', () => {
    const straight = variablesAt(1);
    const muon = new Muon();
    for (const seed of [1, 2, 3]) step(muon, straight, seed);

    const broken = variablesAt(1);
    const before = new Muon();
    for (const seed of [1, 2]) step(before, broken, seed);
    const after = new Muon();
    after.restore(before.values());
    step(after, broken, 3);

    for (const name of names) expect(valuesOf(broken.get(name)!)).toEqual(valuesOf(straight.get(name)!));
    for (const one of [muon, before, after]) one.dispose();
  });

  it('leaves no tensor behind', async () => {
    await expectNoTensorLeak(() => {
      const variables = variablesAt(1);
      const muon = new Muon();
      step(muon, variables, 1);
      step(muon, variables, 2);
      muon.restore(muon.values());
      muon.dispose();
      tf.dispose([...variables.values()]);
    });
  });

  it('throws where a gradient is missing', () => {
    const variables = variablesAt(1);
    expect(() => {
      new Muon().step(variables, new Map(), 0.1);
    }).toThrow('no gradient for W2');
    tf.dispose([...variables.values()]);
  });
});
