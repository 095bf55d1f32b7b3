import { expect, it } from 'vitest';

import { opensQuestion } from '../../../../src/core/marks/questionOpening';

it.each([
  'is there anything else i should know',
  'and do you want to come with us',
  'okay so could we meet at the station',
  'are the children at school',
  "don't you think so",
  'why did nobody tell me',
  'who is going to pick up the children',
  'who took my keys',
  "what's the time",
  'what time does the train leave',
  'how many people are there',
  'which train do we take',
  'when is the next appointment',
  'may i come in',
])('“%s” begins as a question', (text) => {
  expect(opensQuestion(text.split(' '))).toBe(true);
});

it.each([
  '',
  'is',
  'i was wondering whether you could help me',
  'tell me what you think about it',
  'had i known that it would rain',
  'should you need anything call me',
  'may the best team win',
  'do the dishes first',
  'have a nice day',
  'what i want is a cup of tea',
  'how nice it is to see you again',
  'when we came home it was dark',
  'who they were nobody knew',
  'which is why we left',
  'well',
  'and so do the others',
])('“%s” does not', (text) => {
  expect(opensQuestion(text.split(' '))).toBe(false);
});
