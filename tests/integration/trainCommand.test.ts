import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { stepLines, TrainProcess } from '../support/trainProcess';

const recordings = join(__dirname, '../recordings');
const list = join(recordings, 'recordings.tsv');

const config = {
  name: 'tiny',
  seed: 7,
  features: { bands: 12, context: 2, stride: 4 },
  hiddenUnits: 8,
  batchSeconds: 9,
  epochs: 7,
  peakLearningRate: 0.003,
  warmupSteps: 2,
  decaySteps: 4,
  dropout: 0.1,
  largestGradientNorm: 5,
  intermediateWeight: 0.3,
  chunk: [6, 16],
  lookAhead: [3, 16],
  checkpointSteps: 5,
  evaluateSteps: 8,
  evaluateUtterances: 2,
};

describe('utter train', { timeout: 240_000 }, () => {
  const root = mkdtempSync(join(tmpdir(), 'utter-train-'));
  const folder = (name: string): string => join(root, name);

  function train(output: string, ...more: readonly string[]): TrainProcess {
    const chosen = ['--corpus', list, '--valid', list, '--config', folder('tiny.json'), '--output', output];
    return new TrainProcess([...chosen, '--root', recordings, ...more], root);
  }

  beforeAll(async () => {
    writeFileSync(folder('tiny.json'), JSON.stringify(config));
    const [header, , short] = readFileSync(list, 'utf8').split('\n');
    writeFileSync(folder('short.tsv'), [header, short].join('\n'));
    const run = train(folder('straight'), '--no-preflight');
    expect(await run.ended, run.stderr).toBe(0);
  }, 120_000);

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('goes on after kill -9 in the middle of an epoch along the identical curve', async () => {
    const killed = train(folder('killed'), '--no-preflight');
    await killed.reaches(folder('killed'), 7);
    killed.kill('SIGKILL');
    expect(await killed.ended).toBe('SIGKILL');
    const resumed = train(folder('killed'), '--no-preflight');
    expect(await resumed.ended, resumed.stderr).toBe(0);
    expect(stepLines(folder('killed'))).toEqual(stepLines(folder('straight')));
    for (const file of ['curve.tsv', 'checkpoint', 'last.utter', 'best.utter', 'average.utter']) {
      const same = readFileSync(join(folder('killed'), file)).equals(readFileSync(join(folder('straight'), file)));
      expect(same, file).toBe(true);
    }
  });

  it('stops after its step on SIGINT with a checkpoint of it, and goes on from there', async () => {
    const stopped = train(folder('stopped'), '--no-preflight');
    await stopped.reaches(folder('stopped'), 3);
    stopped.kill('SIGINT');
    expect(await stopped.ended, stopped.stderr).toBe(0);
    const taken = stepLines(folder('stopped')).length;
    expect(stopped.stdout).toContain(`stopped at step ${taken}; the same command goes on from here`);
    const resumed = train(folder('stopped'));
    expect(await resumed.ended, resumed.stderr).toBe(0);
    expect(resumed.stdout).not.toContain('by heart');
    expect(stepLines(folder('stopped'))).toEqual(stepLines(folder('straight')));
  });

  it('tells which recordings it leaves out and why', async () => {
    const odd = readFileSync(list, 'utf8')
      .replace('one five two one three', 'ONE 5')
      .replace('this is a pretty good place to start', 'so many words that nobody could say them in time '.repeat(9));
    writeFileSync(folder('odd.tsv'), odd);
    const valid = readFileSync(list, 'utf8').replace('an401-mdms2-b.opus', 'none.opus');
    writeFileSync(folder('gone.tsv'), valid);
    const lists = ['--corpus', folder('odd.tsv'), '--valid', folder('gone.tsv')];
    const run = train(folder('odd'), ...lists, '--no-preflight');
    expect(await run.ended, run.stderr).toBe(0);
    expect(run.stderr).toMatch(/left out .*none\.opus: “none\.opus” cannot be read: there is no such file/);
    expect(run.stderr).toMatch(/left out .*cen6-miry-b\.opus: its text has letters outside the alphabet/);
    expect(run.stderr).toMatch(/left out .*000240152\.opus: its text needs \d+ timesteps and its audio has \d+/);
    expect(run.stderr).toContain('1 of 5 texts have letters outside the alphabet');
  });

  it('refuses a corpus of which nothing can be learnt, and says what to do', async () => {
    const [header = '', ...lines] = readFileSync(list, 'utf8').trimEnd().split('\n');
    writeFileSync(folder('upper.tsv'), [header, ...lines.map((line) => line.replace(/[^\t]*$/, 'UPPER'))].join('\n'));
    const run = train(folder('upper'), '--corpus', folder('upper.tsv'));
    expect(await run.ended).toBe(1);
    expect(run.stderr).toContain('Write the texts in those letters, lower case');
  });

  it('refuses to train a network that cannot learn a few utterances by heart', async () => {
    writeFileSync(folder('slow.json'), JSON.stringify({ ...config, peakLearningRate: 1e-9 }));
    const run = train(folder('slow'), '--corpus', folder('short.tsv'), '--config', folder('slow.json'));
    expect(await run.ended).toBe(1);
    expect(run.stderr).toContain('cannot even learn a few short utterances by heart');
    expect(run.stderr).toContain('--find-rate');
    expect(existsSync(join(folder('slow'), 'steps.tsv'))).toBe(false);
  });

  it('prints losses over learning rates and a suggestion, and trains nothing', async () => {
    const run = train(folder('rates'), '--corpus', folder('short.tsv'), '--find-rate');
    expect(await run.ended, run.stderr).toBe(0);
    expect(run.stdout).toMatch(/rate\s+loss\s+smoothed/);
    const suggested = Number(/suggested peakLearningRate: (\S+)/.exec(run.stdout)?.[1]);
    expect(suggested).toBeGreaterThan(1e-5);
    expect(suggested).toBeLessThanOrEqual(0.1);
    expect(existsSync(join(folder('rates'), 'checkpoint'))).toBe(false);
  });
});
