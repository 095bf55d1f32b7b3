import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { Nesterov } from '../../../../src/core/training/nesterov';
import { expectNoTensorLeak, useBackend, valuesOf } from '../../../support/tensors';

const variableOf = (...values: number[]): Map<string, tf.Variable> =>
  new Map([['w', tf.tidy(() => tf.variable(tf.tensor1d(values)))]]);

function step(nesterov: Nesterov, variables: ReadonlyMap<string, tf.Variable>, gradient: readonly number[]): void {
  const gradients = new Map([['w', tf.tensor1d([...gradient])]]);
  nesterov.step(variables, gradients, 0.1);
  gradients.get('w')!.dispose();
}

describe('Nesterov', { timeout: 20_000 }, () => {
  beforeAll(() => useBackend('auto'));

  it('looks ahead along the velocity: after one step 1.99 gradients, after two of the same 2.9701 more', () => {
    const variables = variableOf(0);
    const nesterov = new Nesterov();
    step(nesterov, variables, [1]);
    expect(variables.get('w')!.dataSync()[0]).toBeCloseTo(-0.199, 6);
    step(nesterov, variables, [1]);
    expect(valuesOf(variables.get('w')!)[0]).toBeCloseTo(-0.199 - 0.29701, 6);
    nesterov.dispose();
  });

  it('goes on from saved velocities to the same bits', () => {
    const gradients = [
      [1, -2],
      [0.5, 3],
      [-1, 0.1],
    ];
    const straight = variableOf(3, 4);
    const nesterov = new Nesterov();
    for (const gradient of gradients) step(nesterov, straight, gradient);

    const broken = variableOf(3, 4);
    const before = new Nesterov();
    for (const gradient of gradients.slice(0, 2)) step(before, broken, gradient);
    const after = new Nesterov();
    after.restore(before.values());
    for (const gradient of gradients.slice(2)) step(after, broken, gradient);

    expect(valuesOf(broken.get('w')!)).toEqual(valuesOf(straight.get('w')!));
    for (const one of [nesterov, before, after]) one.dispose();
  });

  it('leaves no tensor behind', async () => {
    await expectNoTensorLeak(() => {
      const variables = variableOf(1, 2);
      const nesterov = new Nesterov();
      step(nesterov, variables, [1, 1]);
      step(nesterov, variables, [1, 1]);
      nesterov.restore(nesterov.values());
      nesterov.dispose();
      variables.get('w')!.dispose();
    });
  });

  it('throws where a gradient is missing', () => {
    const variables = variableOf(1);
    expect(() => {
      new Nesterov().step(variables, new Map(), 0.1);
    }).toThrow('no gradient for w');
    variables.get('w')!.dispose();
  });
});
