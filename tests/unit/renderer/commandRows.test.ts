import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../src/contract/defaultShaping';
import { Shaping, SpokenCommand } from '../../../src/contract/shaping';
import {
  fromField,
  problemOf,
  rephrased,
  rowsOf,
  spokenAs,
  toField,
  usable,
  withAdded,
  withEdited,
} from '../../../src/renderer/commandRows';

const write = (spoken: string, text = '+'): SpokenCommand => ({ spoken, effect: 'write', text });

describe('the table of spoken commands', () => {
  it('that comes with Utter is sound', () => {
    expect(Shaping.parse(defaultShaping)).toEqual(defaultShaping);
    expect(usable(rowsOf(defaultShaping.commands))).toEqual(defaultShaping.commands);
  });

  it('keeps the rows that can be used, and says why others cannot', () => {
    const rows = rowsOf([write('plus sign'), write(''), write('plus sign', '*'), write('c3po'), write('blank', ' ')]);
    expect(rows.map((row) => problemOf(row, rows))).toEqual([
      null,
      'Words of letters only, as you say them.',
      'This phrase is in the list already.',
      'Words of letters only, as you say them.',
      'What is to be written?',
    ]);
    expect(usable(rows)).toEqual([write('plus sign')]);
    for (const command of usable(rows)) SpokenCommand.parse(command);
    expect(withAdded(rows).at(-1)).toMatchObject({ id: 5, command: { spoken: '' } });
    expect(withAdded([]).at(-1)?.id).toBe(0);
  });

  it('tells the row that was given a phrase of another, and goes on using that one and the old phrase', () => {
    const rows = withEdited(rowsOf([write('plus sign'), write('at sign', '@')]), 0, write('at sign'));
    expect(rows.map((row) => problemOf(row, rows))).toEqual(['This phrase is in the list already.', null]);
    expect(usable(rows)).toEqual([write('plus sign'), write('at sign', '@')]);
    const others = withEdited(withEdited(rows, 0, write('at sign', '×')), 1, write('at home', '@'));
    expect(others.map((row) => problemOf(row, others))).toEqual([null, null]);
  });

  it('goes on using what a row was before it became one that cannot be used', () => {
    const rows = rowsOf([write('plus sign'), write('at sign', '@')]);
    const emptied = withEdited(withEdited(rows, 1, write('at sign', '×')), 1, write('at sign', ''));
    expect(usable(emptied)).toEqual([write('plus sign'), write('at sign', '×')]);
    const misspelt = withEdited(emptied, 0, write('plus 2'));
    expect(usable(misspelt)).toEqual([write('plus sign'), write('at sign', '×')]);
    // Another row has taken the phrase meanwhile.
    expect(usable(withEdited(misspelt, 1, write('plus sign', '×')))).toEqual([write('plus sign', '×')]);
    expect(usable(withEdited(withAdded([]), 0, write('new', '')))).toEqual([]);
  });

  it('takes a phrase as it is said, and forgets the neighbours of the old one', () => {
    expect(spokenAs('  New   Line ')).toBe('new line');
    expect(rephrased({ ...write('period', '.'), literalBefore: ['of'] }, 'The End’s')).toEqual(write("the end's", '.'));
  });

  it('shows line breaks in a field of one line', () => {
    expect(toField('a\nb')).toBe('a↵b');
    expect(fromField(toField('a\n\nb'))).toBe('a\n\nb');
  });
});
