import { defaultShaping } from '../../contract/defaultShaping';
import type { Settings } from '../../contract/settings';
import type { SpokenCommand } from '../../contract/shaping';
import { readTerm } from '../../contract/vocabularyTerm';

/** As many as the settings hold. */
const mostTerms = 2000;
const mostCommands = 200;

/**
 * The settings that came with an archive, with the words and the phrases of now, which took somebody time: of the same word or phrase
 * that of now stays. A list of commands that nobody changed gives way to the one that came.
 */
export function broughtSettings(now: Settings, brought: Settings): Settings {
  const isOwn = JSON.stringify(now.shaping.commands) !== JSON.stringify(defaultShaping.commands);
  const phrase = (each: SpokenCommand): string => each.spoken;
  const commands = isOwn
    ? joined(now.shaping.commands, brought.shaping.commands, phrase).slice(0, mostCommands)
    : brought.shaping.commands;
  const written = (entry: string): string => readTerm(entry).written.toLowerCase();
  return {
    ...brought,
    vocabulary: joined(now.vocabulary, brought.vocabulary, written).slice(0, mostTerms),
    shaping: { ...brought.shaping, commands },
  };
}

function joined<Item>(first: readonly Item[], second: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const known = new Set(first.map(keyOf));
  return [...first, ...second.filter((item) => !known.has(keyOf(item)))];
}
