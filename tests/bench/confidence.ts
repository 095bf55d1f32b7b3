import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { spread } from '../../src/cli/recognition/references';
import { english } from '../../src/core/alphabet';
import { BeamSearchDecoder } from '../../src/core/decode/beamSearch';
import {
  type ConfidenceCurve,
  confidenceOf,
  confidenceTerms,
  type WordEvidence,
} from '../../src/core/decode/confidence';
import { defaultWordScorerOptions, WordScorer } from '../../src/core/languageModel/wordScorer';
import type { AcousticModel } from '../../src/core/dictation/acousticModel';
import { readAudio } from '../../src/platform/audio/audioFile';
import { type CorpusEntry, readCorpus } from '../../src/platform/corpus/corpus';
import { loadLanguageModel } from '../../src/platform/languageModel/languageModelFile';
import { logPosteriorsOf } from '../../src/platform/recognition/logPosteriors';
import { openRecognizerParts } from '../../src/platform/recognition/openRecognizer';
import {
  calibrationError,
  discrimination,
  fitLogistic,
  logistic,
  type Outcome,
  reliabilityTable,
} from '../support/reliability';
import { rightWords } from '../support/rightWords';

/**
 * Whether words of confidence 0.8 are right in eight of ten cases, and the curve that makes them so, for core/decode/confidence.ts. What
 * a new curve is worth is told by speakers that it was not fitted to. Words are those that an utterance is settled with, or with `--first`
 * those that are heard at first. `npx tsx tests/bench/confidence.ts --corpus valid.tsv`
 */
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: '' },
    first: { type: 'boolean', default: false },
    limit: { type: 'string', default: 'Infinity' },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
    'language-model': { type: 'string', default: resolve(__dirname, '../../resources/models/english.lm') },
  },
});

interface Heard {
  readonly speaker: string;
  readonly evidence: WordEvidence;
  readonly isRight: boolean;
}

const posteriorsOf = (model: AcousticModel, samples: Float32Array): readonly Float32Array[] =>
  options.first ? logPosteriorsOf(model, samples) : model.hearWhole(samples);

async function open() {
  const opened = await openRecognizerParts({ modelPath: options.model, decoder: 'beam', hearsAgain: !options.first });
  if (!opened.ok) throw new Error(opened.error.message);
  const loaded = loadLanguageModel(options['language-model']);
  if (!loaded.ok) throw new Error(loaded.error.message);
  const { parts, search } = opened.value;
  const { model, rescorer: textScorer = null } = parts;
  const beams = textScorer === null ? search.beams : (search.settlingBeams ?? search.beams);
  const weights = { ...defaultWordScorerOptions, alpha: search.alpha };
  const scorer = new WordScorer(loaded.value.model, loaded.value.lexicon, english, weights);
  // The number of a word's evidence stands in for its confidence.
  const evidence: WordEvidence[] = [];
  const judges = { confidenceOf: (one: WordEvidence) => evidence.push(one) - 1, textScorer };
  const decoder = new BeamSearchDecoder(search.alphabet, scorer, beams, judges);
  return { model, textScorer, decoder, evidence, curve: search.confidence };
}

async function hear(entries: readonly CorpusEntry[]): Promise<{ heard: Heard[]; curve: ConfidenceCurve }> {
  const { model, textScorer, decoder, evidence, curve } = await open();
  const heard: Heard[] = [];
  for (const { path, text, speaker, source } of entries) {
    const audio = await readAudio(path);
    if (!audio.ok) throw new Error(audio.error.message);
    for (const row of posteriorsOf(model, audio.value)) decoder.step(row);
    const words = decoder.finish();
    const right = rightWords(
      text.split(' '),
      words.map((word) => word.text),
    );
    for (const [index, { confidence }] of words.entries())
      heard.push({ speaker: `${source} ${speaker}`, evidence: evidence[confidence]!, isRight: right[index]! });
  }
  model.dispose();
  textScorer?.dispose();
  return { heard, curve };
}

const weightsOf = (heard: readonly Heard[]): number[] =>
  fitLogistic(heard.map(({ evidence, isRight }) => ({ terms: confidenceTerms(evidence), isRight })));

/** Each speaker judged by a curve that was fitted to a half of the speakers to which it does not belong. */
function crossValidated(heard: readonly Heard[]): Outcome[] {
  const speakers = [...new Set(heard.map(({ speaker }) => speaker))];
  const halfOf = new Map(speakers.map((speaker, index) => [speaker, index % 2]));
  const weights = [0, 1].map((half) => weightsOf(heard.filter(({ speaker }) => halfOf.get(speaker) !== half)));
  return heard.map(({ speaker, evidence, isRight }) => ({
    predicted: logistic(confidenceTerms(evidence), weights[halfOf.get(speaker) ?? 0] ?? []),
    isRight,
  }));
}

function print(name: string, outcomes: readonly Outcome[]): void {
  console.log(`\n${name}: ${outcomes.length} words`);
  console.log(
    `calibration error ${calibrationError(outcomes).toFixed(3)}, area ${discrimination(outcomes).toFixed(3)}`,
  );
  console.log('\n| confidence | words | mean confidence | right |\n| --- | --- | --- | --- |');
  for (const { from, to, count, predicted, right } of reliabilityTable(outcomes))
    console.log(`| ${from.toFixed(1)}–${to.toFixed(1)} | ${count} | ${predicted.toFixed(3)} | ${right.toFixed(3)} |`);
}

async function main(): Promise<void> {
  const corpus = await readCorpus(options.corpus);
  if (!corpus.ok) throw new Error(corpus.error.message);
  const { heard, curve } = await hear(spread(corpus.value, Number(options.limit)));
  const predictedBy = (judge: (evidence: WordEvidence) => number): Outcome[] =>
    heard.map(({ evidence, isRight }) => ({ predicted: judge(evidence), isRight }));
  print(
    'posterior and agreement as they are',
    predictedBy(({ posterior, agreement }) => posterior * agreement),
  );
  print(
    'as shipped',
    predictedBy((evidence) => confidenceOf(evidence, curve)),
  );
  print('fitted anew, to other speakers', crossValidated(heard));
  const weights = weightsOf(heard).map((weight) => weight.toFixed(3));
  console.log(`\nsupport, logLetters, timestepsPerLetter, offset: ${weights.join(', ')}`);
}

void main();
