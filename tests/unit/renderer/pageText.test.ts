import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../src/contract/defaultShaping';
import { shapeAll } from '../../../src/core/shaping/shape';
import { heardPieces, paragraphsOf, pieceKeeper, settledPieces } from '../../../src/renderer/pageText';
import { collectGarbage } from '../../../src/worker/collectGarbage';
import { utterancesOf } from '../../support/shaping';

/** "settled^heard so far~may change" a paragraph. */
const page = (...parameters: Parameters<typeof paragraphsOf>): string[] =>
  paragraphsOf(...parameters).map(
    ({ settled, heard, unfinished }) =>
      settled + (heard === '' ? '' : `^${heard}`) + (unfinished === '' ? '' : `~${unfinished}`),
  );
const nothing = { committed: '', unfinished: '' };
const shaped = (notation: string) => shapeAll(defaultShaping, utterancesOf(notation));

describe('paragraphsOf', () => {
  it('gives each utterance that is shown as it was heard one of its own', () => {
    expect(page(utterancesOf('one two | three'), { committed: 'four', unfinished: 'fi' })).toEqual([
      'one two',
      'three',
      '^four ~fi',
    ]);
    expect(page([], { committed: '', unfinished: 'o' })).toEqual(['~o']);
  });

  it('lets shaped text run on, with the breaks that were asked for', () => {
    const text = shaped('one | two new line three | new paragraph four');
    expect(page(text, nothing)).toEqual(['One two\nThree', 'Four']);
    const partial = { ...nothing, shaped: { committed: ' five\n\nSix', unfinished: ' seven\n\nEight' } };
    expect(page(text, partial)).toEqual(['One two\nThree', 'Four^ five', '^Six~ seven', '~Eight']);
  });

  it('keeps a place for the first word after a break', () => {
    expect(page(shaped('one new paragraph'), nothing)).toEqual(['One', '']);
    expect(page(shaped('one new line'), nothing)).toEqual(['One\n']);
    expect(page(shaped('one new line'), { ...nothing, shaped: nothing })).toEqual(['One\n']);
  });
});

describe('settledPieces', () => {
  /** "one [two]" : the word in brackets is uncertain. */
  const marked = (utterances: Parameters<typeof settledPieces>[0], partial = nothing): string[] =>
    settledPieces(utterances, paragraphsOf(utterances, partial)).map((pieces) =>
      pieces.map(({ text, isUncertain }) => (isUncertain ? `[${text}]` : text)).join(''),
    );
  const doubt = (utterances: Parameters<typeof settledPieces>[0], ...words: string[]) =>
    utterances.map((utterance) => {
      const weigh = <Word extends { text: string }>(word: Word): Word => ({
        ...word,
        confidence: words.includes(word.text) ? 0.1 : 0.9,
      });
      const { shaped: own } = utterance;
      return {
        ...utterance,
        words: utterance.words.map(weigh),
        ...(own && { shaped: { ...own, words: own.words.map(weigh) } }),
      };
    });

  it('marks what the recognizer was not sure of, and nothing else', () => {
    expect(marked(doubt(utterancesOf('one two one | one three'), 'two', 'three'))).toEqual([
      'one [two] one',
      'one [three]',
    ]);
    const text = doubt(shaped('one two new paragraph two new line'), 'two', 'Two');
    expect(marked(text)).toEqual(['One [two]', '[Two]\n']);
  });

  it('holds the whole text of each paragraph', () => {
    const text = doubt(shaped('one new paragraph new paragraph two | three new paragraph'), 'two');
    const paragraphs = paragraphsOf(text, nothing);
    const whole = settledPieces(text, paragraphs).map((pieces) => pieces.map((piece) => piece.text).join(''));
    expect(whole).toEqual(paragraphs.map(({ settled }) => settled));
  });
});

describe('heardPieces', () => {
  it('marks letters that are no word', () => {
    const partial = { committed: 'so thehamwas', unfinished: 'he', unlisted: ['thehamwas'] };
    const [{ heard } = { heard: '' }] = paragraphsOf([], partial);
    expect(heardPieces(heard, partial)).toEqual([
      { text: 'so ', isUncertain: false },
      { text: 'thehamwas', isUncertain: true },
      { text: ' ', isUncertain: false },
    ]);
  });
});

describe('pieceKeeper', () => {
  const utterance = (n: number) => {
    const words = [0, 1].map((place) => ({
      text: `${String(n)}${'abcdefgh'.repeat(30)}${String(place)}`,
      startSeconds: n + place / 2,
      endSeconds: n + place / 2,
      confidence: 1,
    }));
    return { startSeconds: n, endSeconds: n + 1, words };
  };

  it('gives what has not changed as it was', () => {
    const keep = pieceKeeper();
    const of = (count: number) => {
      const utterances = Array.from({ length: count }, (_, n) => utterance(n));
      return keep(settledPieces(utterances, paragraphsOf(utterances, nothing)));
    };
    const [before, now] = [of(2), of(3)];
    expect(now).toHaveLength(3);
    expect(
      now
        .slice(0, 2)
        .flat()
        .every((piece, index) => piece === before.flat()[index]),
    ).toBe(true);
    expect(keep([[{ text: 'other', isUncertain: true }]])).toEqual([[{ text: 'other', isUncertain: true }]]);
  });

  it('keeps no text of the page from before, of which the pieces were cut', () => {
    const keep = pieceKeeper();
    const utterances: ReturnType<typeof utterance>[] = [];
    const shown: string[] = [];
    const used = (): number => {
      collectGarbage();
      return process.memoryUsage().heapUsed / 2 ** 20;
    };
    const before = used();
    for (let n = 0; n < 400; n += 1) {
      utterances.push(utterance(n));
      const pieces = keep(settledPieces(utterances, paragraphsOf(utterances, nothing)));
      // As an element of the page holds what was first written into it.
      shown.push(pieces.at(-1)?.[0]?.text ?? '');
    }
    expect(shown).toHaveLength(400);
    // Of each of the 400 pages, 200 KB at the end, there would be 40 MB.
    expect(used() - before).toBeLessThan(10);
  });
});
