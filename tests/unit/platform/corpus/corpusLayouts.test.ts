import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { describe, expect, it } from 'vitest';

import { type ListedCorpus, readLayout } from '../../../../src/platform/corpus/corpusLayouts';
import { placeCommonVoice, placeLibriSpeech, placeText, placeTexts } from '../../../support/corpora';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function read(path: string, root?: string): Promise<ListedCorpus> {
  const corpus = await readLayout(path, { root });
  if (!corpus.ok) throw new Error(corpus.error.message);
  return corpus.value;
}

async function refusalOf(path: string): Promise<string> {
  const corpus = await readLayout(path);
  return corpus.ok ? '' : corpus.error.message;
}

describe('readLayout', () => {
  it('reads LibriSpeech: readers, chapters, transcripts', async () => {
    const folder = temporaryFolder();
    placeLibriSpeech(folder);
    const { layout, recordings } = await read(folder);
    expect(layout).toBe('librispeech');
    expect(recordings).toEqual([
      {
        path: join(folder, '6272/70171/6272-70171-0021.flac'),
        speaker: '6272',
        source: 'librispeech',
        text: 'IT WAS BYRON AND TURNING OVER THE LEAVES TILL I CAME TO DON JUAN I READ IT THROUGH',
      },
      {
        path: join(folder, '84/121123/84-121123-0001.flac'),
        speaker: '84',
        source: 'librispeech',
        text: 'A SUDDEN THOUGHT STRUCK ME',
      },
    ]);
  });

  it('reads Common Voice, by its folder or by one of its lists', async () => {
    const folder = temporaryFolder();
    placeCommonVoice(folder);
    const corpus = await read(folder);
    expect(corpus.layout).toBe('common-voice');
    expect(corpus.recordings).toEqual([
      {
        path: join(folder, 'clips/common_voice_en_40197745.mp3'),
        speaker: '00f1c2d3a4b5',
        source: 'common-voice',
        text: 'Women competed in the steeplechase, for the first time.',
      },
      expect.objectContaining({ path: join(folder, 'clips/common_voice_en_2.mp3'), text: 'In 1984.' }),
    ]);
    expect(await read(join(folder, 'validated.tsv'))).toEqual(corpus);
  });

  it('reads recordings with a text beside each, and takes folders for speakers', async () => {
    const folder = temporaryFolder();
    placeTexts(folder);
    const { layout, recordings } = await read(folder);
    expect(layout).toBe('texts');
    expect(recordings.map(({ speaker, text }) => [speaker, text])).toEqual([
      ['unknown', 'one five two one three'],
      ['mdms', 'Enter seven one five four.'],
      ['miry', ''],
    ]);
  });

  it('reads a list of this project', async () => {
    const list = join(__dirname, '../../../recordings/recordings.tsv');
    const { layout, recordings } = await read(list);
    expect(layout).toBe('list');
    expect(recordings).toHaveLength(5);
    expect((await read(list, '/elsewhere')).recordings[0]!.path).toMatch(/^\/elsewhere\//);
  });

  it('reads a list of paths and texts, with commas', async () => {
    const folder = temporaryFolder();
    placeText('path,text\na.wav,"Go on, please."\n', join(folder, 'mine.csv'));
    expect(await read(join(folder, 'mine.csv'))).toEqual({
      layout: 'list',
      recordings: [{ path: join(folder, 'a.wav'), speaker: 'unknown', source: 'mine', text: 'Go on, please.' }],
      leftOut: [],
    });
  });

  it('reads a list of DeepSpeech', async () => {
    const folder = temporaryFolder();
    placeText('wav_filename,wav_filesize,transcript\nclips/a.wav,123,"go on, please"\n', join(folder, 'train.csv'));
    expect(await read(join(folder, 'train.csv'))).toMatchObject({
      layout: 'deepspeech',
      recordings: [{ path: join(folder, 'clips/a.wav'), source: 'train', text: 'go on, please' }],
    });
  });

  it('reads LJSpeech, and takes the text that is spelt out', async () => {
    const folder = temporaryFolder();
    placeText(
      'LJ001|In 1984, he|In nineteen eighty four, he\nLJ002|said "no"|\nmore/c.flac|yes',
      join(folder, 'metadata.csv'),
    );
    placeText('', join(folder, 'wavs/LJ001.wav'));
    placeText('', join(folder, 'README'));
    const corpus = await read(folder);
    expect(corpus).toMatchObject({ layout: 'ljspeech', leftOut: ['1 without an ending (README)'] });
    expect(corpus.recordings.map(({ path, text }) => [path, text])).toEqual([
      [join(folder, 'wavs/LJ001.wav'), 'In nineteen eighty four, he'],
      [join(folder, 'wavs/LJ002.wav'), 'said "no"'],
      [join(folder, 'more/c.flac'), 'yes'],
    ]);
    placeText('LJ001|In 1984\nLJ002 said\n', join(folder, 'metadata.csv'));
    expect(await refusalOf(folder)).toContain('line 2 is not a name, a text');
  });

  it('reads a manifest of NeMo', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'train_manifest.json');
    const lines = [
      { audio_filepath: '/far/a.wav', duration: 1.5, text: 'go\ton' },
      { audio_filepath: 'b.wav', text: '', speaker: 7, offset: 0 },
    ];
    placeText(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), path);
    expect(await read(path)).toMatchObject({
      layout: 'nemo',
      recordings: [
        { path: '/far/a.wav', speaker: 'unknown', source: 'train_manifest', text: 'go\ton' },
        { path: join(folder, 'b.wav'), speaker: '7' },
      ],
    });
    placeText('{"audio_filepath":"a.wav","text":"go"}\n{"audio_filepath":"a.wav","offset":1.5}', path);
    expect(await refusalOf(path)).toContain('line 2 is a part of a longer recording');
    placeText('{"audio_filepath":"a.wav","text":"go"}\n{', path);
    expect(await refusalOf(path)).toContain('line 2 is no line of a NeMo manifest');
  });

  it('reads LibriSpeech in WAV, and tells what else is there', async () => {
    const folder = temporaryFolder();
    placeLibriSpeech(folder);
    placeText('', join(folder, '84/121123/84-121123-0001.wav'));
    placeText('no text, but a shadow of macOS', join(folder, '84/121123/._84-121123.trans.txt'));
    placeText('', join(folder, 'README.TXT'));
    const { recordings, leftOut } = await read(folder);
    expect(recordings[1]?.path).toBe(join(folder, '84/121123/84-121123-0001.wav'));
    expect(leftOut).toEqual(['1 ._… (84/121123/._84-121123.trans.txt)', '1 .txt (README.TXT)']);
  });

  it('finds Common Voice below the folder that is named, and asks which language where there are several', async () => {
    const folder = temporaryFolder();
    placeCommonVoice(join(folder, 'en'));
    placeText('', join(folder, 'en/other.tsv'));
    const { layout, recordings, leftOut } = await read(folder);
    expect([layout, recordings.length, leftOut]).toEqual(['common-voice', 2, ['1 .tsv (en/other.tsv)']]);
    placeText('', join(folder, 'de/validated.tsv'));
    expect(await refusalOf(folder)).toContain('(de, en)');
  });

  it('refuses one recording whose text is not UTF-8, and takes one where there are several forms', async () => {
    const folder = temporaryFolder();
    placeTexts(folder);
    placeText('', join(folder, 'cen6.wav'));
    placeText('', join(folder, 'phone.m4a'));
    writeFileSync(join(folder, 'mdms/an401.txt'), Buffer.from('the caf\xe9', 'latin1'));
    const { recordings, leftOut } = await read(folder);
    expect(recordings.map(({ path, fault }) => [relative(folder, path), fault !== undefined])).toEqual([
      ['cen6.wav', false],
      ['mdms/an401.opus', true],
      ['miry/silent.opus', false],
      ['phone.m4a', false],
    ]);
    expect(leftOut.join()).toContain('1 .opus (cen6.opus)');
    const named = await readLayout(folder, { encoding: 'windows-1252' });
    expect(named.ok && named.value.recordings[1]?.text).toBe('the café');
  });

  it('says what is there instead of a corpus', async () => {
    const folder = temporaryFolder();
    placeText('', join(folder, 'notes.rtf'));
    expect(await refusalOf(folder)).toContain('it holds 1 .rtf (notes.rtf)');
  });

  it('says where there is no corpus', async () => {
    const folder = temporaryFolder();
    for (const path of [folder, join(folder, 'none')]) {
      expect(await readLayout(path)).toMatchObject({ ok: false, error: { code: 'corpus-invalid' } });
    }
  });
});
