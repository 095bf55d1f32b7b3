import { appendFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { Network } from '../../src/core/acoustic/network';
import { english } from '../../src/core/alphabet';
import { BeamSearchDecoder } from '../../src/core/decode/beamSearch';
import type { Decoder } from '../../src/core/decode/decoder';
import { GreedyDecoder } from '../../src/core/decode/greedy';
import { defaultWordScorerOptions, WordScorer } from '../../src/core/languageModel/wordScorer';
import { batchOf } from '../../src/core/training/batches';
import { ctcLoss } from '../../src/core/training/ctcLoss';
import { judgingChunks, posteriorsOf } from '../../src/core/training/heldOut';
import { Random } from '../../src/core/training/random';
import { WeightAverage } from '../../src/core/training/weightAverage';
import { weightsBetween } from '../../src/core/training/weightsBetween';
import { ErrorTally } from '../../src/core/training/wordErrors';
import { someMinutes } from '../../src/core/voice/splitVoice';
import { multiplyInBfloat16 } from '../../src/platform/acoustic/bfloat16';
import { type AcousticModel, readModel } from '../../src/platform/acoustic/modelFile';
import { openAnalysis } from '../../src/platform/corpus/openAnalysis';
import { loadTensorFlow } from '../../src/platform/acoustic/tensorflow';
import { openMaterial, type AdaptationMaterial } from '../../src/platform/adaptation/adaptationMaterial';
import type { VoiceClips } from '../../src/platform/adaptation/voiceClips';
import { type CorpusEntry, readCorpus } from '../../src/platform/corpus/corpus';
import { splitOff } from '../../src/platform/corpus/corpusSplits';
import { searchOf } from '../../src/platform/recognition/openDecoder';
import { loadLanguageModel } from '../../src/platform/languageModel/languageModelFile';
import { type Experiment, ExperimentRun, recipeExperiment, type Weights } from '../support/adaptationExperiment';

/**
 * Compares ways of teaching a model a voice, quickly: features are kept, utterances are scored whole and in batches, products are those
 * of bfloat16. `npx tsx tests/bench/adaptationRecipes.ts --corpus personal.tsv --folder FOLDER --experiments '[{"rate":3e-4}]'`. Each
 * experiment is what differs from the recipe; a line tells loss (nats a letter), CER and WER of best path on the voice's held-out
 * recordings and the canary, and with `--beam` the WER with the language model. `--speaker` takes one speaker of a list without splits,
 * every third of whose recordings is held out; `--source` all speakers of a source together, half of the recordings of each held out.
 */
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: '' },
    root: { type: 'string' },
    speaker: { type: 'string' },
    source: { type: 'string' },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
    'language-model': { type: 'string', default: resolve(__dirname, '../../resources/models/english.lm') },
    folder: { type: 'string', default: '' },
    experiments: { type: 'string', default: '[{}]' },
    beam: { type: 'boolean', default: false },
    /** Products in float32, as the app computes them. */
    precise: { type: 'boolean', default: false },
  },
});

const generalFolder = resolve(__dirname, '../../resources/adaptation');
/** Of what is learnt from, so many recordings tell how far it is known by heart. */
const learntScored = 60;
const batchRecordings = 16;

async function voiceOf(minutes: number): Promise<VoiceClips> {
  const corpus = await readCorpus(options.corpus, options.root);
  if (!corpus.ok) throw new Error(corpus.error.message);
  if (options.source !== undefined) return halvesOf(corpus.value, minutes);
  if (options.speaker === undefined) {
    const { adapt, test } = splitOff(corpus.value);
    return { learnt: someMinutes(adapt, minutes, 1), heldOut: test };
  }
  const own = new Random(5).shuffled(corpus.value.filter(({ speaker }) => speaker === options.speaker));
  const learnt = own.filter((_, index) => index % 3 !== 0);
  return { learnt: someMinutes(learnt, minutes, 1), heldOut: own.filter((_, index) => index % 3 === 0) };
}

/** Of the speakers of the source that was asked for, half of the recordings of each. */
function halvesOf(entries: readonly CorpusEntry[], minutes: number): VoiceClips {
  const some = entries.filter(({ source }) => source === options.source);
  const speakers = [...new Set(some.map(({ speaker }) => speaker))];
  const shuffled = speakers.map((name) => new Random(5).shuffled(some.filter(({ speaker }) => speaker === name)));
  const halves = [0, 1].map((half) => shuffled.flatMap((own) => own.filter((_, place) => place % 2 === half)));
  return { learnt: someMinutes(halves[0]!, minutes, 1), heldOut: halves[1]! };
}

/** What turns log posteriors into words: best path, and with `--beam` the search with the language model. */
function decoders({ features }: AcousticModel): (() => Decoder)[] {
  const greedy = (): Decoder => new GreedyDecoder(english);
  if (!options.beam) return [greedy];
  const loaded = loadLanguageModel(options['language-model']);
  if (!loaded.ok) throw new Error(loaded.error.message);
  const { model, lexicon } = loaded.value;
  const { alphabet, beams, alpha } = searchOf(features);
  const scorer = (): WordScorer => new WordScorer(model, lexicon, alphabet, { ...defaultWordScorerOptions, alpha });
  return [greedy, () => new BeamSearchDecoder(alphabet, scorer(), beams)];
}

interface Score {
  readonly loss: number;
  readonly tallies: readonly ErrorTally[];
}

/** Scores weights on a part of the material. */
class PartScorer {
  readonly #material: AdaptationMaterial;
  readonly #decoders: readonly (() => Decoder)[];

  constructor(material: AdaptationMaterial, model: AcousticModel) {
    this.#material = material;
    this.#decoders = decoders(model);
  }

  score(part: 'learnt' | 'heldOut' | 'canary', model: AcousticModel, weights: Weights): Score {
    const network = new Network(model.network, weights);
    const { examples } = this.#material[part];
    const tallies = this.#decoders.map(() => new ErrorTally());
    let [nats, labels] = [0, 0];
    const indices = this.#chosen(part);
    for (let start = 0; start < indices.length; start += batchRecordings) {
      const batch = batchOf(examples.read(indices.slice(start, start + batchRecordings), model.prior), model.features);
      const logProbs = posteriorsOf(network, batch, judgingChunks(model.features));
      const unused = new Float32Array(logProbs.length);
      batch.targets.forEach((target, sequence) => {
        const rows = batch.rows[sequence]!;
        nats += ctcLoss({ logits: logProbs, labelCount: english.size, rows, target }, unused) ?? 0;
        labels += target.length;
        tallies.forEach((tally, which) => {
          tally.add('', english.decode([...target]), read(this.#decoders[which]!(), logProbs, rows));
        });
      });
    }
    network.dispose();
    return { loss: nats / labels, tallies };
  }

  /** Long ones first: those of like length are computed together. */
  #chosen(part: 'learnt' | 'heldOut' | 'canary'): number[] {
    const { frames } = this.#material[part].examples;
    const usable = frames.flatMap((count, index) => (count > 0 ? [index] : []));
    const every = part === 'learnt' ? Math.ceil(usable.length / learntScored) : 1;
    return usable.filter((_, place) => place % every === 0).sort((a, b) => frames[b]! - frames[a]!);
  }
}

function read(decoder: Decoder, logProbs: Float32Array, rows: Int32Array): string {
  for (const row of rows) decoder.step(logProbs.subarray(row * english.size, (row + 1) * english.size));
  return decoder
    .finish()
    .map(({ text }) => text)
    .join(' ');
}

const cellsOf = ({ loss, tallies: [greedy, beam] }: Score): string[] => [
  loss.toFixed(3),
  greedy!.all.cer.toFixed(1),
  greedy!.all.wer.toFixed(1),
  ...(beam === undefined ? [] : [beam.all.wer.toFixed(1)]),
];

async function compare(experiment: Experiment, model: AcousticModel): Promise<void> {
  const folders = { generalFolder, cacheFolder: join(options.folder, 'features'), replaySeconds: Infinity };
  const opened = openAnalysis(model, { modelPath: options.model });
  if (!opened.ok) throw new Error(opened.error.message);
  const reading = { features: model.features, analysis: opened.value.analysis };
  const material = await openMaterial(await voiceOf(experiment.minutes), reading, folders, () => undefined);
  opened.value.dispose();
  if (!material.ok) throw new Error(material.error.message);
  const scorer = new PartScorer(material.value, model);
  let seconds = 0;
  let adapted = model;
  const tell = (label: string, weights: Weights): void => {
    const learnt = scorer.score('learnt', adapted, weights).loss.toFixed(3);
    const [voice, canary] = (['heldOut', 'canary'] as const).map((part) => scorer.score(part, adapted, weights));
    const cells = [label, learnt, ...cellsOf(voice!), ...cellsOf(canary!), `${seconds.toFixed(0)} s`];
    const line = [options.speaker ?? options.source ?? '', experiment.name, ...cells].join('\t');
    console.log(line);
    appendFileSync(join(options.folder, 'experiments.tsv'), `${line}\n`);
  };
  const { steps, shares, seed, soup } = experiment;
  const ends = new WeightAverage(Infinity);
  for (let cook = 0; cook < soup; cook += 1) {
    const run = new ExperimentRun({ ...experiment, seed: seed + cook }, model, material.value);
    adapted = run.model;
    seconds += teach(run, experiment, (step) => {
      tell(`step ${step}`, run.weights(false));
    });
    ends.add(run.weights(true));
    run.dispose();
  }
  const labelOf = (share: number): string => (steps === 0 ? 'before' : `step ${steps}, share ${share}`);
  for (const share of shares) tell(labelOf(share), weightsBetween(model.weights, ends.values(), share));
}

/** Takes all steps of an experiment. @returns the seconds that the steps took */
function teach(run: ExperimentRun, { steps, scores }: Experiment, tellStep: (step: number) => void): number {
  let milliseconds = 0;
  for (let step = 0; step < steps; step += 1) {
    const started = performance.now();
    run.takeStep(step);
    milliseconds += performance.now() - started;
    const isBetween = (step + 1) % Math.ceil(steps / scores) === 0 && step + 1 < steps;
    if (isBetween) tellStep(step + 1);
  }
  return milliseconds / 1000;
}

async function main(): Promise<void> {
  const model = readModel(options.model);
  if (!model.ok) throw new Error(model.error.message);
  const backend = await loadTensorFlow('auto');
  if (!backend.ok) throw new Error(backend.error.message);
  if (!options.precise) multiplyInBfloat16();
  const wer = options.beam ? ['WER', 'with LM'] : ['WER'];
  console.log(
    ['speaker', 'name', 'when', 'learnt', 'voice loss', 'CER', ...wer, 'canary loss', 'CER', ...wer, 'time'].join('\t'),
  );
  for (const changes of JSON.parse(options.experiments) as Partial<Experiment>[]) {
    await compare({ ...recipeExperiment, name: JSON.stringify(changes), ...changes }, model.value);
  }
}

void main();
