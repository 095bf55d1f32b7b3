import { describe, expect, it } from 'vitest';

import { namesIn } from '../../../../src/core/corpus/namesIn';

describe('namesIn', () => {
  it('finds the words that have a capital inside sentences, with what they own', () => {
    const text = 'We met Kowry in Port Haven. Then Kowry left, and Port Haven slept. It was Kowry’s house.';
    expect(namesIn([text])).toEqual(['haven', 'kowry', 'port']);
  });

  it('finds none of what begins a sentence, a line or a quotation, nor of titles', () => {
    expect(namesIn(['Rain fell. Rain fell again.\nRain fell: Rain, as she said: “Rain” and “Rain”.'])).toEqual([]);
    expect(namesIn(['# Our House On Hills\nThe Old House Of Rain\nThe Old House Of Rain'])).toEqual([]);
  });

  it('finds no word that is written small as well, or only once', () => {
    expect(namesIn(['he saw Bill pay the bill, and Bill went. We saw Anna.'])).toEqual([]);
  });

  it('finds no word with other capitals', () => {
    expect(namesIn(['we asked NATO and McKay, then NATO and McKay again, and I and I'])).toEqual([]);
  });

  it('counts over all texts', () => {
    expect(namesIn(['so Kowry came', 'and Kowry went'])).toEqual(['kowry']);
  });
});
