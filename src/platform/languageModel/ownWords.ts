import { ok, type Result } from '../../contract/result';
import type { LanguageModel } from '../../core/languageModel/binary';
import { estimateKneserNey } from '../../core/languageModel/kneserNey';
import { mixModels } from '../../core/languageModel/mix';
import { expectedText, mixtureWeight } from '../../core/languageModel/mixtureWeight';
import type { NgramModel } from '../../core/languageModel/ngramModel';
import { TextCollector } from '../../core/languageModel/textCollector';
import { saveLanguageModel } from './languageModelFile';

/** Sentences in lower case and in the letters of the alphabet. */
export interface OwnWords {
  /** What the user wrote: documents, terms. */
  readonly written: readonly string[];
  /** What the user said in recordings that may be learnt from: it is learnt, and tells how much all of it is to count. */
  readonly said: readonly string[];
  /** Words that nearly always have a capital in what the user wrote. */
  readonly names?: readonly string[];
}

/** The longest sequences of words of the user's own: there is little of them. */
const ownOrder = 3;
/** Under this the user's words are those that the model expects anyway. */
const leastWeight = 0.01;
/** More would forget the language for a few sentences. */
const greatestWeight = 0.5;

/** Those that a language model knew, and others. */
export const allNames = ({ names = [] }: LanguageModel, others: readonly string[]): string[] =>
  [...new Set([...names, ...others])].sort();

/** A model of sentences alone. They hold a word at least. */
export function modelOfSentences(sentences: Iterable<string>): NgramModel {
  const collector = new TextCollector();
  for (const sentence of sentences) collector.add(sentence);
  const vocabulary = collector.vocabulary(1, Infinity);
  return estimateKneserNey(vocabulary, collector.count(ownOrder, vocabulary).orders(), { pruneUpTo: [] });
}

/**
 * How much a user's own words are to count beside a language model: as much as makes what was said most likely, each half of it by a
 * model that has not read it. 0 where they tell nothing, and where nothing was said.
 */
export function ownWeight(base: NgramModel, { written, said }: OwnWords): number {
  const distinct = [...new Set(said)];
  const halves = [0, 1].map((half) => distinct.filter((_sentence, place) => place % 2 === half));
  const expected = halves.flatMap((half, number) => {
    const others = [...written, ...halves[1 - number]!];
    return half.length === 0 || others.length === 0 ? [] : [expectedText(base, modelOfSentences(others), half)];
  });
  const weight = Math.min(greatestWeight, mixtureWeight(expected));
  return weight < leastWeight ? 0 : weight;
}

/**
 * Writes a language model that has read a user's own words, and returns their weight; writes nothing where that is 0. Fails as
 * `saveLanguageModel` does.
 */
export async function learnWords(base: LanguageModel, words: OwnWords, outputPath: string): Promise<Result<number>> {
  const weight = ownWeight(base.model, words);
  if (weight === 0) return ok(0);
  const own = modelOfSentences([...words.written, ...words.said]);
  const saved = await saveLanguageModel(
    outputPath,
    mixModels(base.model, own, weight),
    allNames(base, words.names ?? []),
  );
  return saved.ok ? ok(weight) : saved;
}
