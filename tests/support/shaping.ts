import { defaultShaping } from '../../src/contract/defaultShaping';
import type { Shaping } from '../../src/contract/shaping';
import { textOf } from '../../src/contract/shownText';
import type { Utterance } from '../../src/contract/transcript';
import { shapeAll } from '../../src/core/shaping/shape';

/** "dear anna comma | thank you" is two utterances. The first word begins at 0 s; each lasts 0.5 s, and a second passes between them. */
export function utterancesOf(notation: string): Utterance[] {
  let time = 0;
  return notation.split('|').map((part) => {
    const startSeconds = time;
    const words = part
      .split(' ')
      .filter((text) => text !== '')
      .map((text) => ({ text, startSeconds: time, endSeconds: (time += 0.5), confidence: 0.8 }));
    const endSeconds = time;
    time += 1;
    return { startSeconds, endSeconds, words };
  });
}

/** The text that is shown of what was said. */
export const shown = (notation: string, changes: Partial<Shaping> = {}): string =>
  textOf(shapeAll({ ...defaultShaping, ...changes }, utterancesOf(notation)));
