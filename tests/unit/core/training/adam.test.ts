import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { Adam } from '../../../../src/core/training/adam';
import { expectNoTensorLeak, useBackend, valuesOf } from '../../../support/tensors';

const variableOf = (...values: number[]): Map<string, tf.Variable> =>
  new Map([['w', tf.tidy(() => tf.variable(tf.tensor1d(values)))]]);

function step(adam: Adam, variables: ReadonlyMap<string, tf.Variable>, gradient: readonly number[]): void {
  const gradients = new Map([['w', tf.tensor1d([...gradient])]]);
  adam.step(variables, gradients, 0.1);
  gradients.get('w')!.dispose();
}

function disposeAll(variables: ReadonlyMap<string, tf.Variable>): void {
  for (const variable of variables.values()) variable.dispose();
}

describe('Adam', { timeout: 20_000 }, () => {
  beforeAll(() => useBackend('auto'));

  it('moves each weight by the learning rate at its first step, whatever the size of the gradient', () => {
    const variables = variableOf(1, 1, 1);
    step(new Adam(), variables, [1e-3, -50, 0]);
    const moved = valuesOf(variables.get('w')!);
    [0.9, 1.1, 1].forEach((expected, index) => {
      expect(moved[index]).toBeCloseTo(expected, 4);
    });
  });

  it('goes on from saved moments to the same bits', () => {
    const gradients = [
      [1, -2],
      [0.5, 3],
      [-1, 0.1],
      [2, 2],
    ];
    const straight = variableOf(3, 4);
    const adam = new Adam();
    for (const gradient of gradients) step(adam, straight, gradient);

    const broken = variableOf(3, 4);
    const before = new Adam();
    for (const gradient of gradients.slice(0, 2)) step(before, broken, gradient);
    const after = new Adam();
    after.restore(before.values());
    for (const gradient of gradients.slice(2)) step(after, broken, gradient);

    expect(after.steps).toBe(4);
    expect(valuesOf(broken.get('w')!)).toEqual(valuesOf(straight.get('w')!));
  });

  it('leaves no tensor behind', async () => {
    await expectNoTensorLeak(() => {
      const variables = variableOf(1, 2);
      const adam = new Adam();
      step(adam, variables, [1, 1]);
      step(adam, variables, [1, 1]);
      adam.restore(adam.values());
      adam.dispose();
      disposeAll(variables);
    });
  });

  it('throws where a gradient is missing', () => {
    const variables = variableOf(1);
    expect(() => {
      new Adam().step(variables, new Map(), 0.1);
    }).toThrow('no gradient for w');
    disposeAll(variables);
  });
});
