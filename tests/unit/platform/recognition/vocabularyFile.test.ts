import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readVocabularyFile } from '../../../../src/platform/recognition/vocabularyFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

async function read(text: string): ReturnType<typeof readVocabularyFile> {
  const path = join(temporaryFolder(), 'words.txt');
  writeFileSync(path, text);
  return readVocabularyFile(path);
}

describe('readVocabularyFile', () => {
  it('reads a word or phrase a line, as it is written', async () => {
    expect(await read('\uFEFFKowalczyk\r\n\n  Łódź Fabryczna \n')).toEqual({
      ok: true,
      value: ['Kowalczyk', 'Łódź Fabryczna'],
    });
  });

  it('names a line that cannot be spelt', async () => {
    const answer = await read('Ada\n4711\n');
    expect(answer).toMatchObject({ ok: false, error: { code: 'config-invalid' } });
    expect(answer.ok ? '' : answer.error.message).toContain('line 2, “4711”');
  });

  it.each(['Ada, Babbage', 'Ada;Babbage', 'Ada\tBabbage'])('takes %j for several', async (line) => {
    const answer = await read(`Lovelace\n${line}\n`);
    expect(answer.ok ? '' : answer.error.message).toContain('line 2 holds several; write one a line');
  });

  it('refuses what is not UTF-8 with the line, or reads it as it is told', async () => {
    const path = join(temporaryFolder(), 'words.txt');
    writeFileSync(path, Buffer.from('Ada\nB\xffron', 'latin1'));
    const answer = await readVocabularyFile(path);
    expect(answer.ok ? '' : answer.error.message).toContain('line 2 is not UTF-8 after “B”');
    expect(await readVocabularyFile(path, 'windows-1252')).toEqual({ ok: true, value: ['Ada', 'Bÿron'] });
  });

  it('says when there is no such file', async () => {
    expect(await readVocabularyFile('/nowhere/words.txt')).toMatchObject({ ok: false });
  });
});
