import { readFile } from 'node:fs/promises';

import { fail, type FailureCode, ok, type Result } from '../../contract/result';
import { decodeText, LineDecoder, TextRefused } from './textDecoder';
import { codeOf } from './wholeFile';

/** How a text is read, and what is said of it where it cannot be. */
export interface TextKind {
  /** "The corpus list". */
  readonly name: string;
  readonly failure: FailureCode;
  /** What it is in where it bears no mark; else UTF-8. */
  readonly encoding?: string | undefined;
}

/** Reads a whole text: UTF-8, UTF-16 that says so by its mark, or what is named. Fails with the reason, and the line where one is to blame. */
export async function readTextFile(path: string, kind: TextKind): Promise<Result<string>> {
  try {
    return ok(decodeText(await readFile(path), kind.encoding));
  } catch (cause) {
    return textFailure(cause, path, kind);
  }
}

/** The lines of a text as its bytes come. @throws TextRefused */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>, encoding?: string): AsyncGenerator<string, void> {
  const decoder = new LineDecoder(encoding);
  for await (const piece of bytes) yield* decoder.push(piece);
  yield* decoder.finish();
}

/** Why a text cannot be read; an exception that neither the system nor its bytes made is thrown on. */
export function textFailure(cause: unknown, path: string, { name, failure }: TextKind): Result<never> {
  if (cause instanceof TextRefused) return fail(failure, `${name} “${path}” is refused: ${cause.message}.`);
  const code = codeOf(cause);
  if (code === null) throw cause;
  return fail(failure, `${name} “${path}” cannot be read: ${reasons[code] ?? `the system says ${code}`}.`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'access to it is denied',
  EISDIR: 'it is a folder',
  ERR_FS_FILE_TOO_LARGE: 'it is too large',
};
