import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { root as project } from './setup/paths.mjs';
import { run } from './setup/processes.mjs';
import { say } from './setup/progress.mjs';

/**
 * What hours of speech, width, each augmentation and texts of a machine are worth: trains the network of configs/curves.json at equal
 * steps, from the same seed, with one thing changed at a time, and prints the held-out error rates as a table. Stopped and started again
 * it goes on where it was.
 *
 *     node scripts/curves.mjs --of hours|width|augmentation --corpus LIST --valid LIST [--root FOLDER] [--noise FOLDER]
 *       [--output FOLDER] [--steps 400] [--only none,speed]
 *     node scripts/curves.mjs --of machineLabels --machine-labelled LIST --from MODEL … of as many units as the configuration has
 */
const { values: options } = parseArgs({
  options: {
    of: { type: 'string' },
    corpus: { type: 'string' },
    valid: { type: 'string' },
    root: { type: 'string', default: '.' },
    noise: { type: 'string' },
    'machine-labelled': { type: 'string' },
    from: { type: 'string' },
    output: { type: 'string', default: 'runs/curves' },
    steps: { type: 'string', default: '400' },
    only: { type: 'string' },
  },
});

const speed = { speed: [0.9, 1.1] };
const gain = { gainDb: [-6, 6] };
const frequencyMasks = { frequencyMasks: { count: 2, widestBands: 15 } };
const timeMasks = { timeMasks: { perSecond: 0.5, longestSeconds: 0.2 } };
const noise = { noise: { folder: options.noise, share: 0.5, signalToNoiseDb: [5, 25] } };
const room = { reverberation: { share: 0.3, decaySeconds: [0.1, 0.5], directToRoomDb: [3, 15] } };

/**
 * `every`: of so many recordings one is learnt from; `floor`: of texts that a machine wrote, those of this confidence or more are learnt
 * from as well; `config`: what is changed.
 * @typedef {{ every: number, floor?: number, config?: object }} Variant
 */

/** Little data is what augmentation is for. @returns {Variant} */
const augmented = (augmentation) => ({ every: 20, config: { augmentation } });

/** @type {Record<string, Record<string, Variant>>} */
const curves = {
  hours: Object.fromEntries([20, 10, 5, 2, 1].map((every) => [`1/${every}`, { every }])),
  width: Object.fromEntries(
    [128, 256, 512, 768].map((hiddenUnits) => [hiddenUnits, { every: 1, config: { hiddenUnits } }]),
  ),
  augmentation: {
    none: { every: 20 },
    speed: augmented(speed),
    gain: augmented(gain),
    frequencyMasks: augmented(frequencyMasks),
    timeMasks: augmented(timeMasks),
    noise: augmented(noise),
    room: augmented(room),
    all: augmented({ ...speed, ...gain, ...frequencyMasks, ...timeMasks, ...noise, ...room }),
    dropout: { every: 20, config: { dropout: 0.1 } },
  },
  machineLabels: Object.fromEntries(
    [Infinity, -0.15, -0.25, -0.35].map((floor) => [
      `${floor}`,
      { every: 1, floor, config: { hiddenUnits: 512, peakLearningRate: 0.001 } },
    ]),
  ),
};

function rowsOf(list) {
  const [header = '', ...lines] = readFileSync(list, 'utf8').trimEnd().split('\n');
  const columns = header.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((value, index) => [columns[index], value])));
}

/** Every so manieth recording of the list: a part of each source, as lists are sorted by it. With a floor, texts of a machine as well. */
function recordingsOf({ every, floor }) {
  const own = rowsOf(options.corpus).filter((_, index) => index % every === 0);
  if (floor === undefined) return own;
  return [...own, ...rowsOf(options['machine-labelled']).filter(({ confidence }) => Number(confidence) >= floor)];
}

/** Mean of the last losses of training, and the last line of a run's curve: held-out loss, WER and CER, and what it says by source. */
function lastScores(folder) {
  const fieldsOf = (name) =>
    readFileSync(join(folder, name), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'));
  const losses = fieldsOf('steps.tsv')
    .slice(-50)
    .map(([, loss]) => Number(loss));
  const learnt = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  const [, loss, wer, cer, sources] = fieldsOf('curve.tsv').at(-1);
  const bySource = sources.split(' ').map((source) => source.replace('=', ' ').replace('/', ' / '));
  return [learnt.toFixed(2), loss, `${wer} / ${cer}`, ...bySource];
}

const columns = ['path', 'seconds', 'speaker', 'source', 'text'];

async function train(name, variant) {
  const folder = join(output, `${name}`.replace('/', '-'));
  mkdirSync(folder, { recursive: true });
  const recordings = recordingsOf(variant);
  const seconds = recordings.reduce((sum, recording) => sum + Number(recording.seconds), 0);
  const corpus = join(folder, 'corpus.tsv');
  const lines = recordings.map((recording) => columns.map((column) => recording[column]).join('\t'));
  writeFileSync(corpus, [columns.join('\t'), ...lines, ''].join('\n'));
  const config = join(folder, 'config.json');
  const epochs = (Number(options.steps) * base.batchSeconds) / seconds;
  writeFileSync(config, JSON.stringify({ ...base, name: `curves-${name}`, epochs, ...variant.config }));
  const lists = ['--corpus', corpus, '--valid', resolve(options.valid), '--root', resolve(options.root)];
  const from = options.from === undefined ? [] : ['--from', options.from];
  const command = [
    '--import',
    'tsx',
    'src/cli/index.ts',
    'train',
    ...lists,
    ...from,
    '--config',
    config,
    '--output',
    folder,
  ];
  const trained = await run(process.execPath, [...command, '--no-preflight'], { show: true, timeoutSeconds: 86_400 });
  if (!trained.ok) throw new Error(`The run “${name}” has failed.`);
  return [name, (seconds / 3600).toFixed(1), epochs.toFixed(1), ...lastScores(folder)];
}

const variants = curves[options.of ?? ''];
if (variants === undefined || options.corpus === undefined || options.valid === undefined) {
  say(`--of (${Object.keys(curves).join(', ')}), --corpus and --valid are needed.`);
  process.exit(2);
}
const output = resolve(options.output, options.of);
const base = JSON.parse(readFileSync(join(project, 'configs/curves.json'), 'utf8'));
const chosen = options.only?.split(',') ?? Object.keys(variants);
const rows = [];
for (const name of chosen) rows.push(await train(name, variants[name]));
process.stdout.write(`${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}\n`);
