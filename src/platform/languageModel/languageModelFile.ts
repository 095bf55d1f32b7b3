import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';

import { fail, ok, type Result } from '../../contract/result';
import { english } from '../../core/alphabet';
import { decodeModel, encodeModel, type LanguageModel, LanguageModelRefused } from '../../core/languageModel/binary';
import { lexiconOf } from '../../core/languageModel/lexiconOf';
import type { NgramModel } from '../../core/languageModel/ngramModel';
import { codeOf, failOfDisk } from '../files/wholeFile';

/** Reads the compact binary format. Fails with `model-missing` or, with a reason, `model-refused`. */
export function loadLanguageModel(path: string): Result<LanguageModel> {
  try {
    // At once: in pieces, a file of this size takes three times as long.
    const read = decodeModel(readFileSync(path));
    if (read.lexicon.nodes.symbols !== english.symbols) throw new LanguageModelRefused('it spells words otherwise');
    return ok(read);
  } catch (cause) {
    if (cause instanceof LanguageModelRefused) return fail('model-refused', `“${path}” is refused: ${cause.message}.`);
    if (codeOf(cause) !== null) return fail('model-missing', `There is no language model at “${path}”.`);
    throw cause;
  }
}

/** Writes the compact binary format, whole or not at all. Fails with `disk-full` or `file-unwritable`. */
export async function saveLanguageModel(path: string, model: NgramModel): Promise<Result<undefined>> {
  const unfinished = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(unfinished, encodeModel({ model, lexicon: lexiconOf(model, english) }), { flush: true });
    await rename(unfinished, path);
    return ok(undefined);
  } catch (cause) {
    await rm(unfinished, { force: true });
    return failOfDisk(cause);
  }
}
