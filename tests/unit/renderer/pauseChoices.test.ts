import { describe, expect, it } from 'vitest';

import { paragraphChoices, sentenceChoices, withSentencePause } from '../../../src/renderer/pauseChoices';

const pauses = (sentencePauseSeconds: number, paragraphPauseSeconds: number) => ({
  sentencePauseSeconds,
  paragraphPauseSeconds,
});
const labels = (choices: readonly { readonly label: string }[]): string[] => choices.map(({ label }) => label);

describe('the choice of pauses', () => {
  it('has no paragraph that begins sooner than a sentence ends', () => {
    expect(labels(paragraphChoices(pauses(1, 3)))).toEqual(['2 s', '3 s', '5 s', '10 s']);
    expect(labels(paragraphChoices(pauses(3, 5)))).toEqual(['5 s', '10 s']);
    for (const { value } of sentenceChoices(pauses(2, 3))) {
      const chosen = withSentencePause(pauses(2, 3), Number(value));
      expect(chosen.sentencePauseSeconds).toBe(Number(value));
      expect(chosen.paragraphPauseSeconds).toBeGreaterThan(chosen.sentencePauseSeconds);
    }
  });

  it('leaves the pause of a paragraph where it is longer already', () => {
    expect(withSentencePause(pauses(2, 10), 5)).toEqual(pauses(5, 10));
    expect(withSentencePause(pauses(5, 10), 1)).toEqual(pauses(1, 10));
  });

  it('keeps what a settings file says among the choices', () => {
    expect(labels(sentenceChoices(pauses(2.5, 4)))).toEqual(['1 s', '1.5 s', '2 s', '2.5 s', '3 s', '5 s']);
    expect(labels(paragraphChoices(pauses(2.5, 4)))).toEqual(['3 s', '4 s', '5 s', '10 s']);
    expect(labels(paragraphChoices(pauses(10, 10)))).toEqual(['10 s']);
  });
});
