import { describe, expect, it } from 'vitest';

import type { SessionEvent } from '../../../src/core/dictation/session';
import { StreamMeter } from '../../support/streamMeter';

const partial = (committed: string, unfinished: string): SessionEvent => ({ type: 'partial', committed, unfinished });

const final = (text: string): SessionEvent => ({
  type: 'final',
  utterance: {
    startSeconds: 0,
    endSeconds: 9,
    words: text.split(' ').map((word, i) => ({ text: word, startSeconds: i, endSeconds: i + 1, confidence: 1 })),
  },
});

function metered(...events: SessionEvent[]): ReturnType<StreamMeter['figures']> {
  const meter = new StreamMeter();
  for (const [index, event] of events.entries()) meter.push([event], index + 1);
  return meter.figures();
}

describe('StreamMeter', () => {
  it('counts no change where words only come and grow', () => {
    const { finalWords, changedWords } = metered(partial('', 'he'), partial('', 'hello wo'), final('hello world'));
    expect({ finalWords, changedWords }).toEqual({ finalWords: 2, changedWords: 0 });
  });

  it('counts words that became others or went', () => {
    const { changedWords } = metered(partial('', 'yell oh'), partial('', 'hello'), final('hello world'));
    expect(changedWords).toBe(2);
  });

  it('counts a word that is not the last and grows', () => {
    expect(metered(partial('', 'he wo'), final('hello world')).changedWords).toBe(1);
  });

  it('tells a broken promise from a change of mind', () => {
    const { changedWords, changedAfterCommit } = metered(partial('yell', 'oh'), final('hello world'));
    expect({ changedWords, changedAfterCommit }).toEqual({ changedWords: 2, changedAfterCommit: 1 });
  });

  it('measures from the end of a word to its last form, and to its commit', () => {
    const figures = metered(partial('', 'a'), partial('', 'a be'), partial('a', 'by'), final('a by'));
    expect(figures.shownDelays).toEqual([0, 1]);
    expect(figures.commitDelays).toEqual([2, 2]);
  });

  it('begins afresh with each utterance', () => {
    expect(metered(partial('a', ''), final('a'), partial('', 'b'), final('b')).changedWords).toBe(0);
  });
});
