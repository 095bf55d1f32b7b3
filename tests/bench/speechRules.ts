import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { spread } from '../../src/cli/recognition/references';
import { sampleRateHz } from '../../src/core/audio/pcm';
import type { Decoder } from '../../src/core/decode/decoder';
import { type SpeechRule, SpeechGate } from '../../src/core/dictation/speechGate';
import { readAudio } from '../../src/platform/audio/audioFile';
import { type CorpusEntry, readCorpus } from '../../src/platform/corpus/corpus';
import { recordingsIn } from '../../src/platform/corpus/noise';
import { logPosteriorsOf } from '../../src/platform/recognition/logPosteriors';
import { openRecognizerParts } from '../../src/platform/recognition/openRecognizer';

/**
 * Which rules tell speech from noise: what each recording shows of evidence and confidence, as a stream and heard once more, and what
 * every combination of three rules would let through. Noise must give nothing; of single words as few as can be may be lost.
 *
 *     npx tsx tests/bench/speechRules.ts --noise FOLDER --words LIST,LIST --speech LIST
 */
const { values: options } = parseArgs({
  options: {
    noise: { type: 'string', default: '' },
    words: { type: 'string', default: '' },
    speech: { type: 'string', default: '' },
    each: { type: 'string', default: '50' },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
    backend: { type: 'string', default: 'tensorflow' },
  },
});

/** No utterance is longer. */
const longestUtteranceSeconds = 20;

/** What one hearing of a recording shows. */
interface Shown {
  readonly evidence: number;
  readonly confidence: number;
  readonly text: string;
}

interface Heard {
  readonly kind: 'noise' | 'word' | 'speech';
  readonly said: string;
  readonly first: Shown;
  readonly again: Shown;
}

type Recording = Pick<Heard, 'kind' | 'said'> & { readonly path: string };

async function entriesOf(list: string): Promise<readonly CorpusEntry[]> {
  const corpus = await readCorpus(list, dirname(dirname(list)));
  if (!corpus.ok) throw new Error(corpus.error.message);
  return corpus.value;
}

/** As many single words of each source as asked for, spread over it. */
async function wordsOf(list: string): Promise<CorpusEntry[]> {
  const words = (await entriesOf(list)).filter(({ text }) => text !== '' && !text.includes(' '));
  const sources = [...new Set(words.map(({ source }) => source))];
  return sources.flatMap((name) =>
    spread(
      words.filter(({ source }) => source === name),
      Number(options.each),
    ),
  );
}

async function recordings(): Promise<Recording[]> {
  const noises = await recordingsIn(options.noise);
  if (!noises.ok) throw new Error(noises.error.message);
  const words = (await Promise.all(options.words.split(',').map(wordsOf))).flat();
  const speech = await entriesOf(options.speech);
  return [
    ...noises.value.map((path): Recording => ({ kind: 'noise', said: '', path })),
    ...words.map(({ path, text }): Recording => ({ kind: 'word', said: text, path })),
    ...speech
      .filter((_, index) => index % 3 === 0)
      .map(({ path, text }): Recording => ({ kind: 'speech', said: text, path })),
  ];
}

function shown(rows: readonly Float32Array[], decoder: Decoder, blank: number): Shown {
  const gate = new SpeechGate([], blank);
  for (const row of rows) {
    decoder.step(row);
    gate.step(row);
  }
  const words = decoder.finish();
  const confidence = words.reduce((sum, word) => sum + word.confidence, 0) / Math.max(1, words.length);
  return { evidence: gate.evidence, confidence, text: words.map(({ text }) => text).join(' ') };
}

async function hear(): Promise<Heard[]> {
  const backend = options.backend === 'wasm' ? 'wasm' : 'tensorflow';
  const opened = await openRecognizerParts({ modelPath: options.model, decoder: 'beam', backend });
  if (!opened.ok) throw new Error(opened.error.message);
  const { model, createDecoder, alphabet } = opened.value.parts;
  const decoder = createDecoder();
  const heard: Heard[] = [];
  for (const { kind, said, path } of await recordings()) {
    const audio = await readAudio(path);
    if (!audio.ok) continue;
    const samples = audio.value.subarray(0, longestUtteranceSeconds * sampleRateHz);
    const first = shown(logPosteriorsOf(model, samples), decoder, alphabet.blank);
    const again = shown(model.hearWhole(samples), decoder, alphabet.blank);
    heard.push({ kind, said, first, again });
  }
  model.dispose();
  return heard;
}

const admits = (rules: readonly SpeechRule[], { evidence, confidence, text }: Shown): boolean =>
  text !== '' && rules.some((rule) => evidence >= rule.evidence && confidence >= rule.confidence);

/** Shown while it is said by the first rule, or told at its end by any. */
const isTold = (rules: readonly SpeechRule[], { first, again }: Heard): boolean =>
  first.text !== '' && admits(rules, again.text === '' ? first : again);

const isShown = ([rule]: readonly SpeechRule[], { first }: Heard): boolean => first.evidence >= rule!.evidence;

/** Every combination of a rule that opens while something is said and two for the end. */
function everyRules(): SpeechRule[][] {
  let all: SpeechRule[][] = [[]];
  const extend = (evidences: readonly number[], confidences: readonly number[]): void => {
    const rules = evidences.flatMap((evidence) => confidences.map((confidence) => ({ evidence, confidence })));
    all = all.flatMap((some) => rules.map((rule) => [...some, rule]));
  };
  extend([3, 6, 8, 10, 12], [0]);
  extend([1, 2, 3, 4, 5], [0.2, 0.35, 0.5, 0.65]);
  extend([0, 0.5, 1, 2], [0.4, 0.6, 0.7, 0.8, 0.9]);
  return all;
}

function print(heard: readonly Heard[]): void {
  const of = (kind: Heard['kind']): Heard[] => heard.filter((one) => one.kind === kind);
  const [noises, words, speech] = [of('noise'), of('word'), of('speech')];
  console.log(`${noises.length} noises, ${words.length} single words, ${speech.length} recordings of speech`);
  console.log(`words of which nothing is heard: ${words.filter(({ first }) => first.text === '').length}`);
  const loudest = [...noises].sort((a, b) => b.again.evidence - a.again.evidence).slice(0, 12);
  for (const { first, again } of loudest) console.log(JSON.stringify({ first, again }));
  console.log('| rules | noises shown | told | words lost | speech lost |\n| --- | --- | --- | --- | --- |');
  const rows = everyRules().flatMap((rules) => {
    const [shownNoises, told] = [
      noises.filter((one) => isShown(rules, one)),
      noises.filter((one) => isTold(rules, one)),
    ];
    if (shownNoises.length + told.length > 1) return [];
    const [lost = 0, gone = 0] = [words, speech].map((some) => some.filter((one) => !isTold(rules, one)).length);
    const name = rules.map(({ evidence, confidence }) => `${evidence}, ${confidence}`).join('; ');
    return [{ line: `| ${name} | ${shownNoises.length} | ${told.length} | ${lost} | ${gone} |`, lost }];
  });
  for (const { line } of rows.sort((a, b) => a.lost - b.lost).slice(0, 24)) console.log(line);
  for (const { said, first, again } of words.slice(0, 400).filter((one) => one.again.text !== one.said))
    console.log(`${said}: ${JSON.stringify({ first, again })}`);
}

void hear().then(print);
