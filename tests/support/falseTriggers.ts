import { defaultShaping } from '../../src/contract/defaultShaping';
import type { Shaping } from '../../src/contract/shaping';
import { CommandReader } from '../../src/core/shaping/commandReader';

/** The phrases of a sentence that nobody meant as commands, and that are taken for some. */
export function falseTriggers(sentence: string, shaping: Shaping = defaultShaping): string[] {
  const words = sentence.split(' ').filter((word) => word !== '');
  const reader = new CommandReader({ ...shaping, numbers: 'words' });
  return [...reader.push(words), ...reader.finish()].flatMap((token) => {
    const isPlain = token.kind === 'word' && token.casing === 'as said' && token.to - token.from === 1;
    return isPlain ? [] : [words.slice(token.from, token.to).join(' ')];
  });
}
