import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { root as project } from './setup/paths.mjs';
import { run } from './setup/processes.mjs';
import { say } from './setup/progress.mjs';

/**
 * What each augmentation is worth: trains the network of configs/ablation.json once without any, once with each and once with all, at
 * equal steps from the same weights and the same batches, and prints the held-out error rates as a table. Stopped and started
 * again it goes on where it was.
 *
 *     node scripts/ablation.mjs --corpus LIST --valid LIST [--root FOLDER] [--noise FOLDER] [--output FOLDER] [--only none,speed]
 */
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string' },
    valid: { type: 'string' },
    root: { type: 'string', default: '.' },
    noise: { type: 'string' },
    output: { type: 'string', default: 'runs/ablation' },
    /** Of so many recordings one is learnt from: little data is what augmentation is for. */
    every: { type: 'string', default: '6' },
    only: { type: 'string' },
  },
});

const speed = { speed: [0.9, 1.1] };
const gain = { gainDb: [-6, 6] };
const frequencyMasks = { frequencyMasks: { count: 2, widestBands: 15 } };
const timeMasks = { timeMasks: { perSecond: 0.5, longestSeconds: 0.2 } };
const noise = { noise: { folder: options.noise, share: 0.5, signalToNoiseDb: [5, 25] } };
const room = { reverberation: { share: 0.3, decaySeconds: [0.1, 0.5], directToRoomDb: [3, 15] } };

/** @type {Record<string, { augmentation: object | null, dropout?: number }>} */
const variants = {
  none: { augmentation: null },
  speed: { augmentation: speed },
  gain: { augmentation: gain },
  frequencyMasks: { augmentation: frequencyMasks },
  timeMasks: { augmentation: timeMasks },
  noise: { augmentation: noise },
  room: { augmentation: room },
  all: { augmentation: { ...speed, ...gain, ...frequencyMasks, ...timeMasks, ...noise, ...room } },
  dropout: { augmentation: null, dropout: 0.1 },
};

/** Every so manieth line of a list below its header: a part of each source, as lists are sorted by it. */
function thinOut(list, every) {
  const [header, ...lines] = readFileSync(list, 'utf8').trimEnd().split('\n');
  return [header, ...lines.filter((_, index) => index % every === 0), ''].join('\n');
}

/** The last line of a run's curve, as cells: loss, WER, CER, and what it says by source. */
function lastScore(folder) {
  const [, loss, wer, cer, sources] = readFileSync(join(folder, 'curve.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .at(-1)
    .split('\t');
  return [loss, `${wer} / ${cer}`, ...sources.split(' ').map((source) => source.replace('=', ' ').replace('/', ' / '))];
}

async function train(name, variant, corpus) {
  const folder = join(output, name);
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ ...base, name: `ablation-${name}`, ...variant }));
  const lists = ['--corpus', corpus, '--valid', resolve(options.valid), '--root', resolve(options.root)];
  const command = ['--import', 'tsx', 'src/cli/index.ts', 'train', ...lists, '--config', config, '--output', folder];
  const trained = await run(process.execPath, [...command, '--no-preflight'], { show: true, timeoutSeconds: 86_400 });
  if (!trained.ok) throw new Error(`The run “${name}” has failed.`);
  return [name, ...lastScore(folder)];
}

if (options.corpus === undefined || options.valid === undefined) {
  say('--corpus and --valid are needed.');
  process.exit(2);
}
const output = resolve(options.output);
const base = JSON.parse(readFileSync(join(project, 'configs/ablation.json'), 'utf8'));
mkdirSync(output, { recursive: true });
const corpus = join(output, 'corpus.tsv');
writeFileSync(corpus, thinOut(options.corpus, Number(options.every)));
const chosen = options.only?.split(',') ?? Object.keys(variants);
const rows = [];
for (const name of chosen) rows.push(await train(name, variants[name], corpus));
process.stdout.write(`${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`);
