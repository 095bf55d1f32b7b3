import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { marks } from '../../../../src/core/marks/config';
import { Marker, type TimedWord } from '../../../../src/core/marks/marker';
import { MarksNetwork } from '../../../../src/core/marks/marksNetwork';
import { timeCount, timeNumbers } from '../../../../src/core/marks/timeNumbers';
import { fnv, WordRows } from '../../../../src/core/marks/wordRows';
import { smallMarksModel } from '../../../support/marks';

const model = smallMarksModel();
const marker = new Marker(model);

/** "we |0.3 climb" : words with the pauses before them, each 0.2 s long. */
function said(text: string): TimedWord[] {
  const words: TimedWord[] = [];
  let [now, pause] = [0, 0.05];
  for (const token of text.split(' ')) {
    if (token.startsWith('|')) pause = Number(token.slice(1));
    else {
      now += pause;
      words.push({ text: token, startSeconds: now, endSeconds: (now += 0.2) });
      pause = 0.05;
    }
  }
  return words;
}

const anyWords = fc
  .array(fc.tuple(fc.constantFrom(...model.words, 'unheard'), fc.double({ min: 0, max: 3, noNaN: true })), {
    minLength: 1,
    maxLength: 20,
  })
  .map((parts) => said(parts.map(([word, pause]) => `|${pause.toFixed(3)} ${word}`).join(' ')));

describe('Marker', () => {
  it('sees no further than its words before and behind', () => {
    fc.assert(
      fc.property(anyWords, fc.nat(), (words, place) => {
        const at = place % words.length;
        const from = Math.max(0, at - marker.wordsBefore);
        const near = words.slice(from, at + marker.wordsAfter + 2);
        const silence = at + marker.wordsAfter + 2 < words.length ? 9 : 0.5;
        expect(marker.markOf(near, at - from, silence)).toEqual(marker.markOf(words, at, 0.5));
      }),
    );
  });

  it('gives the user’s own names their capital, with what they own, and changes no other', () => {
    const words = said("we climb kowry and kowry's stairs");
    const own = new Marker(model, ['kowry']);
    for (const at of [2, 4]) expect(own.markOf(words, at, 0.5).isCapital).toBe(true);
    const others = said('we climb the stairs');
    for (const at of others.keys()) expect(own.markOf(others, at, 0.5)).toEqual(marker.markOf(others, at, 0.5));
  });

  it('does not see words across a gap of more than four seconds', () => {
    const words = said('we climb the stairs |4.1 and rest');
    const behind = words.slice(4);
    expect(marker.markOf(words, 4, 0.5)).toEqual(marker.markOf(behind, 0, 0.5));
  });

  it('hears the same wherever the words lie in time', () => {
    const words = said('we climb |0.5 the stairs');
    const later = words.map(({ text, startSeconds, endSeconds }) => {
      return { text, startSeconds: startSeconds + 64, endSeconds: endSeconds + 64 };
    });
    for (const at of words.keys()) expect(marker.markOf(later, at, 1)).toEqual(marker.markOf(words, at, 1));
  });
});

describe('a row of the table', () => {
  const rows = new WordRows(model);

  it('is the own one of a word of the list, and that of names for a known name', () => {
    expect(rows.rowOf(model.words[0]!)).toBe(3 + model.sizes.endings);
    expect(rows.rowOf(model.names[0]!)).toBe(2);
  });

  it('is that of the last three letters for others', () => {
    expect(rows.rowOf('unheard')).toBe(rows.rowOf('board'));
    expect(rows.rowOf('unheard')).toBe(3 + (fnv('ard') % model.sizes.endings));
  });

  it('comes from the published hash', () => {
    expect(fnv('')).toBe(0x811c9dc5);
    expect(fnv('a')).toBe(0xe40c292c);
    expect(fnv('foobar')).toBe(0xbf9cf968);
  });
});

describe('the numbers of times', () => {
  it('are nothing where nothing is known', () => {
    expect([...timeNumbers(() => null, 0.07)]).toEqual(Array<number>(timeCount).fill(0));
  });

  it('stay within bounds for any pause', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (pause, rate) => {
          for (const value of timeNumbers(() => pause, rate)) expect(Math.abs(value)).toBeLessThanOrEqual(5);
        },
      ),
    );
  });
});

describe('MarksNetwork', () => {
  it('gives a logit for each mark and one for the capital', () => {
    const { before, after } = model.sizes;
    const logits = new MarksNetwork(model).logits(Array<number>(before + after).fill(1), new Float32Array(timeCount));
    expect(logits).toHaveLength(marks.length + 1);
    expect(logits.every(Number.isFinite)).toBe(true);
  });

  it('refuses weights that lack one', () => {
    expect(() => new MarksNetwork({ sizes: model.sizes, weights: new Map() })).toThrow('weight table is missing');
  });
});
