import { defaultShaping } from '../../src/contract/defaultShaping';
import { textOf } from '../../src/contract/shownText';
import type { Utterance } from '../../src/contract/transcript';
import type { HeardMark } from '../../src/core/shaping/heardMark';
import type { ShapingRules } from '../../src/core/shaping/rules';
import { shapeAll } from '../../src/core/shaping/shape';

/**
 * "dear anna comma | thank you" is two utterances. The first word begins at 0 s; each lasts 0.5 s, and a second passes between them. With
 * "|4" it is so many seconds, of which 1.2 belong to the utterance, as where one ends by its silence.
 */
export function utterancesOf(notation: string): Utterance[] {
  let time = 0;
  return notation.split(/(?=\|)/u).map((part, index, parts) => {
    const startSeconds = time;
    const words = part
      .replace(/^\|[\d.]*/u, '')
      .split(' ')
      .filter((text) => text !== '')
      .map((text) => ({ text, startSeconds: time, endSeconds: (time += 0.5), confidence: 0.8 }));
    const pauseSeconds = Number(/^\|([\d.]+)/u.exec(parts[index + 1] ?? '')?.[1] ?? 0);
    const endSeconds = time + Math.min(pauseSeconds, 1.2);
    time += pauseSeconds === 0 ? 1 : pauseSeconds;
    return { startSeconds, endSeconds, words };
  });
}

/** The text that is shown of what was said. */
export const shown = (notation: string, changes: Partial<ShapingRules> = {}): string =>
  textOf(shapeAll({ ...defaultShaping, ...changes }, utterancesOf(notation)));

/**
 * The same where marks are heard: "it rained. ^lagos" has a full stop behind its second word and a capital on its third. "+," before the first
 * word is the mark that it says the utterance before ends with.
 */
export function heardUtterancesOf(notation: string): Utterance[] {
  return utterancesOf(notation).map((utterance) => {
    const before = utterance.words.find(({ text }) => text.startsWith('+'))?.text.slice(1);
    const words = utterance.words
      .filter(({ text }) => !text.startsWith('+'))
      .map(({ text, ...word }) => {
        const mark = (/[,.?]$/u.exec(text)?.[0] ?? '') as HeardMark;
        const said = { ...word, text: text.replace(/^\^|[,.?]$/gu, ''), mark };
        return text.startsWith('^') ? { ...said, isCapital: true as const } : said;
      });
    return { ...utterance, words, ...(before !== undefined && { markBefore: before as HeardMark }) };
  });
}

/** The text that is shown of what was heard with its marks. */
export const shownHeard = (notation: string, changes: Partial<ShapingRules> = {}): string =>
  textOf(shapeAll({ ...defaultShaping, ...changes }, heardUtterancesOf(notation)));
