import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { spread } from '../../src/cli/recognition/references';
import { english } from '../../src/core/alphabet';
import { BeamSearchDecoder } from '../../src/core/decode/beamSearch';
import { type BeamSearchOptions, defaultBeamSearchOptions } from '../../src/core/decode/beamSearchOptions';
import type { LanguageModel } from '../../src/core/languageModel/binary';
import { WordScorer } from '../../src/core/languageModel/wordScorer';
import { ErrorTally } from '../../src/core/training/wordErrors';
import { readCorpus } from '../../src/platform/corpus/corpus';
import { loadLanguageModel } from '../../src/platform/languageModel/languageModelFile';
import { type HeardRecording, hearRecordings } from '../support/heardRecordings';

/**
 * What the beam search costs by width, what its pruning saves and loses, and whether it needs more memory in an hour without a pause:
 * `npx tsx tests/bench/decoderCost.ts --corpus valid.tsv`
 */
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: '' },
    limit: { type: 'string', default: '103' },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
    'language-model': { type: 'string', default: resolve(__dirname, '../../resources/models/english.lm') },
    beams: { type: 'string', default: '16,32,64,128,256,512,1024' },
    minutes: { type: 'string', default: '60' },
  },
});

interface Setting {
  readonly name: string;
  readonly changed: Partial<BeamSearchOptions>;
}

const beamSettings: readonly Setting[] = options.beams
  .split(',')
  .map((width) => ({ name: `beam ${width}`, changed: { beamWidth: Number(width) } }));

const pruningSettings: readonly Setting[] = [
  { name: 'as shipped', changed: {} },
  { name: 'prefixes up to 10 nats behind', changed: { beamMargin: 10 } },
  { name: 'prefixes up to 20 nats behind', changed: { beamMargin: 20 } },
  { name: 'labels from −7 nats', changed: { minLabelLogProb: -7 } },
  { name: 'labels from −12 nats', changed: { minLabelLogProb: -12 } },
  { name: 'blanks skipped from 0.95', changed: { blankSkipLogProb: Math.log(0.95) } },
  { name: 'no blank skipped', changed: { blankSkipLogProb: 0 } },
  { name: 'nothing but the width', changed: { beamMargin: Infinity, minLabelLogProb: -Infinity, blankSkipLogProb: 0 } },
];

function decoderOf({ model, lexicon }: LanguageModel, changed: Partial<BeamSearchOptions>): BeamSearchDecoder {
  return new BeamSearchDecoder(english, new WordScorer(model, lexicon, english), {
    ...defaultBeamSearchOptions,
    ...changed,
  });
}

/** By source and in all: milliseconds for a second of speech, and errors. */
function printCost(heard: readonly HeardRecording[], languageModel: LanguageModel, { name, changed }: Setting): void {
  const decoder = decoderOf(languageModel, changed);
  const tally = new ErrorTally();
  const spent = new Map<string, { milliseconds: number; seconds: number }>();
  for (const { entry, rows } of heard) {
    const begun = performance.now();
    for (const row of rows) decoder.step(row);
    const words = decoder.finish().map(({ text }) => text);
    const { milliseconds, seconds } = spent.get(entry.source) ?? { milliseconds: 0, seconds: 0 };
    const worked = milliseconds + performance.now() - begun;
    spent.set(entry.source, { milliseconds: worked, seconds: seconds + entry.seconds });
    tally.add(entry.source, entry.text, words.join(' '));
  }
  const sources = [...spent.values()];
  const sum = (pick: (one: (typeof sources)[number]) => number): number =>
    sources.reduce((total, one) => total + pick(one), 0);
  const all = sum((one) => one.milliseconds) / sum((one) => one.seconds);
  const each = sources.map(({ milliseconds, seconds }) => (milliseconds / seconds).toFixed(1));
  console.log(`| ${[name, all.toFixed(1), ...each, tally.all.wer.toFixed(1)].join(' | ')} |`);
}

/** All recordings over and over, as one utterance that nobody ends. */
function printHour(heard: readonly HeardRecording[], languageModel: LanguageModel): void {
  const decoder = decoderOf(languageModel, {});
  const rows = heard.flatMap((one) => one.rows);
  const seconds = heard.reduce((sum, { entry }) => sum + entry.seconds, 0);
  const timesteps = Math.round((Number(options.minutes) * 60 * rows.length) / seconds);
  console.log('\n| minutes | room for prefixes | resident memory, MB |\n| --- | --- | --- |');
  for (let timestep = 1; timestep <= timesteps; timestep += 1) {
    const row = rows[timestep % rows.length];
    if (row !== undefined) decoder.step(row);
    if (timestep % Math.round(timesteps / 6) !== 0) continue;
    const minutes = ((timestep / timesteps) * Number(options.minutes)).toFixed(0);
    console.log(`| ${minutes} | ${decoder.capacity} | ${Math.round(process.memoryUsage().rss / 2 ** 20)} |`);
  }
}

async function main(): Promise<void> {
  const corpus = await readCorpus(options.corpus);
  if (!corpus.ok) throw new Error(corpus.error.message);
  const loaded = loadLanguageModel(options['language-model']);
  if (!loaded.ok) throw new Error(loaded.error.message);
  const heard = await hearRecordings(options.model, spread(corpus.value, Number(options.limit)));
  const sources = [...new Set(heard.map(({ entry }) => entry.source))];
  console.log(`| setting | ms for a second of speech | ${sources.join(' | ')} | WER, % |`);
  console.log(`| --- | --- | ${sources.map(() => '---').join(' | ')} | --- |`);
  for (const setting of [...beamSettings, ...pruningSettings]) printCost(heard, loaded.value, setting);
  printHour(heard, loaded.value);
}

void main();
