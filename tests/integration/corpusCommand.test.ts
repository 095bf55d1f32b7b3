import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readCorpus } from '../../src/platform/corpus/corpus';
import { placeCommonVoice, placeLibriSpeech, placeTexts } from '../support/corpora';
import { temporaryFolder } from '../support/temporaryFolder';
import { utter } from '../support/utter';

describe('utter corpus', { timeout: 120_000 }, () => {
  it('makes one list of several collections, tells what was refused, and training can read it', async () => {
    const folder = temporaryFolder();
    const at = (name: string): string => join(folder, name);
    placeLibriSpeech(at('libri'));
    placeCommonVoice(at('voices'));
    placeTexts(at('own'));
    const output = at('lists');
    const run = await utter(['corpus', at('libri'), at('voices'), at('own'), '--output', output, '--json']);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({
      training: { recordings: 4, speakers: 4 },
      heldOut: { recordings: 0 },
      refused: { 'no text': 1, 'figures in the text': 1, unreadable: 1 },
    });
    const list = await readCorpus(join(output, 'train.tsv'));
    expect(list.ok && list.value.map(({ speaker, source, text }) => [speaker, source, text])).toEqual([
      ['6272', 'librispeech', 'it was byron and turning over the leaves till i came to don juan i read it through'],
      ['00f1c2d3a4b5', 'common-voice', 'women competed in the steeplechase for the first time'],
      ['unknown', 'own', 'one five two one three'],
      ['mdms', 'own', 'enter seven one five four'],
    ]);
    expect(readFileSync(join(output, 'refused.tsv'), 'utf8')).toContain(
      'figures in the text\twrite 1984 as it is said',
    );
  });

  it('holds speakers out, and fails where nothing is left', async () => {
    const folder = temporaryFolder();
    placeTexts(folder);
    const run = await utter(['corpus', folder, '--output', join(folder, 'lists'), '--held-out', '0.4']);
    expect(run.stdout).toMatch(/^ +recordings +hours +speakers\nto learn from +1 /);
    expect(run.stdout).toMatch(/\nheld out +1 /);
    const nowhere = await utter(['corpus', join(folder, 'none'), '--output', join(folder, 'lists')]);
    expect(nowhere).toMatchObject({ code: 1, stdout: '' });
  });
});
