import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { writeSmallModel } from '../support/smallModel';
import { temporaryFolder } from '../support/temporaryFolder';
import { utter } from '../support/utter';

const Table = z.object({
  lookAheads: z.array(
    z.object({
      lookAhead: z.union([z.literal('full'), z.number()]),
      delayMilliseconds: z.number().nullable(),
      all: z.object({ wer: z.number(), realTimeFactor: z.number() }),
    }),
  ),
});

describe('utter evaluate --table look-ahead', { timeout: 120_000 }, () => {
  it('scores the same recordings at each look-ahead, tells the delay, and draws it', async () => {
    const folder = temporaryFolder();
    const [model, plot] = [join(folder, 'small.utter'), join(folder, 'plot.svg')];
    writeSmallModel(model);
    const corpus = join(__dirname, '../recordings/recordings.tsv');
    const words = ['evaluate', '--corpus', corpus, '--limit', '1', '--model', model, '--decoder', 'greedy', '--json'];
    const run = await utter([...words, '--table', 'look-ahead', '--plot', plot]);
    expect(run.code).toBe(0);
    const { lookAheads } = Table.parse(JSON.parse(run.stdout));
    expect(lookAheads.map(({ lookAhead }) => lookAhead)).toEqual(['full', 1280, 640, 320, 160, 80]);
    const [full, ...delays] = lookAheads.map(({ delayMilliseconds }) => delayMilliseconds);
    expect(full).toBeNull();
    expect(delays).toEqual([...delays].sort((a, b) => (b ?? 0) - (a ?? 0)));
    expect(readFileSync(plot, 'utf8')).toMatch(/^<svg /);
  });

  it('fails where a recording cannot be read', async () => {
    const folder = temporaryFolder();
    const [model, corpus] = [join(folder, 'small.utter'), join(folder, 'list.tsv')];
    writeSmallModel(model);
    writeFileSync(corpus, 'path\tseconds\tspeaker\tsource\ttext\nnone.wav\t1\tx\town\tyes\n');
    const words = ['evaluate', '--corpus', corpus, '--model', model, '--decoder', 'greedy', '--json'];
    expect((await utter([...words, '--table', 'look-ahead'])).code).toBe(1);
  });
});
