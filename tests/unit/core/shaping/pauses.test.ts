import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { textOf } from '../../../../src/contract/shownText';
import { liftedPhrases } from '../../../../src/core/shaping/liftedPhrases';
import { shapeAll, shapeFinal, shapePartial } from '../../../../src/core/shaping/shape';
import { shown, utterancesOf } from '../../../support/shaping';

describe('a pause', () => {
  it('ends the sentence, and a long one the paragraph', () => {
    expect(shown('it rained |1.5 we stayed in |4 then we went')).toBe('It rained. We stayed in.\n\nThen we went');
  });

  it('is no end of a sentence where it is short, and nothing at all where that is switched off', () => {
    expect(shown('it rained | and we stayed in')).toBe('It rained and we stayed in');
    expect(shown('it rained |1.5 we stayed in |4 then we went', { sentences: false })).toBe(
      'It rained we stayed in then we went',
    );
  });

  it('sets no mark beside one that was said', () => {
    expect(shown('it rained question mark |1.5 yes comma |1.5 it did')).toBe('It rained? Yes, it did');
    expect(shown('open quote yes close quote |1.5 she said')).toBe('“Yes”. She said');
    expect(shown('well dash |1.5 no')).toBe('Well – no');
  });

  it('gives way to a mark that is said behind it', () => {
    expect(shown('it rained |1.5 comma and we stayed')).toBe('It rained, and we stayed');
    expect(shown('it rained |4 exclamation mark we stayed')).toBe('It rained! We stayed');
    expect(shown('it rained |1.5 full stop |1.5 yes')).toBe('It rained. Yes');
  });

  it('takes nothing from a break that was said, and needs something to end', () => {
    expect(shown('dear anna |1.5 new line thank you |1.5 new paragraph yours |1.5')).toBe(
      'Dear anna.\nThank you.\n\nYours.',
    );
    expect(shown('new line |4 one')).toBe('One');
  });

  it('leaves "scratch that" what it takes back', () => {
    expect(shown('it rained |1.5 we went |1.5 scratch that |1.5 we stayed')).toBe('It rained. We stayed');
    expect(shown('it rained |1.5 we went |4 scratch that we stayed')).toBe('It rained.\n\nWe stayed');
  });

  it('ends the sentence before it where the utterance had ended for its length', () => {
    const [first, second] = utterancesOf('it rained |2 we stayed');
    const cut = { ...first!, endSeconds: first!.words.at(-1)!.endSeconds };
    const [before] = shapeAll(defaultShaping, [cut]);
    expect(textOf([before!])).toBe('It rained');
    expect(shapePartial(defaultShaping, [before!], { committed: 'we', unfinished: 'stayed' }, 2)).toEqual({
      committed: '. We',
      unfinished: ' stayed',
    });
    const { earlier, utterance } = shapeFinal(defaultShaping, [before!], second!);
    expect(textOf([...earlier, utterance])).toBe('It rained. We stayed');
  });
});

const word = fc.constantFrom(...'hello we full stop comma new line open quote close cap i nine dash hyphen'.split(' '));
const utterance = fc.tuple(fc.constantFrom('', '1.5', '4'), fc.array(word, { minLength: 1, maxLength: 8 }));

describe('a partial text behind a pause', () => {
  it('is what the final text goes on from, unless a mark took the place of the full stop', () => {
    fc.assert(
      fc.property(fc.array(utterance, { minLength: 2, maxLength: 4 }), fc.nat(8), (parts, count) => {
        const said = utterancesOf(parts.map(([pause, words]) => `|${pause} ${words.join(' ')}`).join(' '));
        const [last, before] = [said.at(-1)!, shapeAll(defaultShaping, said.slice(0, -1))];
        const pause = last.words[0]!.startSeconds - before.at(-1)!.words.at(-1)!.endSeconds;
        const committed = last.words.slice(0, count).map(({ text }) => text);
        const partial = shapePartial(defaultShaping, before, { committed: committed.join(' '), unfinished: '' }, pause);
        if (partial.committed === '') return;
        const { earlier, utterance: final } = shapeFinal(defaultShaping, before, last);
        // A break at the end is for what follows: a text that ends there does without.
        const shown = (textOf(before) + partial.committed).trimEnd();
        expect(textOf([...earlier, final]).startsWith(shown)).toBe(true);
      }),
    );
  });
});

describe('text behind pauses', () => {
  it('has no two spaces, no space before a mark, no two marks, and no break at its ends', () => {
    fc.assert(
      fc.property(fc.array(utterance, { maxLength: 5 }), (parts) => {
        const text = shown(parts.map(([pause, words]) => `|${pause} ${words.join(' ')}`).join(' '));
        expect(text).not.toMatch(/ {2}| [,.;:]|[,.;:][,.;:]|\n{3}|^\s|\s$/u);
      }),
    );
  });
});

describe('"stop dictation"', () => {
  const asksToStop = (said: string): boolean => shapeFinal(defaultShaping, [], utterancesOf(said)[0]!).asksToStop;

  it('asks to stop and is not written, where nothing follows it', () => {
    expect(asksToStop('it rained stop dictation')).toBe(true);
    expect(shown('it rained | stop dictation')).toBe('It rained');
    expect(asksToStop('stop dictation now')).toBe(false);
    expect(asksToStop('say literal stop dictation')).toBe(false);
    expect(shown('stop dictation now')).toBe('Stop dictation now');
  });

  it('is shown as it was said until the utterance is over', () => {
    expect(shapePartial(defaultShaping, [], { committed: 'yes stop dictation', unfinished: '' })).toEqual({
      committed: 'Yes',
      unfinished: ' stop dictation',
    });
  });
});

describe('the phrases that the search prefers', () => {
  it('are long enough to be taken for nothing else, and none where commands are off', () => {
    const lifted = liftedPhrases(defaultShaping);
    expect(lifted).toEqual(expect.arrayContaining(['scratch that', 'exclamation mark', 'stop dictation']));
    expect(lifted.filter((phrase) => ['comma', 'at sign', 'new line', 'all caps'].includes(phrase))).toEqual([]);
    expect([...liftedPhrases({ ...defaultShaping, obeysCommands: false }), ...liftedPhrases(null)]).toEqual([]);
  });
});

describe('a word of the vocabulary', () => {
  const vocabulary = ['Memphis', 'Port Haven', 'iPhone', 'O’Neill', 'kubernetes', 'Jean-Luc', 'R&D'];

  it('is written as the user wrote it', () => {
    expect(shown("we left memphis for port haven with o'neill", { vocabulary })).toBe(
      'We left Memphis for Port Haven with O’Neill',
    );
    expect(shown('iphone full stop kubernetes and kubernetes', { vocabulary })).toBe(
      'iPhone. Kubernetes and kubernetes',
    );
    expect(shown('jean luc of r and d', { vocabulary })).toBe('Jean-Luc of R&D');
  });

  it('keeps the time of each of its words', () => {
    const [said] = utterancesOf('to port haven now jean luc');
    const { utterance: shaped } = shapeFinal({ ...defaultShaping, vocabulary }, [], said!);
    expect(shaped.shaped?.words.map(({ text, startSeconds, endSeconds }) => [text, startSeconds, endSeconds])).toEqual([
      ['To', 0, 0.5],
      ['Port', 0.5, 1],
      ['Haven', 1, 1.5],
      ['now', 1.5, 2],
      ['Jean-Luc', 2, 3],
    ]);
  });
});

describe('names of days and months', () => {
  it('have a capital wherever they stand', () => {
    expect(shown("come on monday or in january it may be friday's")).toBe(
      "Come on Monday or in January it may be Friday's",
    );
  });
});
