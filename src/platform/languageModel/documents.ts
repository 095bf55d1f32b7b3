import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';
import { english } from '../../core/alphabet';
import { namesIn } from '../../core/corpus/namesIn';
import { sentencesOf } from '../../core/corpus/sentences';
import { mixModels } from '../../core/languageModel/mix';
import { kindsOf } from '../files/fileKinds';
import { readTextFile } from '../files/textFile';
import { loadLanguageModel, saveLanguageModel } from './languageModelFile';
import { allNames, modelOfSentences } from './ownWords';

export interface DocumentMix {
  /** The language model that the documents are mixed with; it stays as it is. */
  readonly basePath: string;
  /** Files, or folders whose texts (.txt, .md) are all taken. */
  readonly documents: readonly string[];
  readonly outputPath: string;
  /** The documents' share of each probability, between 0 and 1. */
  readonly weight?: number;
  /** Of the documents, where they bear no mark; default UTF-8. */
  readonly encoding?: string | undefined;
}

/** What was learnt from documents. */
export interface LearntDocuments {
  readonly documents: number;
  readonly words: number;
  /** Words that the base model did not know. */
  readonly newWords: readonly string[];
  /** Files of the folders that are no texts, as paths. */
  readonly leftOut: readonly string[];
}

const defaultWeight = 0.25;
const textExtensions = ['.txt', '.md'];

/**
 * Teaches a language model the user's own documents, in seconds: a small model of them is mixed with the base and written beside
 * it. Fails with `corpus-invalid` where there is nothing to read or a document is no text, else as reading and writing models does.
 */
export async function mixDocuments(mix: DocumentMix): Promise<Result<LearntDocuments>> {
  const base = loadLanguageModel(mix.basePath);
  if (!base.ok) return base;
  const read = await readDocuments(mix.documents, mix.encoding);
  if (!read.ok) return read;
  const { sentences, documents, leftOut, names } = read.value;
  const { model } = base.value;
  const own = modelOfSentences(sentences);
  const mixed = mixModels(model, own, mix.weight ?? defaultWeight);
  const saved = await saveLanguageModel(mix.outputPath, mixed, allNames(base.value, names));
  if (!saved.ok) return saved;
  const known = new Set(model.vocabulary.words);
  const newWords = own.vocabulary.words.filter((word) => !known.has(word));
  const words = sentences.reduce((sum, sentence) => sum + sentence.split(' ').length, 0);
  return ok({ documents, words, newWords, leftOut });
}

interface ReadDocuments extends Pick<LearntDocuments, 'documents' | 'leftOut'> {
  /** As they would be spoken; one at least. */
  readonly sentences: readonly string[];
  /** Words that nearly always have a capital in them. */
  readonly names: readonly string[];
}

/** Fails with `corpus-invalid` where there is nothing to read or a document is no text. */
export async function readDocuments(paths: readonly string[], encoding?: string): Promise<Result<ReadDocuments>> {
  const found = await textsOf(paths);
  if (!found.ok) return found;
  const { texts, leftOut } = found.value;
  const sentences: string[] = [];
  const written: string[] = [];
  for (const path of texts) {
    const text = await readTextFile(path, { name: 'The document', failure: 'corpus-invalid', encoding });
    if (!text.ok) return text;
    sentences.push(...sentencesOf(text.value, english));
    written.push(text.value);
  }
  return sentences.length === 0
    ? fail('corpus-invalid', noWords(leftOut))
    : ok({ sentences, documents: texts.length, leftOut, names: namesIn(written) });
}

const noWords = (leftOut: readonly string[]): string =>
  leftOut.length === 0
    ? 'There are no words in these documents.'
    : `There are no words in these documents; left out, as their names do not end in .txt or .md: ${kindsOf(leftOut).join(', ')}.`;

/** Files by whether they are texts; what is named is taken for one. */
interface FoundFiles {
  readonly texts: string[];
  readonly leftOut: string[];
}

async function textsOf(documents: readonly string[]): Promise<Result<FoundFiles>> {
  const files: FoundFiles = { texts: [], leftOut: [] };
  for (const document of documents) {
    const found = await stat(document).catch(() => null);
    if (found === null)
      return fail('corpus-invalid', `The document “${document}” cannot be read: there is no such file.`);
    if (!found.isDirectory()) files.texts.push(document);
    else {
      const sought = await findTexts(document, files);
      if (!sought.ok) return sought;
    }
  }
  files.texts.sort();
  return ok(files);
}

/** The files of a folder and of those in it. Folders that are only linked are left out: a link may lead back. */
async function findTexts(folder: string, files: FoundFiles): Promise<Result<undefined>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) return fail('corpus-invalid', `The folder “${folder}” cannot be read.`);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const sought = await findTexts(path, files);
      if (!sought.ok) return sought;
    } else if (
      textExtensions.includes(extname(path).toLowerCase()) &&
      !entry.name.startsWith('._') &&
      (await isFile(path))
    )
      files.texts.push(path);
    else files.leftOut.push(path);
  }
  return ok(undefined);
}

/** Not of a link that leads nowhere. */
const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isFile() ?? false;
