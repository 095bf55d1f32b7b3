import { dirname, join, resolve } from 'node:path';

import { type Command, InvalidArgumentError } from 'commander';

import type { ModelFiles } from '../../contract/modelFiles';
import { ok } from '../../contract/result';
import { english } from '../../core/alphabet';
import { BeamSearchDecoder } from '../../core/decode/beamSearch';
import type { LanguageModel } from '../../core/languageModel/binary';
import type { Search } from '../../core/decode/search';
import { defaultWordScorerOptions, WordScorer } from '../../core/languageModel/wordScorer';
import { ErrorTally } from '../../core/training/wordErrors';
import { readAudio } from '../../platform/audio/audioFile';
import { type CorpusEntry, readCorpus } from '../../platform/corpus/corpus';
import { writeWholeFile } from '../../platform/files/wholeFile';
import { loadLanguageModel } from '../../platform/languageModel/languageModelFile';
import { backendOption, encodingOption, filesFor, modelOption, wholeNumber } from '../recognition/recognition';
import { chooseReferences } from '../recognition/references';
import { checkOutput, forceOption } from '../terminal/outputFile';
import { complain, exitCodes, failWith, formatTable, print, printJson, showProgress } from '../terminal/terminal';
import { plotSurface } from './surfacePlot';

interface TuneOptions {
  readonly corpus: string;
  readonly root?: string;
  readonly limit: number;
  readonly model: string;
  readonly languageModel?: string;
  readonly backend: 'auto' | 'tensorflow' | 'wasm';
  readonly alpha: readonly number[];
  readonly beta: readonly number[];
  readonly beam: readonly number[];
  readonly plot?: string;
  readonly encoding?: string;
  readonly force?: true;
  readonly json?: true;
}

export function addTune(command: Command): void {
  command
    .command('tune')
    .description(
      'find the weights of a language model by speech whose words are known: a grid of alpha and beta, then the beam',
    )
    .requiredOption('--corpus <tsv>', 'held-out speech: path, seconds, speaker, source, text')
    .option('--root <folder>', 'where the paths of the list start; else at its own folder')
    .option('--limit <count>', 'take so many recordings, evenly spread over the list', wholeNumber, 100)
    .addOption(modelOption())
    .option('--language-model <file>', 'else the one beside the acoustic model')
    .addOption(backendOption())
    .option('--alpha <weights>', 'weights of the language model', numberList, [0.2, 0.4, 0.6, 0.8, 1, 1.2])
    .option('--beta <bonuses>', 'bonuses for a word', numberList, [0, 0.5, 1, 1.5, 2, 2.5])
    .option('--beam <widths>', 'widths of the beam; the grid is searched with the first', widthList, [64, 128, 256])
    .option('--plot <svg>', 'draw the word error rate over alpha and beta')
    .addOption(encodingOption())
    .addOption(forceOption())
    .option('--json', 'print one JSON object: {grid, beams, best}')
    .action(async (options: TuneOptions) => {
      process.exitCode = await tune(options);
    });
}

function numberList(text: string): number[] {
  const numbers = text.split(',').map((field) => (field.trim() === '' ? NaN : Number(field)));
  if (numbers.some((number) => !Number.isFinite(number)))
    throw new InvalidArgumentError('numbers, such as 0.4,0.6,0.8');
  return numbers;
}

const widthList = (text: string): number[] => text.split(',').map(wholeNumber);

/** A recording as all settings hear it. */
interface Heard {
  readonly entry: CorpusEntry;
  readonly logProbs: readonly Float32Array[];
}

/** What all settings search, and how but for what the grid changes. */
interface Material {
  readonly heard: readonly Heard[];
  readonly search: Search;
}

interface Setting {
  readonly alpha: number;
  readonly beta: number;
  readonly beam: number;
}

interface Judged extends Setting {
  /** Percent, as `cer`. */
  readonly wer: number;
  readonly cer: number;
  /** Seconds of decoding for a second of audio. */
  readonly realTimeFactor: number;
}

async function tune(options: TuneOptions): Promise<number> {
  // The search may take hours.
  const writable = options.plot === undefined ? ok(undefined) : await checkOutput(options.plot, options);
  if (!writable.ok) return failWith(writable.error);
  const corpus = await readCorpus(options.corpus, options.root, options);
  if (!corpus.ok) return failWith(corpus.error);
  const modelPath = resolve(options.model);
  const path = options.languageModel ?? join(dirname(modelPath), 'english.lm');
  const languageModel = loadLanguageModel(path);
  if (!languageModel.ok) return failWith(languageModel.error);
  const { entries } = chooseReferences(corpus.value, options.limit);
  if (entries.length === 0) return exitCodes.failure;
  const material = await hear(entries, { ...filesFor(modelPath), backend: options.backend });
  if (material === null) return exitCodes.failure;
  const grid = judgeGrid(material, languageModel.value, options);
  const best = bestOf(grid);
  const [, ...wider] = options.beam;
  const beams = [best, ...wider.map((beam) => judge(material, languageModel.value, { ...best, beam }))];
  if (options.json) printJson({ grid, beams, best });
  else print(`${gridTable(grid)}\n\n${beamTable(beams)}`);
  return options.plot === undefined ? exitCodes.ok : draw(options.plot, grid, material.heard.length);
}

async function draw(path: string, grid: readonly Judged[], recordings: number): Promise<number> {
  const drawn = await writeWholeFile(path, plotSurface(grid, `WER of ${recordings} recordings, %`));
  return drawn.ok ? exitCodes.ok : failWith(drawn.error);
}

/** Log posteriors of all recordings, computed once. Null where a recording or the model cannot be read, which is told. */
async function hear(
  entries: readonly CorpusEntry[],
  options: ModelFiles & Pick<TuneOptions, 'backend'>,
): Promise<Material | null> {
  const { openRecognizerParts } = await import('../../platform/recognition/openRecognizer');
  const { logPosteriorsOf } = await import('../../platform/recognition/logPosteriors');
  const opened = await openRecognizerParts({ ...options, decoder: 'greedy' });
  if (!opened.ok) {
    complain(opened.error.message);
    return null;
  }
  const heard: Heard[] = [];
  const progress = showProgress(entries.length, 'recordings');
  try {
    for (const [index, entry] of entries.entries()) {
      const audio = await readAudio(entry.path);
      if (!audio.ok) {
        complain(audio.error.message);
        return null;
      }
      heard.push({ entry, logProbs: logPosteriorsOf(opened.value.parts.model, audio.value) });
      progress.update(index + 1);
    }
    return { heard, search: opened.value.search };
  } finally {
    progress.stop();
    opened.value.parts.model.dispose();
  }
}

function judgeGrid(
  material: Material,
  languageModel: LanguageModel,
  { alpha: alphas, beta: betas, beam: [beam = 64] }: TuneOptions,
): Judged[] {
  const progress = showProgress(alphas.length * betas.length, 'settings');
  const grid: Judged[] = [];
  for (const beta of betas) {
    for (const alpha of alphas) {
      grid.push(judge(material, languageModel, { alpha, beta, beam }));
      progress.update(grid.length);
    }
  }
  progress.stop();
  return grid;
}

function judge({ heard, search }: Material, { model, lexicon }: LanguageModel, setting: Setting): Judged {
  const { alpha, beta, beam } = setting;
  const scorer = new WordScorer(model, lexicon, english, { ...defaultWordScorerOptions, alpha, beta });
  const decoder = new BeamSearchDecoder(search.alphabet, scorer, { ...search.beams, beamWidth: beam });
  const tally = new ErrorTally();
  const start = performance.now();
  for (const { entry, logProbs } of heard) {
    for (const row of logProbs) decoder.step(row);
    const words = decoder.finish().map(({ text }) => text);
    tally.add(entry.source, entry.text, words.join(' '));
  }
  const audioSeconds = heard.reduce((sum, { entry }) => sum + entry.seconds, 0);
  const realTimeFactor = (performance.now() - start) / 1000 / audioSeconds;
  return { alpha, beta, beam, wer: tally.all.wer, cer: tally.all.cer, realTimeFactor };
}

/** The one with the fewest word errors; of equal ones the one with the fewest wrong characters. */
const bestOf = (settings: readonly Judged[]): Judged =>
  settings.reduce((best, each) =>
    each.wer < best.wer || (each.wer === best.wer && each.cer < best.cer) ? each : best,
  );

function gridTable(grid: readonly Judged[]): string {
  const alphas = [...new Set(grid.map(({ alpha }) => alpha))];
  const betas = [...new Set(grid.map(({ beta }) => beta))];
  const best = bestOf(grid);
  const cell = (alpha: number, beta: number): string => {
    const found = grid.find((each) => each.alpha === alpha && each.beta === beta);
    return found === undefined ? '' : `${found.wer.toFixed(1)}${found === best ? '*' : ''}`;
  };
  const rows = betas.map((beta) => [`beta ${beta}`, ...alphas.map((alpha) => cell(alpha, beta))]);
  return formatTable([['WER %', ...alphas.map((alpha) => `alpha ${alpha}`)], ...rows]);
}

function beamTable(beams: readonly Judged[]): string {
  const rows = beams.map(({ beam, wer, cer, realTimeFactor }) => [
    String(beam),
    wer.toFixed(1),
    cer.toFixed(1),
    realTimeFactor.toFixed(3),
  ]);
  return formatTable([['beam', 'WER %', 'CER %', 'decoding, s/s'], ...rows]);
}
