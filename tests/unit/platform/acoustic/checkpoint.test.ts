import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { WeightValues } from '../../../../src/core/acoustic/network';
import { readCheckpoint, writeCheckpoint, type Checkpoint } from '../../../../src/platform/acoustic/checkpoint';
import { temporaryFolder } from '../../../support/temporaryFolder';

const tensors = (...values: number[]): Map<string, WeightValues> =>
  new Map([['W1', { shape: [values.length], values: Float32Array.from(values) }]]);

const checkpoint: Checkpoint = {
  shape: '{"hiddenUnits":8}',
  recordings: 'abc',
  step: 12,
  bestWer: 45.5,
  scoresSinceBest: 2,
  averaged: 3,
  prior: { mean: Float32Array.of(0.1), variance: Float32Array.of(2) },
  network: tensors(0.1, -3e-9),
  optimizer: new Map([...tensors(7), ['first/W1', { shape: [1], values: Float32Array.of(0.3) }]]),
  average: tensors(5, 6),
};

describe('checkpoints', () => {
  it('come back to the bit', () => {
    const path = join(temporaryFolder(), 'checkpoint');
    writeCheckpoint(path, checkpoint, 'adam');
    expect(readCheckpoint(path, 'adam')).toEqual({ ok: true, value: checkpoint });
  });

  it('keep that there has been no score yet', () => {
    const path = join(temporaryFolder(), 'checkpoint');
    writeCheckpoint(path, { ...checkpoint, bestWer: Infinity }, 'adam');
    expect(readCheckpoint(path, 'adam')).toMatchObject({ ok: true, value: { bestWer: Infinity } });
  });

  it('hand what one optimiser remembers to no other', () => {
    const path = join(temporaryFolder(), 'checkpoint');
    writeCheckpoint(path, checkpoint, 'adam');
    const read = readCheckpoint(path, 'nesterov');
    expect(read.ok && [...read.value.optimizer.keys()]).toEqual([]);
  });

  it('are refused where they are no checkpoints', () => {
    const path = join(temporaryFolder(), 'checkpoint');
    writeFileSync(path, 'something else');
    expect(readCheckpoint(path, 'adam')).toMatchObject({ ok: false, error: { code: 'checkpoint-refused' } });
  });
});
