import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';

import { fail, ok, type Result } from '../contract/result';
import { decodeModel, encodeModel, LanguageModelRefused } from '../core/languageModel/binary';
import type { NgramModel } from '../core/languageModel/ngramModel';
import { codeOf, failOfDisk } from './wholeFile';

/** Reads the compact binary format. Fails with `model-missing` or, with a reason, `model-refused`. */
export async function loadLanguageModel(path: string): Promise<Result<NgramModel>> {
  try {
    return ok(decodeModel(await readFile(path)));
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
    await writeFile(unfinished, encodeModel(model), { flush: true });
    await rename(unfinished, path);
    return ok(undefined);
  } catch (cause) {
    await rm(unfinished, { force: true });
    return failOfDisk(cause);
  }
}
