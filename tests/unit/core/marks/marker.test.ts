import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { marks } from '../../../../src/core/marks/config';
import { Marker } from '../../../../src/core/marks/marker';
import type { TimedWord } from '../../../../src/core/marks/wordContext';
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
        const near = words.slice(from, at + model.sizes.after + 2);
        const silence = at + model.sizes.after + 2 < words.length ? 9 : 0.5;
        expect(marker.over(near, silence)(at - from)).toEqual(marker.over(words, 0.5)(at));
      }),
    );
  });

  it('gives the user’s own names their capital, with what they own, and changes no other', () => {
    const words = said("we climb kowry and kowry's stairs");
    const own = new Marker(model, ['kowry']);
    for (const at of [2, 4]) expect(own.over(words, 0.5)(at).isCapital).toBe(true);
    const others = said('we climb the stairs');
    for (const at of others.keys()) expect(own.over(others, 0.5)(at)).toEqual(marker.over(others, 0.5)(at));
  });

  it('does not see words across a gap of more than four seconds', () => {
    const words = said('we climb the stairs |4.1 and rest');
    const behind = words.slice(4);
    expect(marker.over(words, 0.5)(4)).toEqual(marker.over(behind, 0.5)(0));
  });

  it('hears the same wherever the words lie in time', () => {
    const words = said('we climb |0.5 the stairs');
    const later = words.map(({ text, startSeconds, endSeconds }) => {
      return { text, startSeconds: startSeconds + 64, endSeconds: endSeconds + 64 };
    });
    for (const at of words.keys()) expect(marker.over(later, 1)(at)).toEqual(marker.over(words, 1)(at));
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
    const { before, after, memory } = model.sizes;
    const rows = Array<number>(before + after).fill(1);
    const logits = new MarksNetwork(model).logits(rows, new Float32Array(timeCount), new Float32Array(memory));
    expect(logits).toHaveLength(marks.length + 1);
    expect(logits.every(Number.isFinite)).toBe(true);
  });

  it('keeps of before what each step leaves, and takes up the rest', () => {
    const network = new MarksNetwork(model);
    const steps = [
      { keep: Float32Array.of(0, 0.5, 1, 0.25), taken: Float32Array.of(1, 1, 1, 1) },
      { keep: Float32Array.of(1, 0.5, 0, 0.25), taken: Float32Array.of(-1, -1, -1, 0) },
    ];
    expect([...network.memoryOf(steps)]).toEqual([1, -0.25, -1, 0.1875]);
    expect([...network.memoryOf([])]).toEqual([0, 0, 0, 0]);
  });

  it('refuses weights that lack one', () => {
    expect(() => new MarksNetwork({ sizes: model.sizes, weights: new Map() })).toThrow('weight table is missing');
  });
});
