import { readFileSync } from 'node:fs';

import { fail, ok, type Result } from '../../contract/result';
import { english } from '../../core/alphabet';
import { ArpaError } from '../../core/languageModel/arpaReader';
import { decodeModel, encodeModel, type LanguageModel, LanguageModelRefused } from '../../core/languageModel/binary';
import { lexiconOf } from '../../core/languageModel/lexiconOf';
import type { NgramModel } from '../../core/languageModel/ngramModel';
import { readArpa } from '../../core/languageModel/readArpa';
import { specialWords } from '../../core/languageModel/vocabulary';
import { linesIn, TextRefused } from '../files/textDecoder';
import { codeOf, writeWholeFile } from '../files/wholeFile';

/** Reads the compact binary format, or ARPA text. Fails with `model-missing` or, with a reason, `model-refused`. */
export function loadLanguageModel(path: string): Result<LanguageModel> {
  try {
    // At once: in pieces, a file of this size takes three times as long.
    return ok(modelIn(readFileSync(path)));
  } catch (cause) {
    if (cause instanceof LanguageModelRefused || cause instanceof ArpaError || cause instanceof TextRefused)
      return fail('model-refused', `“${path}” is refused: ${cause.message}.`);
    if (codeOf(cause) !== null) return fail('model-missing', `There is no language model at “${path}”.`);
    throw cause;
  }
}

/**
 * Writes the compact binary format, whole or not at all. Fails with `disk-full` or `file-unwritable`.
 *
 * @param names words that have a capital wherever they stand
 */
export function saveLanguageModel(
  path: string,
  model: NgramModel,
  names: readonly string[] = [],
): Promise<Result<undefined>> {
  return writeWholeFile(path, encodeModel({ model, lexicon: lexiconOf(model, english), names }));
}

/** Where the head of an ARPA file is looked for: tools may write a few lines before it. */
const headBytes = 4096;

/** What others call a language model, by what it begins with. */
const foreign: readonly (readonly [beginning: string, reason: string])[] = [
  ['mmap lm http://kheafield.com/code', 'it is a binary model of KenLM; name the ARPA file that it was built from'],
  ['\x1f\x8b', 'it is compressed with gzip; unpack it first'],
  ['BZh', 'it is compressed with bzip2; unpack it first'],
  ['\xfd7zXZ', 'it is compressed with xz; unpack it first'],
];

function modelIn(bytes: Buffer): LanguageModel {
  const head = bytes.toString('latin1', 0, headBytes);
  const reason = foreign.find(([beginning]) => head.startsWith(beginning))?.[1];
  if (reason !== undefined) throw new LanguageModelRefused(reason);
  // A mark may stand first, and in UTF-16 a zero beside each letter.
  const text = head.replace(/^(?:\xff\xfe|\xfe\xff|\xef\xbb\xbf)/u, '').replaceAll('\0', '');
  if (/^\s*\\data\\\s*$/mu.test(text)) return arpaModel(bytes);
  const read = decodeModel(bytes);
  if (read.lexicon.nodes.symbols !== english.symbols) throw new LanguageModelRefused('it spells words otherwise');
  return read;
}

function arpaModel(bytes: Uint8Array): LanguageModel {
  const model = readArpa(linesIn(bytes), (word) => english.encode(word) !== null);
  if (model.vocabulary.size === specialWords.length)
    throw new LanguageModelRefused('none of its words can be spelt in the letters a to z');
  return { model, lexicon: lexiconOf(model, english) };
}
