import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';
import { english } from '../../core/alphabet';
import { sentencesOf } from '../../core/corpus/sentences';
import { estimateKneserNey } from '../../core/languageModel/kneserNey';
import { mixModels } from '../../core/languageModel/mix';
import { TextCollector } from '../../core/languageModel/textCollector';
import { loadLanguageModel, saveLanguageModel } from './languageModelFile';
import { readPlainText } from './plainText';

export interface DocumentMix {
  /** The language model that the documents are mixed with; it stays as it is. */
  readonly basePath: string;
  /** Files, or folders whose texts (.txt, .md) are all taken. */
  readonly documents: readonly string[];
  readonly outputPath: string;
  /** The documents' share of each probability, between 0 and 1. */
  readonly weight?: number;
}

/** What was learnt from documents. */
export interface LearntDocuments {
  readonly documents: number;
  readonly words: number;
  /** Words that the base model did not know. */
  readonly newWords: readonly string[];
}

const defaultWeight = 0.25;
const textExtensions = ['.txt', '.md'];
/** The longest sequences of words of the user's own: documents are short. */
const ownOrder = 3;

/**
 * Teaches a language model the user's own documents, in seconds: a small model of them is mixed with the base and written beside
 * it. Fails with `corpus-invalid` where there is nothing to read or a document is no text, else as reading and writing models does.
 */
export async function mixDocuments(mix: DocumentMix): Promise<Result<LearntDocuments>> {
  const base = loadLanguageModel(mix.basePath);
  if (!base.ok) return base;
  const paths = await textsOf(mix.documents);
  if (!paths.ok) return paths;
  const collector = new TextCollector();
  for (const path of paths.value) {
    const text = await readPlainText(path);
    if (!text.ok) return text;
    for (const sentence of sentencesOf(text.value, english)) collector.add(sentence);
  }
  const { words } = collector.size;
  if (words === 0) return fail('corpus-invalid', 'There are no words in these documents.');
  const vocabulary = collector.vocabulary(1, Infinity);
  const own = estimateKneserNey(vocabulary, collector.count(ownOrder, vocabulary).orders(), { pruneUpTo: [] });
  const { model } = base.value;
  const saved = await saveLanguageModel(mix.outputPath, mixModels(model, own, mix.weight ?? defaultWeight));
  if (!saved.ok) return saved;
  const known = new Set(model.vocabulary.words);
  const newWords = vocabulary.words.filter((word) => !known.has(word));
  return ok({ documents: paths.value.length, words, newWords });
}

async function textsOf(documents: readonly string[]): Promise<Result<string[]>> {
  const paths: string[] = [];
  for (const document of documents) {
    const found = await stat(document).catch(() => null);
    if (found === null) return fail('corpus-invalid', `The document “${document}” cannot be read.`);
    if (!found.isDirectory()) paths.push(document);
    else {
      const texts = await textsIn(document);
      if (!texts.ok) return texts;
      paths.push(...texts.value);
    }
  }
  return ok(paths.sort());
}

/** The texts of a folder and of those in it. Folders that are only linked are left out: a link may lead back. */
async function textsIn(folder: string): Promise<Result<string[]>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) return fail('corpus-invalid', `The folder “${folder}” cannot be read.`);
  const paths: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const texts = await textsIn(path);
      if (!texts.ok) return texts;
      paths.push(...texts.value);
    } else if (textExtensions.includes(extname(path)) && (await isFile(path))) paths.push(path);
  }
  return ok(paths);
}

/** Not of a link that leads nowhere. */
const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isFile() ?? false;
