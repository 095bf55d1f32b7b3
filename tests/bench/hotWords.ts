import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { english } from '../../src/core/alphabet';
import { BeamSearchDecoder } from '../../src/core/decode/beamSearch';
import type { Scorer } from '../../src/core/decode/scorer';
import type { LanguageModel } from '../../src/core/languageModel/binary';
import { defaultHotWordOptions, HotWordScorer } from '../../src/core/languageModel/hotWordScorer';
import { lexiconWith } from '../../src/core/languageModel/lexiconWith';
import { TermMatcher } from '../../src/core/languageModel/termMatcher';
import { unknownWord } from '../../src/core/languageModel/vocabulary';
import { WordScorer } from '../../src/core/languageModel/wordScorer';
import { Random } from '../../src/core/training/random';
import { readAudio } from '../../src/platform/audio/audioFile';
import { type CorpusEntry, readCorpus } from '../../src/platform/corpus/corpus';
import { loadLanguageModel } from '../../src/platform/languageModel/languageModelFile';
import { logPosteriorsOf } from '../../src/platform/recognition/logPosteriors';
import { openRecognizerParts } from '../../src/platform/recognition/openRecognizer';

/**
 * What hot words do: `npx tsx tests/bench/hotWords.ts --corpus valid.tsv`. Terms are rare words and pairs of words of the list
 * itself; beyond the hundred that are said, they are rare words that nobody says. Prints term WER, WER of the other words and false
 * alarms, for 10, 100 and 1,000 terms, beside the same without terms.
 */
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: '' },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
    'language-model': { type: 'string', default: resolve(__dirname, '../../resources/models/english.lm') },
    /** Natural-log boosts of a label to compare. */
    boosts: { type: 'string', default: String(defaultHotWordOptions.labelBoost) },
    counts: { type: 'string', default: '10,100,1000' },
    /** Keeps log posteriors from one run to the next. */
    posteriors: { type: 'string', default: '' },
  },
});

interface Spoken {
  readonly words: readonly string[];
  readonly rows: readonly Float32Array[];
}

interface Score {
  termWords: number;
  termErrors: number;
  otherWords: number;
  otherErrors: number;
  falseAlarms: number;
}

const saidTerms = 100;
const phraseShare = 0.15;
/** A word is rare from this natural-log unigram probability down. */
const rareLogProb = -11;
const random = new Random(1);

const wordsOf = (text: string): string[] => text.split(' ').filter((word) => word !== '');

const isRare = ({ model }: LanguageModel, word: string): boolean => {
  const number = model.vocabulary.numberOf(word);
  return word.length >= 5 && (number === unknownWord || (model.unigramLogProbs[number] ?? 0) < rareLogProb);
};

/** Terms that are said, then terms that are not. */
function chooseTerms(entries: readonly CorpusEntry[], languageModel: LanguageModel): string[] {
  const texts = entries.map(({ text }) => wordsOf(text));
  const said = new Set(texts.flat());
  const words = random.shuffled([...said].filter((word) => isRare(languageModel, word)));
  const pairs = texts.flatMap((text) => text.slice(1).map((word, i) => [text[i] ?? '', word]));
  const phrases = random.shuffled([
    ...new Set(
      pairs
        .filter((pair) => pair.every((word) => word.length >= 4) && pair.some((word) => isRare(languageModel, word)))
        .map((pair) => pair.join(' ')),
    ),
  ]);
  const phraseCount = Math.round(saidTerms * phraseShare);
  const present = [...words.slice(0, saidTerms - phraseCount), ...phrases.slice(0, phraseCount)];
  const absent = languageModel.model.vocabulary.words.filter(
    (word) => /^[a-z]+$/.test(word) && !said.has(word) && isRare(languageModel, word),
  );
  return [...random.shuffled(present), ...random.shuffled(absent).slice(0, 900)];
}

/** Where the words of any term begin and end in a text: true for each word that is a part of one. */
function inTerms(words: readonly string[], terms: readonly (readonly string[])[]): boolean[] {
  const marks = words.map(() => false);
  for (const term of terms)
    for (let start = 0; start + term.length <= words.length; start++)
      if (term.every((word, i) => words[start + i] === word)) marks.fill(true, start, start + term.length);
  return marks;
}

/** The fewest edits between the first i said and the first j heard words, for all i and j. */
function editTable(said: readonly string[], heard: readonly string[]): number[][] {
  const table = [Array.from({ length: heard.length + 1 }, (_, j) => j)];
  for (const [i, word] of said.entries()) {
    const row = [i + 1];
    for (const [j, other] of heard.entries()) {
      const [corner = 0, above = 0] = table[i]?.slice(j) ?? [];
      row.push(Math.min(corner + (word === other ? 0 : 1), above + 1, (row[j] ?? 0) + 1));
    }
    table.push(row);
  }
  return table;
}

/** The heard word for each said one, '' where it is missing, and the heard words that answer none: a cheapest alignment. */
function align(said: readonly string[], heard: readonly string[]): { matches: string[]; inserted: string[] } {
  const table = editTable(said, heard);
  const cost = (i: number, j: number): number => table[i]?.[j] ?? Infinity;
  const matches = said.map(() => '');
  const inserted: string[] = [];
  let [i, j] = [said.length, heard.length];
  while (i > 0 || j > 0) {
    const change = cost(i - 1, j - 1) + (said[i - 1] === heard[j - 1] ? 0 : 1);
    if (cost(i, j) === change) matches[--i] = heard[--j] ?? '';
    else if (cost(i, j) === cost(i - 1, j) + 1) i -= 1;
    else inserted.push(heard[--j] ?? '');
  }
  return { matches, inserted };
}

const occurrences = (words: readonly string[], term: readonly string[]): number =>
  words.filter((_, start) => term.every((word, i) => words[start + i] === word)).length;

function addScore(score: Score, said: readonly string[], heard: readonly string[], terms: readonly string[][]): void {
  const marks = inTerms(said, terms);
  const { matches, inserted } = align(said, heard);
  for (const [i, word] of said.entries()) {
    const error = matches[i] === word ? 0 : 1;
    if (marks[i] === true) {
      score.termWords += 1;
      score.termErrors += error;
    } else {
      score.otherWords += 1;
      score.otherErrors += error;
    }
  }
  score.otherErrors += inserted.length;
  for (const term of terms) score.falseAlarms += Math.max(0, occurrences(heard, term) - occurrences(said, term));
}

function judge(spoken: readonly Spoken[], terms: readonly string[], scorer: Scorer): Score {
  const score = { termWords: 0, termErrors: 0, otherWords: 0, otherErrors: 0, falseAlarms: 0 };
  const split = terms.map(wordsOf);
  const decoder = new BeamSearchDecoder(english, scorer);
  for (const { words, rows } of spoken) {
    for (const row of rows) decoder.step(row);
    addScore(
      score,
      words,
      decoder.finish().map(({ text }) => text),
      split,
    );
  }
  return score;
}

async function posteriorsOf(entries: readonly CorpusEntry[]): Promise<Spoken[]> {
  if (options.posteriors !== '') mkdirSync(options.posteriors, { recursive: true });
  const opened = await openRecognizerParts({ modelPath: options.model, decoder: 'greedy' });
  if (!opened.ok) throw new Error(opened.error.message);
  const spoken: Spoken[] = [];
  for (const [index, { path, text }] of entries.entries()) {
    const kept = join(options.posteriors, `${index}.f32`);
    let flat: Float32Array;
    if (options.posteriors !== '' && existsSync(kept))
      flat = new Float32Array(Uint8Array.from(readFileSync(kept)).buffer);
    else {
      const audio = await readAudio(path);
      if (!audio.ok) throw new Error(audio.error.message);
      flat = Float32Array.from(logPosteriorsOf(opened.value.parts.model, audio.value).flatMap((row) => [...row]));
      if (options.posteriors !== '') writeFileSync(kept, new Uint8Array(flat.buffer));
    }
    const rows = Array.from({ length: flat.length / english.size }, (_, i) =>
      flat.subarray(i * english.size, (i + 1) * english.size),
    );
    spoken.push({ words: wordsOf(text), rows });
  }
  opened.value.parts.model.dispose();
  return spoken;
}

const percent = (errors: number, words: number): string => ((100 * errors) / words).toFixed(1);

async function main(): Promise<void> {
  const corpus = await readCorpus(options.corpus);
  if (!corpus.ok) throw new Error(corpus.error.message);
  const languageModel = loadLanguageModel(options['language-model']);
  if (!languageModel.ok) throw new Error(languageModel.error.message);
  const { model, lexicon } = languageModel.value;
  const all = chooseTerms(corpus.value, languageModel.value);
  const said = all.slice(0, saidTerms).map(wordsOf);
  const spoken = await posteriorsOf(corpus.value);
  const [holding, others] = [true, false].map((holds) =>
    spoken.filter(({ words }) => inTerms(words, said).includes(true) === holds),
  );
  const set = [...(holding ?? []), ...random.shuffled(others ?? []).slice(0, holding?.length)];
  console.log('terms\tboost\tutterances\tterm words\tterm WER\tfewer\tother words\tother WER\tfalse alarms');
  for (const count of options.counts.split(',').map(Number)) {
    const terms = all.slice(0, count);
    const before = judge(set, terms, new WordScorer(model, lexicon, english));
    const words = terms.flatMap(wordsOf).map((word) => english.encode(word) ?? new Int32Array(0));
    const extended = lexiconWith(lexicon, words, model.unigramLogProbs);
    const print = (boost: string, score: Score): void => {
      const fewer = percent(before.termErrors - score.termErrors, before.termErrors);
      const cells = [count, boost, set.length, score.termWords, percent(score.termErrors, score.termWords), fewer];
      console.log(
        [...cells, score.otherWords, percent(score.otherErrors, score.otherWords), score.falseAlarms].join('\t'),
      );
    };
    print('none', before);
    const matcher = new TermMatcher(
      terms.map((term) => english.encode(term) ?? new Int32Array(0)),
      english,
    );
    for (const labelBoost of options.boosts.split(',').map(Number)) {
      const inner = new WordScorer(model, extended, english);
      const scorer = new HotWordScorer(inner, matcher, english, { labelBoost });
      print(String(labelBoost), judge(set, terms, scorer));
    }
  }
}

void main();
