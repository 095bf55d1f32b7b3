import { ok, type Result } from '../../contract/result';
import { english } from '../../core/alphabet';
import { normalizeText } from '../../core/corpus/normalizeText';
import { sentencesOf } from '../../core/corpus/sentences';
import { readDocuments } from '../languageModel/documents';
import { loadLanguageModel } from '../languageModel/languageModelFile';
import { learnWords } from '../languageModel/ownWords';
import type { AdaptationMaterial } from './adaptationMaterial';
import type { HearingFiles } from './hearing';

/** What a user writes, beside what the recordings say. */
export interface UsersWords {
  /** Paths of texts, or of folders that hold some. */
  readonly documents: readonly string[];
  /** What was dictated and put right, as it is shown. */
  readonly texts: readonly string[];
  /** Words and phrases that are listened for, as they are spoken. */
  readonly terms: readonly string[];
}

const noWords: UsersWords = { documents: [], texts: [], terms: [] };

/**
 * Teaches a language model what the recordings that are learnt from say and what the user wrote. True where `outputPath` holds it; false
 * where there is no language model, or where it expects these words anyway. Fails as reading documents and models does.
 */
export async function teachWords(
  { languageModelPath }: HearingFiles,
  { documents, texts, terms }: UsersWords = noWords,
  { learnt }: Pick<AdaptationMaterial, 'learnt'>,
  outputPath: string,
): Promise<Result<boolean>> {
  if (languageModelPath === undefined) return ok(false);
  const base = loadLanguageModel(languageModelPath);
  if (!base.ok) return base;
  const read = documents.length === 0 ? ok({ sentences: [], names: [] }) : await readDocuments(documents);
  if (!read.ok) return read;
  const spelt = (texts: readonly string[]): string[] =>
    texts.map(normalizeText).filter((text) => text !== '' && english.encode(text) !== null);
  const shown = texts.flatMap((text) => sentencesOf(text, english));
  const written = [...read.value.sentences, ...shown, ...spelt(terms)];
  const words = { written, said: spelt(learnt.entries.map(({ text }) => text)), names: read.value.names };
  const weight = await learnWords(base.value, words, outputPath);
  return weight.ok ? ok(weight.value > 0) : weight;
}
