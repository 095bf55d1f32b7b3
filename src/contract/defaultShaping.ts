import type { Shaping, SpokenCommand } from './shaping';

const write = (spoken: string, text: string): SpokenCommand => ({ spoken, effect: 'write', text });
const act = (spoken: string, effect: SpokenCommand['effect']): SpokenCommand => ({ spoken, effect, text: '' });
const words = (text: string): string[] => text.split(' ');

/**
 * The table that comes with Utter; without zod, because the window bundles this file. Phrases that seldom occur as words need no
 * guard; those that do ("period", "dash", "cap") are told apart by their neighbours, which come from the contexts that
 * public-domain books hold.
 */
const commands: SpokenCommand[] = [
  write('comma', ','),
  write('full stop', '.'),
  {
    ...write('period', '.'),
    literalAfter: words(
      'this that these those same first second third last next long longer short shorter brief early earlier late later ' +
        'certain some any each whole entire what which one two trial grace waiting old former present modern',
    ),
    literalBefore: words('of during when'),
  },
  write('question mark', '?'),
  write('exclamation mark', '!'),
  write('exclamation point', '!'),
  { ...write('colon', ':'), literalBefore: words('cancer') },
  write('semicolon', ';'),
  write('semi colon', ';'),
  write('ellipsis', '…'),
  write('dot dot dot', '…'),
  {
    ...write('dash', '–'),
    literalAfter: words('to and but oh his her another sudden not may would will could might mad yard'),
    literalBefore: words(
      'it of for at across off upon out me you him them over into forward away through down up back',
    ),
  },
  write('hyphen', '-'),
  { ...write('slash', '/'), literalAfter: words('and to one'), literalBefore: words('of at') },
  write('open quote', '“'),
  write('open quotes', '“'),
  write('close quote', '”'),
  write('close quotes', '”'),
  write('open bracket', '('),
  write('close bracket', ')'),
  write('open parenthesis', '('),
  write('close parenthesis', ')'),
  write('percent sign', '%'),
  write('ampersand', '&'),
  write('at sign', '@'),
  act('new line', 'line'),
  act('newline', 'line'),
  act('next line', 'line'),
  act('new paragraph', 'paragraph'),
  act('next paragraph', 'paragraph'),
  {
    ...act('cap', 'capital'),
    literalAfter: words(
      'his her this that with in of and red golden white black blue green ice peaked night fur skull master smoking skin ' +
        'tweed leather cloth little old percussion baseball',
    ),
    literalBefore: words(
      'and on of was is were in with which who to from that the a an off for as at he she it they had has would over or ' +
        'upon down back but so when while if by his her',
    ),
  },
  act('all caps', 'capitals'),
  act('literal', 'literal'),
  act('scratch that', 'scratch'),
  act('stop dictation', 'stop'),
];

export const defaultShaping: Shaping = {
  obeysCommands: true,
  numbers: 'ten',
  sentences: true,
  sentencePauseSeconds: 2,
  paragraphPauseSeconds: 3,
  commands,
};
