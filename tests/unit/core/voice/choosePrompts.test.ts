import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { choosePrompts } from '../../../../src/core/voice/choosePrompts';

const bundled = readFileSync(join(__dirname, '../../../../resources/prompts/english.txt'), 'utf8').trim().split('\n');
const wishes = { recorded: [], vocabulary: [], count: 8 };
const pairsIn = (texts: readonly string[]): number =>
  new Set(texts.flatMap((text) => Array.from(text.slice(1), (letter, index) => text.charAt(index) + letter))).size;

describe('choosePrompts', () => {
  it('covers more pairs of letters than the first sentences of the list do', () => {
    expect(pairsIn(choosePrompts(bundled, wishes))).toBeGreaterThan(pairsIn(bundled.slice(0, 8)));
  });

  it('shows no sentence twice, nor one that was recorded', () => {
    const recorded = choosePrompts(bundled, wishes);
    const next = choosePrompts(bundled, { ...wishes, recorded, count: 20 });
    expect(new Set([...recorded, ...next]).size).toBe(28);
  });

  it('asks for every term of the vocabulary, those that no sentence holds in a sentence of their own', () => {
    const chosen = choosePrompts(bundled, { ...wishes, vocabulary: ['Kubernetes', 'breakfast'] }).join(' ');
    expect(chosen).toContain('Kubernetes');
    expect(chosen).toContain('breakfast');
  });

  it('ends with the sentences', () => {
    expect(choosePrompts(['One.', 'Two.'], wishes)).toHaveLength(2);
  });
});

it('asks nobody to read what has letters that are not heard', () => {
  const vocabulary = ['日本', 'Rosville'];
  const prompts = choosePrompts([], { recorded: [], vocabulary, count: 5 });
  expect(prompts).toEqual(['I wrote “Rosville” at the top of the page.']);
});
