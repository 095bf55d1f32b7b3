import { readFile, stat } from 'node:fs/promises';

import type { z } from 'zod';

import type { Result } from '../../contract/result';
import { codeOf, writeWholeFile } from './wholeFile';

/** What was found where a JSON file is expected. `reason` is for the log: it names places, never values. */
export type JsonRead<Value> =
  | { readonly found: 'value'; readonly value: Value }
  | { readonly found: 'nothing' }
  | { readonly found: 'unreadable'; readonly reason: string };

/** Reads a file of at most `maximumBytes` and parses it by `schema`; it comes from outside, so anything may be in it. */
export async function readJsonFile<Value>(
  path: string,
  schema: z.ZodType<Value>,
  maximumBytes: number,
): Promise<JsonRead<Value>> {
  try {
    const { size } = await stat(path);
    if (size > maximumBytes) return { found: 'unreadable', reason: `${size} bytes, at most ${maximumBytes} are read` };
    return parseJson(await readFile(path, 'utf8'), schema);
  } catch (cause) {
    const code = codeOf(cause);
    if (code === 'ENOENT') return { found: 'nothing' };
    if (code === null) throw cause;
    return { found: 'unreadable', reason: code };
  }
}

/** Writes `value` whole or not at all. */
export function writeJsonFile(path: string, value: unknown): Promise<Result<undefined>> {
  return writeWholeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

/** What a text says in JSON; some editors begin a file with a byte order mark. @throws SyntaxError where it is not JSON */
export const jsonOf = (text: string): unknown => JSON.parse(text.replace(/^\uFEFF/u, ''));

function parseJson<Value>(text: string, schema: z.ZodType<Value>): JsonRead<Value> {
  let json: unknown;
  try {
    json = jsonOf(text);
  } catch {
    return { found: 'unreadable', reason: 'not JSON' };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { found: 'value', value: parsed.data };
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.code}`);
  return { found: 'unreadable', reason: places.slice(0, 5).join('; ') };
}
