import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import type { Utterance } from '../../../../src/contract/transcript';
import { shapeAll } from '../../../../src/core/shaping/shape';
import { correctUtterance } from '../../../../src/core/transcript/correct';
import { countMisheard, type Misheard, misheardIn } from '../../../../src/core/transcript/misheard';
import { spoken } from '../../../support/fakeBridge';

/** What is learnt where one line was heard and written so. */
const learnt = (heard: Utterance, written: string): Misheard[] =>
  misheardIn({ heard: [heard], utterances: [correctUtterance(heard, written)] });

describe('misheardIn', () => {
  it('pairs what was heard with what stands in its place', () => {
    expect(learnt(spoken('we clime the stairs to day', 0), 'we climb the stairs today')).toEqual([
      { heard: 'clime', written: 'climb' },
      { heard: 'to day', written: 'today' },
    ]);
  });

  it('learns nothing of words that were added, taken away or only written otherwise, and of sentences written anew', () => {
    expect(learnt(spoken('we climb um the stairs', 0), 'We climb the steep stairs.')).toEqual([]);
    expect(learnt(spoken('we climb the stairs', 0), 'nothing of this was ever said')).toEqual([]);
  });

  it('has the capitals of the text that is shown, but those of a sentence', () => {
    const [heard] = shapeAll(defaultShaping, [spoken('clime with kovalchick at port heaven', 0)]);
    expect(learnt(heard!, 'Climb with Kowalczyk at Port Haven.')).toEqual([
      { heard: 'clime', written: 'climb' },
      { heard: 'kovalchick', written: 'Kowalczyk' },
      { heard: 'heaven', written: 'Haven' },
    ]);
  });

  it('knows nothing where what was heard was not kept, or lines were joined since', () => {
    const [first, second] = [spoken('we clime', 0), spoken('the stairs', 4)];
    expect(misheardIn({ utterances: [first] })).toEqual([]);
    const joined = { ...first, endSeconds: second.endSeconds, words: [...first.words, ...second.words] };
    expect(
      misheardIn({ heard: [first, second], utterances: [correctUtterance(joined, 'we climb the stairs')] }),
    ).toEqual([]);
  });
});

it('what is misheard most often comes first, however it is spelt', () => {
  const pair = (heard: string, written: string): Misheard => ({ heard, written });
  expect(countMisheard([pair('a', 'x'), pair('clime', 'climb'), pair('clime', 'Climb')])).toEqual([
    { heard: 'clime', written: 'Climb', times: 2 },
    { heard: 'a', written: 'x', times: 1 },
  ]);
});
