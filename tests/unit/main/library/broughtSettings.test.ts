import { describe, expect, it } from 'vitest';

import { defaultSettings } from '../../../../src/contract/defaultSettings';
import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { Settings } from '../../../../src/contract/settings';
import type { SpokenCommand } from '../../../../src/contract/shaping';
import { broughtSettings } from '../../../../src/main/library/broughtSettings';

const writing = (spoken: string, text: string): SpokenCommand => ({ spoken, effect: 'write', text });
const withCommands = (...commands: SpokenCommand[]): Settings => ({
  ...defaultSettings,
  shaping: { ...defaultShaping, commands },
});
const commandsOf = ({ shaping }: Settings): readonly string[] => shaping.commands.map(({ text }) => text);

describe('broughtSettings', () => {
  it('adds the words that came to those of now, which stay', () => {
    const now = { ...defaultSettings, vocabulary: ['Kowalczyk = koval chick', 'Port Haven'] };
    const brought = { ...defaultSettings, theme: 'dark' as const, vocabulary: ['kowalczyk', 'Rosville'] };
    const settings = broughtSettings(now, brought);
    expect(settings.vocabulary).toEqual(['Kowalczyk = koval chick', 'Port Haven', 'Rosville']);
    expect(settings.theme).toBe('dark');
    expect(Settings.parse(settings)).toEqual(settings);
  });

  it('adds the phrases that came to a list that was changed, and takes their list for one that was not', () => {
    const brought = withCommands(writing('smile', ':-)'), writing('comma', ';'));
    expect(commandsOf(broughtSettings(withCommands(writing('comma', ',')), brought))).toEqual([',', ':-)']);
    expect(commandsOf(broughtSettings(defaultSettings, brought))).toEqual([':-)', ';']);
  });

  it('holds no more words than settings may', () => {
    const words = (letter: string): string[] => Array.from({ length: 1500 }, (_, index) => `${letter}${index}`);
    const settings = broughtSettings(
      { ...defaultSettings, vocabulary: words('a') },
      { ...defaultSettings, vocabulary: words('b') },
    );
    expect(settings.vocabulary).toHaveLength(2000);
  });
});
