import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { BeamSearchDecoder } from '../../../../src/core/decode/beamSearch';
import { defaultBeamSearchOptions } from '../../../../src/core/decode/beamSearchOptions';
import type { DecodedWord } from '../../../../src/core/decode/decoder';
import { noScorer } from '../../../../src/core/decode/scorer';
import { posteriors } from '../../../support/ctc';
import { alphabet, rows, script } from '../../../support/shortAlphabet';

describe('BeamSearchDecoder, before the end', () => {
  it('never changes a committed word, and ends with them', () => {
    const options = { ...defaultBeamSearchOptions, beamWidth: 8, commitMargin: 3, commitAfterTimesteps: 12 };
    fc.assert(
      fc.property(rows(150), (weights) => {
        const decoder = new BeamSearchDecoder(alphabet, noScorer, options);
        let committed: unknown[] = [];
        for (const step of posteriors(weights)) {
          decoder.step(step);
          const now = decoder.partial().committed;
          expect(now.slice(0, committed.length)).toEqual(committed);
          committed = [...now];
        }
        expect(decoder.finish().slice(0, committed.length)).toEqual(committed);
      }),
      { numRuns: 40 },
    );
  });

  it('says which committed words there are none such of, and of the same words so at the end', () => {
    const options = { ...defaultBeamSearchOptions, commitMargin: Infinity, commitAfterTimesteps: 3 };
    const decoder = new BeamSearchDecoder(alphabet, noScorer, options, { isListed: (word) => word !== 'ab' });
    for (const step of script('a _ab_ _b_ ___________________')) decoder.step(step);
    const told = (words: readonly DecodedWord[]): string[] =>
      words.map(({ text, isUnlisted = false }) => (isUnlisted ? `${text}?` : text));
    expect(told(decoder.partial().committed)).toEqual(['a', 'ab?', 'b']);
    expect(told(decoder.finish())).toEqual(['a', 'ab?', 'b']);
  });

  it('changes nothing when asked for a partial transcript', () => {
    fc.assert(
      fc.property(rows(60), (weights) => {
        const [asked, left] = [true, false].map((asks) => {
          const decoder = new BeamSearchDecoder(alphabet, noScorer, { ...defaultBeamSearchOptions, beamWidth: 6 });
          for (const step of posteriors(weights)) {
            decoder.step(step);
            if (asks) decoder.partial();
          }
          return decoder.finish();
        });
        expect(asked).toEqual(left);
      }),
      { numRuns: 40 },
    );
  });

  it('shows no word that the best text has not had all the while', () => {
    const options = {
      ...defaultBeamSearchOptions,
      beamWidth: 8,
      commitAfterTimesteps: Infinity,
      commitMargin: Infinity,
    };
    const showing = { showAfterTimesteps: 4, showUnclosedAfterTimesteps: 6 };
    fc.assert(
      fc.property(rows(80), (weights) => {
        const restless = new BeamSearchDecoder(alphabet, noScorer, {
          ...options,
          showAfterTimesteps: 1,
          showUnclosedAfterTimesteps: 1,
        });
        const steady = new BeamSearchDecoder(alphabet, noScorer, { ...options, ...showing });
        let history: string[][] = [];
        let committed = 0;
        for (const step of posteriors(weights)) {
          restless.step(step);
          steady.step(step);
          // What all prefixes of a narrow beam share is committed, and begins the best text no more.
          if (steady.partial().committed.length > committed) history = [];
          committed = steady.partial().committed.length;
          history.push(restless.partial().unfinished.map(({ text }) => text));
          const shown = steady.partial().unfinished.map(({ text }) => text);
          for (const best of history.slice(-showing.showAfterTimesteps))
            expect(best.slice(0, shown.length)).toEqual(shown);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('shows a word some timesteps after the space behind it, or when no letter has come for long', () => {
    const options = { ...defaultBeamSearchOptions, showAfterTimesteps: 3, showUnclosedAfterTimesteps: 5 };
    const decoder = new BeamSearchDecoder(alphabet, noScorer, options);
    const shown = script('a_b_ ___a_______').map((step) => {
      decoder.step(step);
      return decoder
        .partial()
        .unfinished.map(({ text }) => text)
        .join(' ');
    });
    expect(shown.lastIndexOf('')).toBe(5);
    expect(shown.slice(6, 12)).toEqual(Array.from({ length: 6 }, () => 'ab'));
    expect(shown.slice(12)).toEqual(Array.from({ length: 4 }, () => 'ab a'));
  });
});
