import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readTermsAmongLines, readVocabularyFile } from '../../../../src/platform/recognition/vocabularyFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

function fileOf(text: string): string {
  const path = join(temporaryFolder(), 'words.txt');
  writeFileSync(path, text);
  return path;
}

const read = (text: string): ReturnType<typeof readVocabularyFile> => readVocabularyFile(fileOf(text));

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

describe('readTermsAmongLines', () => {
  it('leaves out of a letter what can be no term, and counts it', async () => {
    const letter = `Dear Margaret
      thank you for the letter and for the seeds which came on Tuesday
      we have had no rain for three weeks but the well, as ever, is holding
      on 4 June

      Port Haven = port hay ven
    `;
    const terms = ['Dear Margaret', 'Port Haven = port hay ven'];
    expect(await readTermsAmongLines(fileOf(letter))).toEqual({ ok: true, value: { terms, refused: 3 } });
  });

  it('finds prose that was broken into short lines, too', async () => {
    const letter = 'Port Haven\n\nthank you for the letter\nand for the seeds which came\non Tuesday. We have had\n';
    expect(await readTermsAmongLines(fileOf(letter))).toEqual({
      ok: true,
      value: { terms: ['Port Haven'], refused: 3 },
    });
  });

  it('takes names of many words, and says of a list what is wrong with it', async () => {
    const name = 'Royal Society for the Protection of Birds';
    expect(await readTermsAmongLines(fileOf(`${name}\nAda\n`))).toEqual({
      ok: true,
      value: { terms: [name, 'Ada'], refused: 0 },
    });
    const answer = await readTermsAmongLines(fileOf('Ada\n4711\n'));
    expect(answer.ok ? '' : answer.error.message).toContain('line 2, “4711”');
  });
});
