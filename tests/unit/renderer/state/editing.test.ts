import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { textOf } from '../../../../src/contract/shownText';
import type { Utterance } from '../../../../src/contract/transcript';
import { NoticeState } from '../../../../src/renderer/state/notice.svelte';
import { TakesState } from '../../../../src/renderer/state/takes.svelte';
import { FakeBridge, spoken, take, takeId } from '../../../support/fakeBridge';

/** "we ?clime the" : the word with a question mark is uncertain. */
function said(notation: string, startSeconds: number): Utterance {
  const utterance = spoken(notation.replaceAll('?', ''), startSeconds);
  const isUncertain = notation.split(' ').map((word) => word.startsWith('?'));
  return {
    ...utterance,
    words: utterance.words.map((word, index) => ({ ...word, confidence: isUncertain[index] === true ? 0.2 : 0.9 })),
  };
}

let bridge: FakeBridge;
let takes: TakesState;
let stopFollowing: () => void;
const text = (): string => textOf(takes.take?.utterances ?? [], ' / ');

beforeEach(async () => {
  vi.useFakeTimers();
  const utterances = [said('we ?clime the stairs', 0), said('to ?the ?tap of it', 4)];
  bridge = new FakeBridge({ takes: [take(1, { utterances }), take(2)] });
  takes = new TakesState(bridge, new NoticeState());
  stopFollowing = takes.follow();
  await vi.advanceTimersByTimeAsync(0);
  await takes.open(takeId(1));
});

afterEach(() => {
  stopFollowing();
  vi.useRealTimers();
});

describe('the review queue', () => {
  it('walks the uncertain words from where the take is played, round and round', () => {
    const { review } = takes;
    const walked = [1, 1, 1, -1].map((direction) => {
      review.step(direction as 1 | -1, 3);
      return `${review.place} of ${review.total}: ${review.word?.text ?? ''}`;
    });
    expect(walked).toEqual(['2 of 3: the', '3 of 3: tap', '1 of 3: clime', '3 of 3: tap']);
  });

  it('goes on to the next word when one is accepted or corrected, and counts both', async () => {
    const { review } = takes;
    review.step(1, 0);
    await takes.edit({ kind: 'correct', utterance: 0, text: 'we climb the stairs' });
    expect([review.word?.text, review.place, review.total]).toEqual(['the', 2, 3]);
    await review.accept();
    expect([review.word?.text, review.place, review.total]).toEqual(['tap', 3, 3]);
    // What nobody is in doubt of any more is learnt from.
    expect(takes.take?.utterances[1]?.words[1]?.confidence).toBe(1);
    await review.accept();
    expect([review.at, review.words]).toEqual([null, []]);
    await takes.undo();
    expect(review.word?.text).toBe('tap');
  });

  it('selects the word when its line is corrected', async () => {
    takes.review.step(1, 4.5);
    const { at } = takes.review;
    await takes.draft.begin(takes.take!, at!.utterance, at!.word);
    const { before, selected } = takes.draft.line!;
    expect(before.slice(selected.from, selected.to)).toBe('tap');
  });

  it('ends with its take', async () => {
    takes.review.step(1, 0);
    await takes.open(takeId(2));
    expect(takes.review.at).toBeNull();
  });
});

describe('a line that is too long', () => {
  it('stays open with all its text and says why, until it is shorter', async () => {
    const pasted = 'seeds '.repeat(3000).trim();
    await takes.draft.begin(takes.take!, 0);
    takes.draft.text = pasted;
    expect(takes.draft.refusal).toMatch(/10,000 letters at most, and this one has 17,999/u);
    await takes.open(takeId(2));
    expect([takes.take?.id, takes.draft.text, takes.failure]).toEqual([takeId(1), pasted, null]);
    takes.draft.text = 'seeds';
    await takes.open(takeId(2));
    await takes.open(takeId(1));
    expect(text()).toBe('seeds / to the tap of it');
  });
});

describe('exporting while a line is corrected', () => {
  const corrected = 'we climb the stairs / to the tap of it';

  beforeEach(async () => {
    await takes.draft.begin(takes.take!, 0);
    takes.draft.text = 'we climb the stairs';
  });

  it('keeps the correction before a file is written', async () => {
    await takes.export('txt');
    expect([text(), takes.draft.line]).toEqual([corrected, null]);
  });

  it('keeps it before the dialog shows what would be written', async () => {
    await takes.exporting.open([takeId(1), takeId(2)]);
    await takes.exporting.look();
    expect([text(), takes.draft.line]).toEqual([corrected, null]);
    expect(takes.exporting.preview?.text).toContain('we climb the stairs');
  });

  it('exports nothing where it cannot be kept, and says why', async () => {
    bridge.refuse('takes:edit', 'disk-full');
    await takes.export('txt');
    await takes.exporting.open([takeId(1)]);
    expect(bridge.asked).not.toContain('takes:export');
    expect([takes.exporting.ids, takes.failure?.code]).toEqual([[], 'disk-full']);
    expect(takes.draft.text).toBe('we climb the stairs');
  });
});

describe('find and replace', () => {
  it('replaces one after the other, and all at once, and takes both back', async () => {
    const { find } = takes;
    Object.assign(find, { isOpen: true, text: 'the', replacement: 'these', wholeWords: true });
    expect(find.matches).toHaveLength(2);
    find.step(1);
    await find.replaceOne();
    expect(text()).toBe('we clime the stairs / to these tap of it');
    expect([find.matches.length, find.current?.utterance]).toEqual([1, 0]);
    await find.replaceAll();
    expect(text()).toBe('we clime these stairs / to these tap of it');
    expect([find.matches.length, find.replacedCount]).toEqual([0, 1]);
    find.text = 'them';
    expect(find.replacedCount).toBe(0);
    await takes.undo();
    await takes.undo();
    expect(text()).toBe('we clime the stairs / to the tap of it');
  });

  it('undoes its own replacings, as long as nothing else was done since', async () => {
    const { find } = takes;
    Object.assign(find, { isOpen: true, text: 'the', replacement: 'these', wholeWords: true });
    expect(find.canUndo).toBe(false);
    await find.replaceOne();
    await find.replaceAll();
    for (const left of [true, false]) {
      expect(find.canUndo).toBe(true);
      await find.undo();
      expect(find.canUndo).toBe(left);
    }
    expect(text()).toBe('we clime the stairs / to the tap of it');
    await find.replaceAll();
    await takes.edit({ kind: 'pin', pinned: true });
    expect(find.canUndo).toBe(false);
    await takes.undo();
    await takes.undo();
    await find.replaceAll();
    find.type();
    expect(find.canUndo).toBe(false);
  });

  it('tells how many were replaced also where what is put there is found again, until another is looked at', async () => {
    const { find } = takes;
    Object.assign(find, { isOpen: true, text: 'the', replacement: 'these', wholeWords: false });
    await find.replaceAll();
    expect([find.matches.length, find.replacedCount]).toEqual([2, 2]);
    find.step(1);
    expect(find.replacedCount).toBe(0);
    await find.replaceAll();
    await find.undo();
    expect([find.matches.length, find.replacedCount]).toEqual([2, 0]);
  });

  it('finds blanks', () => {
    Object.assign(takes.find, { isOpen: true, text: ' ' });
    expect(takes.find.matches).toHaveLength(7);
  });

  it('finds nothing while it is closed, or nothing is looked for', () => {
    Object.assign(takes.find, { isOpen: false, text: 'the' });
    expect(takes.find.matches).toEqual([]);
    Object.assign(takes.find, { isOpen: true, text: '' });
    expect(takes.find.matches).toEqual([]);
  });
});

it('draws the peaks of the take that is open', async () => {
  const bridge = new FakeBridge({ takes: [take(1)] });
  bridge.peaks = [1, 2, 3];
  const state = new TakesState(bridge, new NoticeState());
  await state.open(takeId(1));
  await vi.advanceTimersByTimeAsync(0);
  expect(state.peaks).toEqual([1, 2, 3]);
});
