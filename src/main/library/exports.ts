import { stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { RequestHandlers } from '../../contract/ipc';
import { fail, ok, type Result } from '../../contract/result';
import type { ExportFormat, Take } from '../../contract/transcript';
import { exportedText, exportTake } from '../../core/transcript/exportTake';
import { writeWholeFile } from '../../platform/files/wholeFile';
import type { TakeStore } from '../../platform/userFolder/takeStore';
import { fileNameOf } from './fileName';

export interface ExportsParts {
  readonly store: Pick<TakeStore, 'get'>;
  /** Asks the user where to; null when they cancel. The dialog itself asks before a file is replaced. */
  readonly askWhereTo: (suggestedName: string, format: ExportFormat) => Promise<string | null>;
  /** Null when they cancel. */
  readonly askWhichFolder: () => Promise<string | null>;
  /** Puts a text on the clipboard. */
  readonly copy: (text: string) => Promise<Result<undefined>>;
}

type ExportsHandlers = Pick<RequestHandlers, 'takes:export' | 'takes:export-all' | 'takes:preview' | 'takes:copy'>;

/** More of a text is not looked at before it is exported. */
const previewCharacters = 20_000;

/** The answers to all that makes files of takes. */
export function exportsHandlers(parts: ExportsParts): ExportsHandlers {
  const { store } = parts;
  return {
    'takes:export': async ({ id, format, options }) => {
      const take = await store.get(id);
      if (!take.ok) return take;
      const path = await parts.askWhereTo(`${fileNameOf(take.value.title, 'take')}.${format}`, format);
      if (path === null) return ok(null);
      const written = await writeWholeFile(path, await exportTake(take.value, format, options));
      return written.ok ? ok({ path }) : written;
    },
    'takes:export-all': async ({ ids, format, options }) => {
      const folder = await parts.askWhichFolder();
      if (folder === null) return ok(null);
      let count = 0;
      for (const id of ids) {
        const take = await store.get(id);
        if (!take.ok) return take;
        const path = await freePath(folder, fileNameOf(take.value.title, 'take'), format);
        const written = await writeWholeFile(path, await exportTake(take.value, format, options));
        if (!written.ok) return fail(written.error.code, someWritten(count, written.error.message));
        count += 1;
      }
      return ok({ path: folder, count });
    },
    'takes:preview': async ({ id, format, options }) => {
      const take = await store.get(id);
      if (!take.ok) return take;
      const text = exportedText(take.value, format, options);
      return ok({ text: text.slice(0, previewCharacters), isCut: text.length > previewCharacters });
    },
    'takes:copy': async ({ ids, format, options }) => {
      const takes: Take[] = [];
      for (const id of ids) {
        const take = await store.get(id);
        if (!take.ok) return take;
        takes.push(take.value);
      }
      return parts.copy(takes.map((take) => exportedText(take, format, options)).join('\n'));
    },
  };
}

const someWritten = (count: number, reason: string): string =>
  count === 0 ? reason : `${reason} ${count === 1 ? 'One take was' : `${count} takes were`} exported before.`;

/** A name that no file has: nothing is replaced that nobody was asked for. */
async function freePath(folder: string, name: string, ending: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${name}${number === 1 ? '' : ` ${number}`}.${ending}`);
    if ((await stat(path).catch(() => null)) === null) return path;
  }
}
