import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { writeSmallModel } from '../support/smallModel';
import { temporaryFolder } from '../support/temporaryFolder';
import { utter } from '../support/utter';

const text = join(__dirname, '../golden/kenlm/text.txt');

it('builds a model, judges it, and mixes documents into it', async () => {
  const folder = temporaryFolder();
  const [model, arpa, mixed, corpus] = ['text.lm', 'text.arpa', 'mixed.lm', 'list.tsv'].map((name) =>
    join(folder, name),
  );
  if (model === undefined || arpa === undefined || mixed === undefined || corpus === undefined) throw new Error();
  const built = await utter(['lm', 'build', text, '--order', '3', '--prune', '0', '--output', model, '--arpa', arpa]);
  expect(built.stdout).toContain(' 3-grams');
  const golden = readFileSync(join(__dirname, '../golden/kenlm/trigram.arpa'), 'utf8');
  const countsOf = (written: string): string[] => written.split('\n').filter((line) => line.startsWith('ngram '));
  expect(countsOf(readFileSync(arpa, 'utf8'))).toEqual(countsOf(golden));

  writeFileSync(join(folder, 'pump.md'), '# The pump\n\nGrease the axle of the zorbing pump every day.');
  const learnt = await utter(['lm', 'mix', join(folder, 'pump.md'), '--base', model, '--output', mixed]);
  expect(learnt.stdout).toContain('zorbing');

  writeFileSync(
    corpus,
    'path\tseconds\tspeaker\tsource\ttext\nx.wav\t1\tx\town\tgrease the axle of the zorbing pump\n',
  );
  const perplexities = await Promise.all(
    [model, mixed].map(async (path) => {
      const { stdout } = await utter(['lm', 'perplexity', '--model', path, '--corpus', corpus, '--json']);
      return (JSON.parse(stdout) as { own: { unknown: number; perplexity: number } }).own;
    }),
  );
  expect(perplexities[0]?.unknown).toBeGreaterThan(0);
  expect(perplexities[1]?.unknown).toBe(0);
}, 120_000);

it('merges models to a size, and lets none of them learn what judges', async () => {
  const folder = temporaryFolder();
  const [own, base, list, other, merged] = ['own.txt', 'base.lm', 'list.tsv', 'other.lm', 'merged.lm'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string, string];
  writeFileSync(own, 'grease the axle\nthe zorbing pump hums\ngrease the axle of the pump\n');
  writeFileSync(list, 'path\tseconds\tspeaker\tsource\ttext\nx.wav\t1\tx\town\tThe zorbing pump hums.\n');
  await utter(['lm', 'build', text, '--order', '3', '--prune', '0', '--output', base]);
  const built = await utter(['lm', 'build', own, '--prune', '0', '--held-out', list, '--output', other]);
  expect(built).toMatchObject({ code: 0, stderr: expect.stringContaining('9 words') as string });

  const { stdout } = await utter([
    'lm',
    'merge',
    base,
    other,
    '--shares',
    '3,1',
    '--ngrams',
    '100',
    '--output',
    merged,
  ]);
  const counts = [...stdout.matchAll(/(\d+) \d-grams/gu)].map(([, count]) => Number(count));
  expect(counts).toHaveLength(4);
  const longer = counts.slice(1).reduce((sum, count) => sum + count, 0);
  expect(longer).toBeGreaterThan(90);
  expect(longer).toBeLessThanOrEqual(100);
  const judged = await utter(['lm', 'perplexity', '--model', merged, '--corpus', list, '--json']);
  expect(JSON.parse(judged.stdout)).toMatchObject({ own: { words: 4, unknown: 2 } });

  const unmatched = await utter(['lm', 'merge', base, other, '--shares', '1', '--output', merged, '--force']);
  expect(unmatched).toMatchObject({ code: 2, stderr: expect.stringContaining('2 models have 1 shares') as string });
}, 120_000);

it('spells written text as it is said, and texts that judge likewise', async () => {
  const folder = temporaryFolder();
  const [written, spelt] = [join(folder, 'written.txt'), join(folder, 'spelt.txt')];
  writeFileSync(written, '<s> The Café is closed. </s>\r\nIn 1984 it’s “open”!\n');
  writeFileSync(spelt, "the cafe is closed\nin\nit's open\n");
  const models = await Promise.all(
    [written, spelt].map(async (path) => {
      const built = await utter(['lm', 'build', path, '--prune', '0', '--output', `${path}.lm`]);
      expect(built.code).toBe(0);
      return readFileSync(`${path}.lm`);
    }),
  );
  expect(models[0]).toEqual(models[1]);

  const corpus = join(folder, 'list.tsv');
  writeFileSync(corpus, 'path\tseconds\tspeaker\tsource\ttext\nx.wav\t1\tx\town\tThe Café is open.\n');
  const { stdout } = await utter(['lm', 'perplexity', '--model', `${written}.lm`, '--corpus', corpus, '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ own: { words: 4, unknown: 0 } });
}, 120_000);

it('takes piped text, and refuses what is not UTF-8 unless its encoding is named', async () => {
  const folder = temporaryFolder();
  const model = join(folder, 'text.lm');
  const piped = await utter(['lm', 'build', '-', '--output', model], Buffer.from('one café two'));
  expect(piped).toMatchObject({ code: 0 });
  const latin = join(folder, 'latin.txt');
  writeFileSync(latin, Buffer.from('one caf\xe9 two', 'latin1'));
  const reasons = { [latin]: /is refused: line 1 is not UTF-8/u, [join(folder, 'gone.txt')]: /there is no such file/u };
  for (const [path, reason] of Object.entries(reasons)) {
    const refused = await utter(['lm', 'build', path, '--output', join(folder, 'none.lm')]);
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(reason) as string });
  }
  const named = await utter(['lm', 'build', latin, '--encoding', 'latin1', '--output', join(folder, 'latin.lm')]);
  expect(named).toMatchObject({ code: 0 });
}, 120_000);

it('tells before the search that a plot cannot be drawn, and after it what was found', async () => {
  const folder = temporaryFolder();
  const [acoustic, model] = [join(folder, 'small.utter'), join(folder, 'text.lm')];
  writeSmallModel(acoustic);
  await utter(['lm', 'build', text, '--output', model]);
  const corpus = join(__dirname, '../recordings/recordings.tsv');
  const tune = (plot: string): ReturnType<typeof utter> => {
    const models = ['--model', acoustic, '--language-model', model];
    const grid = ['--alpha', '0.5', '--beta', '1', '--beam', '8'];
    return utter(['lm', 'tune', '--corpus', corpus, '--limit', '1', ...models, ...grid, '--plot', plot]);
  };
  const early = await tune(join(folder, 'gone', 'plot.svg'));
  expect(early).toMatchObject({ code: 1, stdout: '' });
  expect(early.stderr).toContain('plot.svg');
  const late = await tune(join(folder, 'n'.repeat(256)));
  expect(late.code).toBe(1);
  expect(late.stdout).toContain('decoding, s/s');
  const drawn = await tune(join(folder, 'plot.svg'));
  expect(drawn.code).toBe(0);
  expect(readFileSync(join(folder, 'plot.svg'), 'utf8')).toContain('<svg');
}, 120_000);
