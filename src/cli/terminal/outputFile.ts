import { stat } from 'node:fs/promises';

import { Option } from 'commander';

import { fail, type Result } from '../../contract/result';
import { checkWritable } from '../../platform/files/wholeFile';

/** Of every command that writes a file. */
export const forceOption = (): Option => new Option('--force', 'replace what is there');

/**
 * The one rule for files that a command writes, asked before its work: there must be a place for each, and what is there is replaced
 * with `--force` alone. Fails with `file-exists` or `file-unwritable`.
 */
export async function checkOutput(path: string, { force }: { readonly force?: true }): Promise<Result<undefined>> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile() && !force) return fail('file-exists', `“${path}” is there already; add --force to replace it.`);
  return checkWritable(path);
}
