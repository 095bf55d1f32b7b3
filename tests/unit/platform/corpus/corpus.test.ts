import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { formatCorpus, parseCorpus, readCorpus } from '../../../../src/platform/corpus/corpus';
import { splitOff } from '../../../../src/platform/corpus/corpusSplits';
import { isListable } from '../../../../src/platform/files/table';

const list = { name: 'train.tsv', root: '/corpus' };
const header = 'path\tseconds\tspeaker\tsource\ttext';
const messageOf = (text: string): string => {
  const corpus = parseCorpus(text, list);
  return corpus.ok ? '' : corpus.error.message;
};

describe('parseCorpus', () => {
  it('reads a line a recording, with paths from the root', () => {
    expect(parseCorpus(`${header}\na/b.opus\t3.50\tann\tan4\tgo on\n`, list)).toEqual({
      ok: true,
      value: [{ path: '/corpus/a/b.opus', seconds: 3.5, speaker: 'ann', source: 'an4', text: 'go on' }],
    });
  });

  it('goes by the names of the columns and leaves others alone; line ends and empty lines do not matter', () => {
    const corpus = parseCorpus(
      '\uFEFFtext\tsplit\tsource\tspeaker\tseconds\tpath\r\ngo on\tadapt\tan4\tann\t1\tb.wav\r\n\r\n',
      list,
    );
    expect(corpus).toEqual({
      ok: true,
      value: [{ path: '/corpus/b.wav', seconds: 1, speaker: 'ann', source: 'an4', text: 'go on', split: 'adapt' }],
    });
  });

  it('tells what is wrong and where', () => {
    expect(messageOf('path\tseconds\ttext\n')).toContain('its first line lacks speaker, source');
    expect(messageOf(`${header}\na.wav\t1\tx\ty\tz\n\t1\tx\ty\tz`)).toContain('line 3 names no file');
    for (const seconds of ['long', '', '-1', 'Infinity'])
      expect(messageOf(`${header}\na.wav\t${seconds}\tx\ty\tz`)).toContain('line 2 tells no length');
    expect(messageOf(`${header}\na.wav\t1\tx\ty\tz\n\nb.wav\t1`)).toContain('line 4 has 2 fields, expected 5');
    expect(messageOf(`${header}\n\n`)).toContain('it lists no recordings');
  });

  it('reads commas and quotation marks', () => {
    const csv = 'path,seconds,speaker,source,text\r\n"a,b.wav",1.5,ann,mine,"go on, ""please"""\r\n';
    expect(parseCorpus(csv, list)).toEqual({
      ok: true,
      value: [{ path: '/corpus/a,b.wav', seconds: 1.5, speaker: 'ann', source: 'mine', text: 'go on, "please"' }],
    });
    expect(messageOf('path,text\na.wav,go on')).toContain('its first line lacks seconds, speaker, source');
  });

  it('asks for no more columns than are needed', () => {
    const needed = ['path', 'text'] as const;
    expect(parseCorpus('text\tpath\ngo on\ta.wav', { ...list, needed })).toEqual({
      ok: true,
      value: [{ path: '/corpus/a.wav', seconds: NaN, speaker: '', source: '', text: 'go on' }],
    });
    expect(parseCorpus('path,words\na.wav,go on', { ...list, needed })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('its first line lacks text') as string },
    });
  });

  it('takes a recording in which nothing is said', () => {
    expect(parseCorpus(`${header}\na.wav\t1\tx\ty\t`, list)).toMatchObject({ ok: true, value: [{ text: '' }] });
  });
});

/** A text, a name or a label: of all scripts, without white space at its ends, which no reader keeps. */
const words = fc
  .string({
    unit: fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('"', '\t', ',', ';', '\r', '\n', ' '),
    ),
  })
  .map((text) => text.replaceAll('\0', '0').trim());
const names = words.filter(isListable);
const entry = fc.record({
  path: names.map((name) => resolve('/corpus', `a${name}b`)),
  seconds: fc.nat({ max: 2000 }).map((hundredths) => hundredths / 100),
  speaker: names,
  source: names,
  text: words,
});
const columns = ['path', 'seconds', 'speaker', 'source', 'text'] as const;

describe('any corpus', () => {
  it.each([',', ';', '\t'])(
    'is read back as it was written with quotation marks between %j, or a line is named',
    (separator) => {
      const quoted = (field: string | number): string => `"${String(field).replaceAll('"', '""')}"`;
      fc.assert(
        fc.property(fc.array(entry, { minLength: 1 }), (entries) => {
          const lines = entries.map((one) => columns.map((column) => quoted(one[column])).join(separator));
          const corpus = parseCorpus([columns.join(separator), ...lines].join('\r\n'), list);
          if (corpus.ok) expect(corpus.value).toEqual(entries);
          else {
            expect(separator).toBe('\t');
            expect(entries.every(({ text }) => isListable(text))).toBe(false);
            expect(corpus.error.message).toMatch(/ line \d+ /u);
          }
        }),
      );
    },
  );

  it('is read back as formatCorpus writes it', () => {
    const listable = entry.filter(({ text }) => isListable(text));
    fc.assert(
      fc.property(fc.array(listable, { minLength: 1 }), (entries) => {
        expect(parseCorpus(formatCorpus(entries), list)).toEqual({ ok: true, value: entries });
      }),
    );
  });
});

describe('readCorpus', () => {
  let folder = '';
  const pathOf = async (root?: string): Promise<string | undefined> => {
    const corpus = await readCorpus(join(folder, 'speech/list.tsv'), root);
    return corpus.ok ? corpus.value[0]?.path : corpus.error.message;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'utter-corpus-'));
    await mkdir(join(folder, 'speech'));
    await writeFile(join(folder, 'speech/list.tsv'), `${header}\nspeech/a.wav\t1\tx\ty\tz\n`);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('starts at the folder of the list, above it where the recordings are there, or where it is told', async () => {
    expect(await pathOf()).toBe(join(folder, 'speech/speech/a.wav'));
    await writeFile(join(folder, 'speech/a.wav'), '');
    expect(await pathOf()).toBe(join(folder, 'speech/a.wav'));
    expect(await pathOf('/elsewhere')).toBe('/elsewhere/speech/a.wav');
  });

  it('refuses what is not UTF-8 with the line, or reads it as it is told', async () => {
    const path = join(folder, 'latin.tsv');
    await writeFile(path, Buffer.from(`${header}\na.wav\t1\tx\ty\tthe caf\xe9 is na\xefve\n`, 'latin1'));
    expect(await readCorpus(path)).toMatchObject({
      error: {
        message: expect.stringMatching(/latin\.tsv” is refused: line 2 is not UTF-8 after “.*the caf”/u) as string,
      },
    });
    expect(await readCorpus(path, undefined, { encoding: 'windows-1252' })).toMatchObject({
      value: [{ text: 'the café is naïve' }],
    });
    await writeFile(path, Buffer.from(`\ufeff${header}\na.wav\t1\tx\ty\tcafé\n`, 'utf16le'));
    expect(await readCorpus(path)).toMatchObject({ value: [{ text: 'café' }] });
  });

  it.each(['\t', ','])('tells what only judges, between %j', async (separator) => {
    const path = join(folder, 'split.csv');
    const rows = [`${header}\tsplit`, 'a.wav\t1\tx\ty\tz\ttest', 'b.wav\t1\tx\ty\tz\tadapt', 'c.wav\t1\tx\ty\tz\t'];
    await writeFile(path, rows.join('\n').replaceAll('\t', separator));
    const corpus = await readCorpus(path);
    const { adapt, test } = splitOff(corpus.ok ? corpus.value : []);
    expect([adapt.length, test.map((one) => one.path)]).toEqual([2, [join(folder, 'a.wav')]]);
  });

  it('fails where there is no list', async () => {
    expect(await readCorpus(join(folder, 'none.tsv'))).toMatchObject({ ok: false, error: { code: 'corpus-invalid' } });
  });
});
