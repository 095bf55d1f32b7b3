import { readFile } from 'node:fs/promises';

import { fail, ok, type Result } from '../../contract/result';

/** Reads plain text: UTF-8, or UTF-16 that says so in its first two bytes. Fails with `corpus-invalid` and names the file. */
export async function readPlainText(path: string): Promise<Result<string>> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) return fail('corpus-invalid', `The document “${path}” cannot be read.`);
  const text = decode(bytes);
  if (text !== null) return ok(text);
  return fail('corpus-invalid', `The document “${path}” is not plain text in UTF-8 or UTF-16. Save it as text first.`);
}

/** Null where the bytes are something else. */
function decode(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch (cause) {
    if (cause instanceof TypeError) return null;
    throw cause;
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
