import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { StepReport } from '../../../../src/core/training/trainer';
import { TrainingJournal } from '../../../../src/platform/training/trainingJournal';
import { temporaryFolder } from '../../../support/temporaryFolder';

const report: StepReport = {
  loss: 1.5,
  intermediateLoss: 2.25,
  gradientNorm: 0.1,
  gradientNorms: new Map(),
  utterances: 1,
  impossible: 0,
  blankShare: 0.5,
};

describe('TrainingJournal', () => {
  it('writes a line a step, with every digit', () => {
    const folder = temporaryFolder();
    new TrainingJournal(folder).step(1, { ...report, loss: 1 / 3 }, 0.001);
    expect(readFileSync(join(folder, 'steps.tsv'), 'utf8')).toBe('1\t0.3333333333333333\t2.25\t0.1\t0.001\n');
  });

  it.each([
    [8, 9, 10, 11],
    [8, 9, 10],
  ])(
    'goes back to a step: what a killed run wrote after its checkpoint is forgotten, also half a line',
    async (...given) => {
      const folder = temporaryFolder();
      const journal = new TrainingJournal(folder);
      for (const step of given) journal.step(step, report, 0.001);
      appendFileSync(join(folder, 'steps.tsv'), '12\t0.3');
      await journal.goBackTo(10);
      journal.step(11, report, 0.002);
      const lines = readFileSync(join(folder, 'steps.tsv'), 'utf8').trimEnd().split('\n');
      expect(lines.map((line) => line.split('\t')[0])).toEqual(['8', '9', '10', '11']);
      expect(lines.at(-1)).toContain('0.002');
    },
  );

  it('has nothing to forget in a new folder', async () => {
    const folder = temporaryFolder();
    await new TrainingJournal(folder).goBackTo(0);
    new TrainingJournal(folder).alarm(7, { code: 'blank-collapse', sentence: 'Nothing but blanks.' });
    expect(readFileSync(join(folder, 'train.log'), 'utf8')).toMatch(/info blank-collapse \{"step":7\}\n$/);
  });
});
