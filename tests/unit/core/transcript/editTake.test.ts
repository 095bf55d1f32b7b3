import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { textOf } from '../../../../src/contract/shownText';
import { Take, type TakeEdit, type Utterance } from '../../../../src/contract/transcript';
import { shapeAll } from '../../../../src/core/shaping/shape';
import { toCaptions } from '../../../../src/core/transcript/captions';
import { editTake, hearAgain } from '../../../../src/core/transcript/editTake';
import { spoken } from '../../../support/fakeBridge';
import { takeWith } from '../../../support/takes';

const heardLines = [spoken('we clime the stairs', 0), spoken('and rest a while', 10), spoken('at the top', 20)];

function after(take: Take, ...edits: TakeEdit[]): Take {
  return edits.reduce((edited, edit) => {
    const next = editTake(edited, edit);
    if (!next.ok) throw new Error(next.error.message);
    return Take.parse(next.value);
  }, take);
}

const lines = (take: Take): string[] => take.utterances.map((utterance) => textOf([utterance]));
const correct = (utterance: number, text: string): TakeEdit => ({ kind: 'correct', utterance, text });

describe('editTake', () => {
  const take = takeWith({ utterances: heardLines });

  it('keeps what was heard beside what was corrected, however often', () => {
    const corrected = after(take, correct(0, 'we climb the stairs'), correct(0, ''), correct(2, 'on top'));
    expect(lines(corrected)).toEqual(['', 'and rest a while', 'on top']);
    expect([corrected.heard, corrected.corrected]).toEqual([heardLines, true]);
    expect(after(corrected, { kind: 'revert', utterance: null })).toEqual(take);
  });

  it('gives words that are written into an emptied line the times of those that were heard there', () => {
    const corrected = after(take, correct(0, 'we climb the stairs'));
    expect(after(corrected, correct(0, ''), correct(0, 'we climb the stairs'))).toEqual(corrected);
  });

  it('takes one line back to what was heard, and with the last one the whole take', () => {
    const corrected = after(take, correct(0, 'we climb'), correct(2, 'on top'));
    const one = after(corrected, { kind: 'revert', utterance: 0 });
    expect(lines(one)).toEqual(['we clime the stairs', 'and rest a while', 'on top']);
    expect(one.corrected).toBe(true);
    expect(after(one, { kind: 'revert', utterance: 2 })).toEqual(take);
  });

  it('does not take for heard what a take was corrected to before that was kept', () => {
    const old = takeWith({ utterances: heardLines, corrected: true });
    expect(after(old, correct(0, 'x')).heard).toBeUndefined();
    expect(editTake(old, { kind: 'revert', utterance: null })).toMatchObject({ error: { code: 'invalid-request' } });
  });

  it('splits before a word and joins again, with every word in its time', () => {
    const splitted = after(take, { kind: 'split', utterance: 0, word: 2 });
    expect(lines(splitted).slice(0, 2)).toEqual(['we clime', 'the stairs']);
    expect(splitted.utterances.slice(0, 2).map(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])).toEqual([
      [0, 0.8],
      [0.8, heardLines[0]!.endSeconds],
    ]);
    const joined = after(splitted, { kind: 'merge', utterance: 0 });
    expect(joined.utterances).toEqual(heardLines);
  });

  it('takes a part of a line, or two that were joined, back to what was heard there', () => {
    const part = after(take, { kind: 'split', utterance: 0, word: 2 }, correct(1, 'steps'));
    expect(lines(after(part, { kind: 'revert', utterance: 1 })).slice(0, 2)).toEqual(['we clime', 'the stairs']);
    const joined = after(take, { kind: 'merge', utterance: 0 }, correct(0, 'nothing'));
    expect(lines(after(joined, { kind: 'revert', utterance: 0 }))[0]).toBe('we clime the stairs and rest a while');
  });

  it('replaces in the text that is shown, by letter case and whole words where asked', () => {
    const replace = (find: string, options: Partial<Extract<TakeEdit, { kind: 'replace' }>> = {}): string[] => {
      const edit = { kind: 'replace', find, replacement: 'X', matchCase: false, wholeWords: false } as const;
      return lines(after(take, { ...edit, ...options }));
    };
    expect(replace('The')).toEqual(['we clime X stairs', 'and rest a while', 'at X top']);
    expect(replace('The', { matchCase: true })).toEqual(lines(take));
    expect(replace('at', { wholeWords: true })).toEqual(['we clime the stairs', 'and rest a while', 'X the top']);
    expect(replace('clime  the', { replacement: '$&' })[0]).toBe('we $& stairs');
    expect(replace('.')).toEqual(lines(take));
  });

  it('is the same take where nothing is replaced', () => {
    const edit = { kind: 'replace', find: 'zebra', replacement: '', matchCase: false, wholeWords: false } as const;
    expect(editTake(take, edit)).toEqual({ ok: true, value: take });
  });

  it('is the same take where a tag or the pin is as it was', () => {
    const tagged = after(take, { kind: 'tag', tag: 'work', isOn: true });
    const again = editTake(tagged, { kind: 'tag', tag: 'work', isOn: true });
    expect(again.ok && again.value).toBe(tagged);
    const without = editTake(tagged, { kind: 'tag', tag: 'home', isOn: false });
    expect(without.ok && without.value).toBe(tagged);
    const pinned = editTake(tagged, { kind: 'pin', pinned: false });
    expect(pinned.ok && pinned.value).toBe(tagged);
  });

  it('is as sure of a confirmed word as of a written one', () => {
    const confirmed = after(take, { kind: 'confirm', utterance: 0, word: 1 });
    expect(confirmed.utterances[0]!.words.map((word) => word.confidence)).toEqual([0.9, 1, 0.9, 0.9]);
  });

  it('takes no more tags than a take that is read again may have', () => {
    const tags = Array.from({ length: 50 }, (_, index) => `tag ${index}`);
    const full = Take.parse({ ...take, tags });
    expect(editTake(full, { kind: 'tag', tag: 'one more', isOn: true })).toMatchObject({
      error: { message: 'A take has 50 tags at most. Take one away first.' },
    });
    expect(after(full, { kind: 'tag', tag: 'TAG 7', isOn: true }).tags).toHaveLength(50);
  });

  it('sets and takes tags, one of a spelling', () => {
    const tagged = after(take, { kind: 'tag', tag: 'Work', isOn: true }, { kind: 'tag', tag: 'work', isOn: true });
    expect(tagged.tags).toEqual(['work']);
    expect(after(tagged, { kind: 'tag', tag: 'WORK', isOn: false }).tags).toEqual([]);
  });

  it('refuses a line or a word that is not there', () => {
    const edits: TakeEdit[] = [
      correct(3, ''),
      { kind: 'merge', utterance: 2 },
      { kind: 'split', utterance: 0, word: 4 },
      { kind: 'confirm', utterance: 0, word: 4 },
      { kind: 'choose', earlier: 0 },
    ];
    for (const edit of edits) expect(editTake(take, edit)).toMatchObject({ error: { code: 'invalid-request' } });
  });
});

describe('texts of the same audio', () => {
  const hearing = { heardAt: '2026-02-01T00:00:00.000Z', model: 'Mine', utterances: [spoken('we climb up', 0)] };

  it('keeps the text that was there, and changes places with it', () => {
    const first = after(takeWith({ utterances: heardLines }), correct(0, 'we climb'));
    const again = Take.parse(hearAgain(first, { ...hearing, corrected: false }));
    expect([lines(again), again.heard, again.model]).toEqual([['we climb up'], undefined, 'Mine']);
    const back = after(again, { kind: 'choose', earlier: 0 });
    expect({ ...back, earlier: [] }).toEqual(first);
    expect(after(back, { kind: 'choose', earlier: 0 })).toEqual(again);
  });

  it('is whole where the one before it was cut off, which stays known of that one', () => {
    const cutOff = Take.parse({ ...takeWith({ utterances: heardLines }), isCutOff: true });
    const again = Take.parse(hearAgain(cutOff, { ...hearing, corrected: false }));
    expect([again.isCutOff, again.earlier[0]?.isCutOff]).toEqual([undefined, true]);
    expect({ ...after(again, { kind: 'choose', earlier: 0 }), earlier: [] }).toEqual(cutOff);
  });
});

describe('shaped text', () => {
  const said = ['we clime comma new line then rest', 'full stop and on we go'];
  const utterances = shapeAll(
    defaultShaping,
    said.map((text, index) => spoken(text, index * 10)),
  );
  const take = takeWith({ utterances: [...utterances] });

  it('sets what is written into a line that showed nothing apart from the words behind it', () => {
    const scratched = shapeAll(
      defaultShaping,
      ['i will come on monday', 'scratch that', 'i will come on tuesday'].map((text, at) => spoken(text, at * 10)),
    );
    const before = takeWith({ utterances: [...scratched] });
    expect(lines(before)).toEqual(['', '', 'I will come on Tuesday']);
    const written = after(before, correct(0, 'Dear Anna,'));
    expect(textOf(written.utterances)).toBe('Dear Anna, I will come on Tuesday');
    expect(toCaptions(written.utterances).map((caption) => caption.lines.join(' '))).toEqual([
      'Dear Anna,',
      'I will come on Tuesday',
    ]);
    const joined = after(before, { kind: 'merge', utterance: 1 }, correct(0, 'Dear Anna,'), {
      kind: 'revert',
      utterance: 1,
    });
    expect(textOf(joined.utterances)).toBe('Dear Anna, I will come on Tuesday');
    expect(after(written, { kind: 'revert', utterance: 0 })).toEqual(before);
  });

  it('splits and joins to the same text', () => {
    const splitted = after(take, { kind: 'split', utterance: 0, word: 2 });
    expect(lines(splitted)).toHaveLength(3);
    expect(textOf(splitted.utterances)).toBe(textOf(utterances));
    const joined = after(splitted, { kind: 'merge', utterance: 0 }, { kind: 'merge', utterance: 0 });
    expect(textOf(joined.utterances)).toBe(textOf(utterances));
    expect(lines(after(joined, { kind: 'revert', utterance: 0 }))).toEqual([textOf(utterances)]);
  });

  it('confirms the words that a shown word was made of', () => {
    const confirmed = after(take, { kind: 'confirm', utterance: 0, word: 1 });
    expect(confirmed.utterances[0]!.words.filter(({ confidence }) => confidence === 1).map(({ text }) => text)).toEqual(
      ['clime', 'comma'],
    );
  });
});

it('reverts whatever was done to what was heard', () => {
  const edit: fc.Arbitrary<TakeEdit> = fc.oneof(
    fc.record({
      kind: fc.constant('correct' as const),
      utterance: fc.nat(3),
      text: fc.constantFrom('', 'a b', 'a\nb'),
    }),
    fc.record({ kind: fc.constant('split' as const), utterance: fc.nat(3), word: fc.integer({ min: 1, max: 3 }) }),
    fc.record({ kind: fc.constant('merge' as const), utterance: fc.nat(3) }),
    fc.record({ kind: fc.constant('confirm' as const), utterance: fc.nat(3), word: fc.nat(3) }),
    fc.record({ kind: fc.constant('revert' as const), utterance: fc.nat(3) }),
  );
  const inOrder = ({ startSeconds, endSeconds }: Utterance): boolean => startSeconds <= endSeconds;
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
      const take = takeWith({ utterances: heardLines });
      let edited = take;
      for (const each of edits) {
        const next = editTake(edited, each);
        if (next.ok) edited = Take.parse(next.value);
      }
      expect(edited.utterances.every(inOrder)).toBe(true);
      expect(after(edited, { kind: 'revert', utterance: null })).toEqual(take);
    }),
  );
});
