import { expect, it } from 'vitest';

import { textOf } from '../../../../src/contract/shownText';
import type { Take, TakeEdit } from '../../../../src/contract/transcript';
import { editTake } from '../../../../src/core/transcript/editTake';
import { RemovedWords } from '../../../../src/renderer/state/removedWords';
import { spoken } from '../../../support/fakeBridge';
import { takeWith } from '../../../support/takes';

const heard = takeWith({ utterances: [spoken('we clime the stairs', 0), spoken('and rest a while', 10)] });
const correct = (utterance: number, text: string): TakeEdit => ({ kind: 'correct', utterance, text });

function after(take: Take, edit: TakeEdit): Take {
  const next = editTake(take, edit);
  if (!next.ok) throw new Error(next.error.message);
  return next.value;
}

it('puts back the words that were removed, which are not always those that were heard', () => {
  const removed = new RemovedWords();
  const steps = [heard];
  for (const edit of [correct(0, 'we climb the stairs'), correct(0, ''), correct(1, '')]) {
    const before = steps.at(-1)!;
    steps.push(after(before, edit));
    removed.hear(before, steps.at(-1)!);
  }
  const emptied = steps.at(-1)!;
  expect(emptied.utterances.map((line) => removed.knows(emptied.id, line))).toEqual([true, true]);
  const first = after(emptied, removed.editOf(emptied, 0));
  expect(textOf(first.utterances)).toBe('we climb the stairs');
  expect(removed.editOf(first, 1)).toEqual({ kind: 'revert', utterance: 1 });
});

it('knows what was heard where the words were removed before the window was opened', () => {
  const emptied = after(heard, correct(0, ''));
  const removed = new RemovedWords();
  expect(removed.knows(emptied.id, emptied.utterances[0]!)).toBe(false);
  expect(removed.editOf(emptied, 0)).toEqual({ kind: 'revert', utterance: 0 });
});
