import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { type ListedCorpus, readLayout } from '../../../../src/platform/corpus/corpusLayouts';
import { placeCommonVoice, placeLibriSpeech, placeText, placeTexts } from '../../../support/corpora';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function read(path: string, root?: string): Promise<ListedCorpus> {
  const corpus = await readLayout(path, root);
  if (!corpus.ok) throw new Error(corpus.error.message);
  return corpus.value;
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
    });
  });

  it('says where there is no corpus', async () => {
    const folder = temporaryFolder();
    for (const path of [folder, join(folder, 'none')]) {
      expect(await readLayout(path)).toMatchObject({ ok: false, error: { code: 'corpus-invalid' } });
    }
  });
});
