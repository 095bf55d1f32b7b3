import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { parseCorpus, readCorpus } from '../../../../src/platform/corpus/corpus';

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
      value: [{ path: '/corpus/b.wav', seconds: 1, speaker: 'ann', source: 'an4', text: 'go on' }],
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

  it('fails where there is no list', async () => {
    expect(await readCorpus(join(folder, 'none.tsv'))).toMatchObject({ ok: false, error: { code: 'corpus-invalid' } });
  });
});
