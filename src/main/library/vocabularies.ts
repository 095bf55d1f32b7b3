import type { RequestHandlers } from '../../contract/ipc';
import { ok } from '../../contract/result';
import { writeWholeFile } from '../../platform/files/wholeFile';
import { readTermsAmongLines } from '../../platform/recognition/vocabularyFile';

export interface VocabulariesParts {
  readonly vocabulary: () => readonly string[];
  /** Null when the user cancels. */
  readonly askWhichFile: () => Promise<string | null>;
  /** Null when the user cancels. The dialog itself asks before a file is replaced. */
  readonly askWhereTo: (suggestedName: string) => Promise<string | null>;
}

type VocabulariesHandlers = Pick<RequestHandlers, Extract<keyof RequestHandlers, `vocabulary:${string}`>>;

/** The answers to `vocabulary:…`. */
export function vocabulariesHandlers(parts: VocabulariesParts): VocabulariesHandlers {
  return {
    'vocabulary:import': async () => {
      const path = await parts.askWhichFile();
      return path === null ? ok(null) : readTermsAmongLines(path);
    },
    'vocabulary:export': async () => {
      const path = await parts.askWhereTo('vocabulary.txt');
      if (path === null) return ok(null);
      const written = await writeWholeFile(
        path,
        parts
          .vocabulary()
          .map((term) => `${term}\n`)
          .join(''),
      );
      return written.ok ? ok({ path }) : written;
    },
  };
}
