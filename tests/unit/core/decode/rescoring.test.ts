import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { BeamSearchDecoder } from '../../../../src/core/decode/beamSearch';
import { exhaustiveOptions } from '../../../../src/core/decode/beamSearchOptions';
import { noScorer } from '../../../../src/core/decode/scorer';
import type { TextScorer } from '../../../../src/core/decode/textScorer';
import { posteriors } from '../../../support/ctc';
import { alphabet, rows } from '../../../support/shortAlphabet';

/** “a b”, or a little less likely “a a”. */
const sound = posteriors([
  [90, 4, 1, 5],
  [1, 1, 96, 2],
  [45, 50, 1, 4],
]);

function decoderWith(textScorer: TextScorer | null, options = exhaustiveOptions): BeamSearchDecoder {
  const confidenceOf = ({ agreement }: { readonly agreement: number }): number => agreement;
  return new BeamSearchDecoder(alphabet, noScorer, options, { textScorer, confidenceOf });
}

function heard(decoder: BeamSearchDecoder): { text: string; confidences: number[] } {
  for (const step of sound) decoder.step(step);
  const words = decoder.finish();
  return { text: words.map(({ text }) => text).join(' '), confidences: words.map(({ confidence }) => confidence) };
}

/** Texts that it was asked about, and what it gives a text. */
function scorerOf(gainOf: (text: string) => number): TextScorer & { readonly asked: string[][] } {
  const asked: string[][] = [];
  return {
    asked,
    gains: (texts) => {
      asked.push(texts.map((words) => words.join(' ')));
      return texts.map((words) => gainOf(words.join(' ')));
    },
  };
}

describe('BeamSearchDecoder with a judge of texts', () => {
  it('finds the text that sound and judge together find best', () => {
    expect(heard(decoderWith(null)).text).toBe('a b');
    expect(heard(decoderWith(scorerOf((text) => (text === 'a a' ? 0.05 : 0)))).text).toBe('a b');
    expect(heard(decoderWith(scorerOf((text) => (text === 'a a' ? 1 : 0)))).text).toBe('a a');
  });

  it('is surer of a word the more the judge speaks for it', () => {
    const sure = heard(decoderWith(scorerOf((text) => (text === 'a b' ? 3 : 0)))).confidences[1]!;
    expect(sure).toBeGreaterThan(heard(decoderWith(null)).confidences[1]! + 0.2);
  });

  it('asks about each text once, with the words that are committed', () => {
    const scorer = scorerOf(() => 0);
    heard(decoderWith(scorer, { ...exhaustiveOptions, commitAfterTimesteps: 1 }));
    const [asked] = scorer.asked;
    expect(new Set(asked).size).toBe(asked?.length);
    expect(asked?.every((text) => text === text.trim())).toBe(true);
    expect(asked?.length).toBeLessThanOrEqual(32);
  });

  it('changes nothing where it says the same of all', () => {
    fc.assert(
      fc.property(rows(6), (weights) => {
        const words = [decoderWith(null), decoderWith(scorerOf(() => -2))].map((decoder) => {
          for (const step of posteriors(weights)) decoder.step(step);
          return decoder.finish().map(({ text }) => text);
        });
        expect(words[1]).toEqual(words[0]);
      }),
    );
  });
});
