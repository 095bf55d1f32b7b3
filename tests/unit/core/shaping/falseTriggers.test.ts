import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { falseTriggers } from '../../../support/falseTriggers';

/** Read sentences, of which 120 hold a word that begins a command; see the notice beside the file. */
const sentences = readFileSync(join(__dirname, '../../../texts/sentences.txt'), 'utf8').trim().split('\n');

describe('read text', () => {
  it('is seldom taken for commands, even where it holds their words', () => {
    const unguarded = defaultShaping.commands.map(({ spoken, effect, text }) => ({ spoken, effect, text }));
    const taken = sentences.flatMap((sentence) => falseTriggers(sentence));
    const takenUnguarded = sentences.flatMap((sentence) => {
      return falseTriggers(sentence, { ...defaultShaping, commands: unguarded });
    });
    // Every eighth of the 120; the most are periods of history.
    expect(taken.length).toBeLessThanOrEqual(16);
    expect(takenUnguarded.length).toBeGreaterThan(2 * taken.length);
  });

  it('is obeyed where a command is said behind it', () => {
    const obeyed = (phrase: string): number =>
      sentences.filter((sentence) => falseTriggers(`${sentence} ${phrase}`).at(-1) === phrase).length /
      sentences.length;
    for (const phrase of ['comma', 'full stop', 'question mark', 'new paragraph', 'scratch that']) {
      expect(obeyed(phrase)).toBeGreaterThan(0.99);
    }
    expect(obeyed('period')).toBeGreaterThan(0.95);
  });
});
