import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  commonVoiceTable,
  readCommonVoice,
  readLjSpeech,
  readNemo,
} from '../../../../src/platform/corpus/foreignLists';
import { formatTabTable, isListable } from '../../../../src/platform/files/table';

/** Of all scripts, with whatever separates fields and lines. */
const hostile = fc
  .string({
    unit: fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('"', '\t', ',', ';', '|', '\r', '\n', '\\', '{', ' '),
    ),
    maxLength: 12,
  })
  .map((text) => text.trim());
const texts = fc.array(hostile, { minLength: 1, maxLength: 6 });

/** With bars and line ends a text may look like other recordings. */
const isOneLineOrBare = (text: string): boolean => !text.includes('|') || !/[\r\n]/u.test(text);

const list = (lines: readonly string[]) => ({ text: lines.join('\n'), path: '/corpus/list.tsv', root: undefined });

describe('lists of others', () => {
  it('give back the texts of a NeMo manifest', () => {
    fc.assert(
      fc.property(texts, (said) => {
        const lines = said.map((text, index) => JSON.stringify({ audio_filepath: `${index}.wav`, text }));
        const read = readNemo(list(lines));
        expect(read.ok && read.value.map(({ path, text }) => [path, text])).toEqual(
          said.map((text, index) => [`/corpus/${index}.wav`, text]),
        );
      }),
    );
  });

  it('give back the texts of LJSpeech, or name the line', () => {
    fc.assert(
      fc.property(fc.array(hostile.filter(isOneLineOrBare), { minLength: 1, maxLength: 6 }), (said) => {
        const read = readLjSpeech(list(said.map((text, index) => `LJ${index}|${text}|${text}`)));
        if (read.ok) expect(read.value.map(({ text }) => text)).toEqual(said);
        else expect(read.error.message).toMatch(/line \d+ /u);
      }),
    );
  });

  it('give back the texts of Common Voice', () => {
    fc.assert(
      fc.property(fc.array(hostile.filter(isListable), { minLength: 1 }), (said) => {
        const rows = said.map((text, index) => ['someone', `${index}.mp3`, text]);
        const table = commonVoiceTable(formatTabTable([['client_id', 'path', 'sentence'], ...rows]));
        const read = table && readCommonVoice(table, list([]));
        expect(read?.map(({ path, text }) => [path, text])).toEqual(
          said.map((text, index) => [`/corpus/clips/${index}.mp3`, text]),
        );
      }),
    );
  });
});
