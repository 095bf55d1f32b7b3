import { describe, expect, it } from 'vitest';

import { readVocabulary as readTyped, refusalOf } from '../../../src/renderer/vocabularyTerms';

const readVocabulary = (typed: string, kept: readonly string[] = []) => readTyped(typed, kept);

describe('readVocabulary', () => {
  it('keeps each line as it was spelt', () => {
    expect(readVocabulary("Kowalczyk\n\n  Port   Haven \nJean-Luc\nO'Neill")).toEqual({
      terms: ['Kowalczyk', 'Port Haven', 'Jean-Luc', "O'Neill"],
      hints: [],
      unheardCount: 0,
    });
  });

  it('keeps a word once, however it is spelt, and says so', () => {
    expect(readVocabulary('Memphis\nmemphis\nMEMPHIS')).toEqual({
      terms: ['Memphis'],
      hints: ['“memphis” is left out: “Memphis” is in the list.', '“MEMPHIS” is left out: “Memphis” is in the list.'],
      unheardCount: 0,
    });
  });

  it('cuts nothing: what is too long or too much is left out and told', () => {
    const { terms, hints } = readVocabulary(`yes\n${'a'.repeat(101)}`);
    expect(terms).toEqual(['yes']);
    expect(hints).toEqual(['“aaaaaaaaaaaaaaaaaaaaaaaa…” is left out: it is longer than 100 letters.']);
    const many = readVocabulary(Array.from({ length: 2001 }, (_, index) => `term ${letters(index)}`).join('\n'));
    expect(many.terms).toHaveLength(2000);
    expect(many.hints).toHaveLength(1);
  });

  it('takes no prose that is pasted, and says so first; what is kept already stays', () => {
    const letter = `Dear Margaret

thank you for the letter and
for the seeds which came on
Tuesday. We have had no rain

Port Haven`;
    const hint =
      '3 lines are text, no words or phrases, and are left out. For whole texts there is “Add texts…” in Train, under Set-up: what is written in them is learnt.';
    expect(readVocabulary(letter)).toEqual({ terms: ['Dear Margaret', 'Port Haven'], hints: [hint], unheardCount: 0 });
    const title = 'The Society for the Prevention of Cruelty to Animals in Leeds';
    expect(readVocabulary(`Ada\n${title}`).hints).toEqual([expect.stringMatching(/^One line is text, no word or/u)]);
    expect(readVocabulary(`Ada\n${title}`, [title])).toEqual({ terms: ['Ada', title], hints: [], unheardCount: 0 });
  });

  it('tells of every term that may not be heard as it is spelt', () => {
    expect(readVocabulary('R2D2\nC3PO\n東京\nL’Hôpital').hints).toEqual([
      'Write “R2D2” as it is said, in letters: “R2D2 = how it is said”.',
      'Write “C3PO” as it is said, in letters: “C3PO = how it is said”.',
      '“東京” cannot be heard: it has letters that no English word has. Write “東京 = how it sounds”.',
      "“L’Hôpital” is listened for as “l'hopital”. If it is not heard, write “L’Hôpital = how it sounds”.",
    ]);
  });
});

it('counts what cannot be heard, and leaves out what has nothing to be written', () => {
  expect(readVocabulary('Memphis\n日本\nL’Hôpital\n=\n= koval')).toMatchObject({
    terms: ['Memphis', '日本', 'L’Hôpital'],
    unheardCount: 1,
  });
  expect(readVocabulary('=').hints).toEqual(['“=” is left out: nothing stands before the “=”.']);
});

it('takes how a term sounds, and judges that in place of its spelling', () => {
  const typed = 'R2D2 = are two dee two\nL’Hôpital = lopital\n東京 = tokyo\nC3PO = see 3 po';
  expect(readVocabulary(typed)).toEqual({
    terms: typed.split('\n'),
    hints: ['Write “see 3 po” as it is said, in letters: “C3PO = how it is said”.'],
    unheardCount: 1,
  });
});

describe('refusalOf', () => {
  it('says how many lines were taken, how many not, and where whole texts belong', () => {
    expect(refusalOf({ taken: 12, refused: 0 })).toBeNull();
    expect(refusalOf({ taken: 2, refused: 14 })).toBe(
      '14 lines are no words or phrases and were left out; 2 were taken. For whole texts there is “Add texts…” in Train, under Set-up: what is written in them is learnt.',
    );
    expect(refusalOf({ taken: 0, refused: 1 })).toMatch(
      /^One line is no word or phrase and was left out; none was taken\./u,
    );
  });
});

const letters = (index: number): string =>
  String(index).replaceAll(/\d/gu, (digit) => 'abcdefghij'[Number(digit)] ?? '');
