import { describe, expect, it } from 'vitest';

import { behindGap } from '../../../../src/cli/recognition/gap';
import { utterance } from '../../../support/fakeBridge';

describe('behindGap', () => {
  const heard = [utterance('0.5 one 0.9 two 1.4'), utterance('2 three 2.4')];

  it('moves what comes behind the gap, also within an utterance', () => {
    const moved = behindGap(heard, { atSeconds: 0.9, seconds: 3 });
    expect(moved.map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
      [0.5, 4.4],
      [5, 5.4],
    ]);
    expect(moved[0]?.words.map(({ startSeconds }) => startSeconds)).toEqual([0.5, 3.9]);
  });
});
