import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type LayoutOptions, readLayout } from '../../../../src/platform/corpus/corpusLayouts';
import { temporaryFolder } from '../../../support/temporaryFolder';

interface Entry {
  readonly name: string;
  readonly text: string;
}

/** Of all scripts, with whatever separates fields and lines, quotes, or marks an encoding. */
const hostile = fc.string({
  unit: fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom('"', '""', '\t', ',', ';', '|', '\r', '\n', '\r\n', '\\', '{', ' ', '\ufeff'),
    },
    { weight: 1, arbitrary: fc.constantFrom('é', 'ß', '語', 'ش', '😀', 'e\u0301', '\u200b', "'", '’', 'the') },
  ),
  maxLength: 12,
});
/** Without the two signs that no name of a file may hold. */
const name = hostile.map((text) => `a${text.replaceAll(/[/\0]/gu, '-')}b`);
/** Few hold a NUL, which refuses the whole list. */
const text = fc.oneof(
  { weight: 30, arbitrary: hostile.map((each) => each.replaceAll('\0', '0')) },
  { weight: 1, arbitrary: hostile },
);
const entries = fc.uniqueArray(fc.record({ name, text }), {
  selector: (entry) => entry.name,
  minLength: 1,
  maxLength: 6,
});

/** As files hold texts: with marks or without. */
const encodings: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (said) => Buffer.from(said),
  'UTF-8 with a mark': (said) => Buffer.from(`\ufeff${said}`),
  'UTF-16, little end first': (said) => Buffer.from(`\ufeff${said}`, 'utf16le'),
  'UTF-16, big end first': (said) => Buffer.from(`\ufeff${said}`, 'utf16le').swap16(),
};

interface Writing {
  readonly folder: string;
  /** Puts down a text in the encoding that is tried. */
  readonly place: (path: string, said: string) => void;
  readonly lineEnd: string;
  /** Whether fields are quoted that need not be. */
  readonly quotesAll: boolean;
}

interface Written {
  readonly opened: string;
  readonly pathOf: (entry: Entry) => string;
}

interface Layout {
  /** Whether it has room for such an entry: by its own rules others look like two. */
  readonly holds: (entry: Entry) => boolean;
  /** @returns what is opened, and where each recording is to be found */
  readonly write: (entries: readonly Entry[], writing: Writing) => Written;
}

const field = (said: string, separator: string, quotesAll: boolean): string =>
  quotesAll || /["\r\n]/u.test(said) || said.includes(separator) ? `"${said.replaceAll('"', '""')}"` : said;

function table(names: readonly string[], separator: string, folder = ''): Layout {
  return {
    // Between tabs quotation marks may be part of a text, so that no text goes on over lines: one with tabs and lines would look like two.
    holds: (entry) =>
      separator !== '\t' || ![entry.name, entry.text].some((each) => /[\r\n]/u.test(each) && each.includes('\t')),
    write: (listed, { folder: top, place, lineEnd, quotesAll }) => {
      const rows = listed.map((entry) => [`${folder}${entry.name}.wav`, 'ann', entry.text]);
      const lines = [names, ...rows].map((row) => row.map((each) => field(each, separator, quotesAll)).join(separator));
      place('list.csv', lines.join(lineEnd));
      return { opened: 'list.csv', pathOf: (entry) => resolve(top, `${folder}${entry.name}.wav`) };
    },
  };
}

const isOneLine = (said: string): boolean => !/[\r\n]/u.test(said);

const layouts: Readonly<Record<string, Layout>> = {
  'a list between commas': table(['path', 'speaker', 'text'], ','),
  'a list between semicolons': table(['path', 'speaker', 'text'], ';'),
  'a list between tabs': table(['path', 'speaker', 'text'], '\t'),
  'a list of DeepSpeech': table(['wav_filename', 'wav_filesize', 'transcript'], ','),
  'a list of Common Voice': {
    ...table(['path', 'client_id', 'sentence'], '\t'),
    write: (listed, writing) => {
      const written = table(['path', 'client_id', 'sentence'], '\t').write(listed, writing);
      return { ...written, pathOf: (entry) => join(writing.folder, 'clips', `${entry.name}.wav`) };
    },
  },
  'a list of LJSpeech': {
    holds: (entry) =>
      isOneLine(entry.name) && isOneLine(entry.text) && !entry.name.includes('\t') && !entry.text.startsWith('\t'),
    write: (listed, { folder, place, lineEnd }) => {
      const lines = listed.map((entry) => `x/${entry.name}.wav|${entry.text}|${entry.text}`);
      place('metadata.csv', lines.join(lineEnd));
      return { opened: 'metadata.csv', pathOf: (entry) => resolve(folder, `x/${entry.name}.wav`) };
    },
  },
  'a manifest of NeMo': {
    holds: () => true,
    write: (listed, { folder, place, lineEnd }) => {
      const lines = listed.map((entry) => JSON.stringify({ audio_filepath: `${entry.name}.wav`, text: entry.text }));
      place('manifest.json', lines.join(lineEnd));
      return { opened: 'manifest.json', pathOf: (entry) => resolve(folder, `${entry.name}.wav`) };
    },
  },
  'a folder of LibriSpeech': {
    holds: (entry) => !/\s/u.test(entry.name) && isOneLine(entry.text),
    write: (listed, { folder, place, lineEnd }) => {
      for (const entry of listed) place(`1/2/${entry.name}.flac`, '');
      place('1/2/1-2.trans.txt', listed.map((entry) => `${entry.name} ${entry.text}`).join(lineEnd));
      return { opened: '', pathOf: (entry) => join(folder, `1/2/${entry.name}.flac`) };
    },
  },
  'a folder with a text beside each recording': {
    holds: () => true,
    write: (listed, { folder, place }) => {
      for (const entry of listed) {
        place(`ann/${entry.name}.wav`, '');
        place(`ann/${entry.name}.txt`, entry.text);
      }
      return { opened: '', pathOf: (entry) => join(folder, `ann/${entry.name}.wav`) };
    },
  },
};

/** What is said in each recording, or why not; a text that is refused by itself leaves its recording out. */
async function textsOf(path: string, options?: LayoutOptions): Promise<Map<string, string> | string> {
  const read = await readLayout(path, options);
  if (!read.ok) return read.error.message;
  const fault = read.value.recordings.find((one) => one.fault !== undefined)?.fault;
  return fault ?? new Map(read.value.recordings.map((one) => [one.path, one.text.trim()]));
}

/** Whether a list may be refused: it holds what is no text, or lines and tabs where there is no room for them. */
const mayBeRefused = (listed: readonly Entry[], layout: string): boolean =>
  listed.some(
    (entry) =>
      entry.text.includes('\0') || (/tabs|Common|LJ/u.test(layout) && /[\t\r\n|]/u.test(`${entry.name}${entry.text}`)),
  );

describe.skipIf(process.platform === 'win32')('any corpus, written to a disk', () => {
  it.each(Object.entries(layouts))('as %s is read back, or a line is named', async (layout, { holds, write }) => {
    const top = temporaryFolder();
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        entries,
        fc.constantFrom(...Object.keys(encodings)),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        async (all, encoding, lineEnd, quotesAll) => {
          const listed = all.filter(holds);
          fc.pre(listed.length > 0);
          const folder = join(top, String((runs += 1)));
          const place = (path: string, said: string): void => {
            mkdirSync(dirname(join(folder, path)), { recursive: true });
            writeFileSync(join(folder, path), said === '' ? '' : encodings[encoding]!(said));
          };
          const { opened, pathOf } = write(listed, { folder, place, lineEnd, quotesAll });
          const texts = await textsOf(join(folder, opened));
          rmSync(folder, { recursive: true });
          if (typeof texts === 'string') {
            expect(texts).toMatch(/ line \d+ /u);
            expect(mayBeRefused(listed, layout), texts).toBe(true);
          } else expect(texts).toEqual(new Map(listed.map((entry) => [pathOf(entry), entry.text.trim()])));
        },
      ),
    );
  });
});
