import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { spread } from '../../src/cli/recognition/references';
import { english } from '../../src/core/alphabet';
import { BeamSearchDecoder } from '../../src/core/decode/beamSearch';
import { defaultBeamSearchOptions } from '../../src/core/decode/beamSearchOptions';
import { defaultWordScorerOptions, WordScorer } from '../../src/core/languageModel/wordScorer';
import { ErrorTally } from '../../src/core/training/wordErrors';
import { readCorpus } from '../../src/platform/corpus/corpus';
import { loadLanguageModel } from '../../src/platform/languageModel/languageModelFile';
import { type HeardRecording, hearRecordings } from '../support/heardRecordings';

/**
 * Our beam search beside pyctcdecode's: the same log posteriors, a language model of the same text, the same beam, one core each. The
 * weights of each are tried on a grid, and the best of each compared. `utter lm build --arpa` writes the model for the peer.
 *
 *     npx tsx tests/bench/peerDecoder.ts --corpus valid.tsv --language-model small.lm --arpa small.arpa --python venv/bin/python
 */
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: '' },
    limit: { type: 'string', default: '83' },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
    'language-model': { type: 'string', default: '' },
    arpa: { type: 'string', default: '' },
    /** With pyctcdecode and kenlm installed. */
    python: { type: 'string', default: 'python3' },
    beam: { type: 'string', default: '128' },
    alphas: { type: 'string', default: '0.4,0.6,0.8' },
    betas: { type: 'string', default: '0.5,1.5' },
  },
});

interface Outcome {
  readonly name: string;
  readonly alpha: number;
  readonly beta: number;
  readonly wer: number;
  /** For a second of speech. */
  readonly milliseconds: number;
}

const numbers = (text: string): number[] => text.split(',').map(Number);

const secondsOf = (heard: readonly HeardRecording[]): number =>
  heard.reduce((sum, { entry }) => sum + entry.seconds, 0);

function score(heard: readonly HeardRecording[], texts: readonly string[]): number {
  const tally = new ErrorTally();
  for (const [index, { entry }] of heard.entries()) tally.add(entry.source, entry.text, texts[index] ?? '');
  return tally.all.wer;
}

function decodeOurs(heard: readonly HeardRecording[], alpha: number, beta: number): Outcome {
  const loaded = loadLanguageModel(options['language-model']);
  if (!loaded.ok) throw new Error(loaded.error.message);
  const { model, lexicon } = loaded.value;
  const weights = { ...defaultWordScorerOptions, alpha, beta };
  const search = { ...defaultBeamSearchOptions, beamWidth: Number(options.beam) };
  const decoder = new BeamSearchDecoder(english, new WordScorer(model, lexicon, english, weights), search);
  const begun = performance.now();
  const texts = heard.map(({ rows }) => {
    for (const row of rows) decoder.step(row);
    return decoder
      .finish()
      .map(({ text }) => text)
      .join(' ');
  });
  const milliseconds = (performance.now() - begun) / secondsOf(heard);
  return { name: 'Utter', alpha, beta, wer: score(heard, texts), milliseconds };
}

/** The script reads rows of float32 and writes, for each pair of weights, seconds and texts. */
function decodePeer(heard: readonly HeardRecording[]): Outcome[] {
  const folder = mkdtempSync(join(tmpdir(), 'utter-peer-'));
  try {
    for (const [index, { rows }] of heard.entries())
      writeFileSync(
        join(folder, `${index}.f32`),
        new Uint8Array(Float32Array.from(rows.flatMap((row) => [...row])).buffer),
      );
    const question = {
      folder,
      count: heard.length,
      symbols: english.symbols,
      labels: english.size,
      arpa: options.arpa,
      beam: Number(options.beam),
      alphas: numbers(options.alphas),
      betas: numbers(options.betas),
    };
    const script = resolve(__dirname, 'peerDecoder.py');
    const printed = execFileSync(options.python, [script], { input: JSON.stringify(question), maxBuffer: 2 ** 28 });
    const answers = JSON.parse(String(printed)) as { alpha: number; beta: number; seconds: number; texts: string[] }[];
    return answers.map(({ alpha, beta, seconds, texts }) => ({
      name: 'pyctcdecode',
      alpha,
      beta,
      wer: score(heard, texts),
      milliseconds: (1000 * seconds) / secondsOf(heard),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<void> {
  const corpus = await readCorpus(options.corpus);
  if (!corpus.ok) throw new Error(corpus.error.message);
  const heard = await hearRecordings(options.model, spread(corpus.value, Number(options.limit)));
  const grid = numbers(options.alphas).flatMap((alpha) => numbers(options.betas).map((beta) => [alpha, beta] as const));
  const outcomes = [...grid.map(([alpha, beta]) => decodeOurs(heard, alpha, beta)), ...decodePeer(heard)];
  console.log('decoder\talpha\tbeta\tWER, %\tms for a second of speech');
  for (const { name, alpha, beta, wer, milliseconds } of outcomes)
    console.log([name, alpha, beta, wer.toFixed(2), milliseconds.toFixed(1)].join('\t'));
}

void main();
