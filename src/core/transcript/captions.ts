import { shownWords } from '../../contract/shownText';
import type { Utterance, Word } from '../../contract/transcript';

/** One or two lines of text, shown together. Times are whole milliseconds from the start of the audio. */
export interface Caption {
  readonly startMilliseconds: number;
  readonly endMilliseconds: number;
  readonly lines: readonly string[];
}

/** Limits that subtitle editors agree on (Netflix Timed Text Style Guide, English: 42 characters, two lines, 7 s, 5/6 s). */
export const captionLimits = {
  lineCharacters: 42,
  lines: 2,
  longestMilliseconds: 7000,
  shortestMilliseconds: 833,
  /** A silence this long ends a caption. */
  pauseMilliseconds: 1500,
} as const;

/**
 * Splits utterances into captions: in order, none overlapping another, each longer than nothing, and no longer than the limits
 * say. A caption never spans two utterances. A word that is longer than a line is cut.
 */
export function toCaptions(utterances: readonly Utterance[]): Caption[] {
  const groups = wordsByUtterance(utterances).flatMap((words) => groupWords(words.flatMap(wordPieces)));
  const captions: Caption[] = [];
  for (const [index, group] of groups.entries()) {
    const start = Math.max(startOf(group), captions.at(-1)?.endMilliseconds ?? 0);
    const next = groups[index + 1];
    const room = next ? Math.max(0, startOf(next) - start) : captionLimits.shortestMilliseconds;
    const end = Math.max(endOf(group), start + Math.min(captionLimits.shortestMilliseconds, room), start + 1);
    captions.push({
      startMilliseconds: start,
      endMilliseconds: Math.min(end, start + captionLimits.longestMilliseconds),
      lines: breakLines(group.map((word) => word.text)),
    });
  }
  return captions;
}

/** Words of one caption; never empty. */
type Group = readonly [Word, ...Word[]];

const toMilliseconds = (seconds: number): number => Math.round(seconds * 1000);
const startOf = (group: Group): number => toMilliseconds(group[0].startSeconds);
const endOf = (group: Group): number => toMilliseconds((group.at(-1) ?? group[0]).endSeconds);

/** A mark that was said after a pause goes back to the word before it. */
function wordsByUtterance(utterances: readonly Utterance[]): Word[][] {
  const lists: Word[][] = [];
  for (const utterance of utterances) {
    const [first, ...others] = shownWords(utterance);
    if (first === undefined) continue;
    const previous = lists.findLast((list) => list.length > 0);
    const last = previous?.at(-1);
    const isMark = previous !== undefined && last !== undefined && utterance.shaped?.words[0]?.before === '';
    if (isMark) previous[previous.length - 1] = { ...last, text: last.text + first.text };
    lists.push(isMark ? others : [first, ...others]);
  }
  return lists;
}

/** A word as a user's correction may have left it: without white space, and cut where it is longer than a line. Pieces share its time. */
function wordPieces(word: Word): Word[] {
  const texts = word.text.split(/\s+/).flatMap(cutToLines);
  const share = (word.endSeconds - word.startSeconds) / texts.length;
  return texts.map((text, index) => {
    const startSeconds = word.startSeconds + index * share;
    return { ...word, text, startSeconds, endSeconds: startSeconds + share };
  });
}

function cutToLines(text: string): string[] {
  const characters = Array.from(text);
  const count = Math.ceil(characters.length / captionLimits.lineCharacters);
  return Array.from({ length: count }, (_, index) => {
    const start = index * captionLimits.lineCharacters;
    return characters.slice(start, start + captionLimits.lineCharacters).join('');
  });
}

function groupWords(words: readonly Word[]): Group[] {
  const groups: [Word, ...Word[]][] = [];
  for (const word of words) {
    const current = groups.at(-1);
    if (current && belongsTo(current, word)) current.push(word);
    else groups.push([word]);
  }
  return groups;
}

function belongsTo(group: Group, word: Word): boolean {
  if (toMilliseconds(word.startSeconds) - endOf(group) >= captionLimits.pauseMilliseconds) return false;
  if (toMilliseconds(word.endSeconds) - startOf(group) > captionLimits.longestMilliseconds) return false;
  return isFitting(breakLines([...group, word].map(({ text }) => text)));
}

const lengthOf = (line: string): number => Array.from(line).length;

const isFitting = (lines: readonly string[]): boolean =>
  lines.every((line) => lengthOf(line) <= captionLimits.lineCharacters);

/** One line where it fits, else two that are as equal as the words allow. */
function breakLines(words: readonly string[]): string[] {
  const whole = words.join(' ');
  if (words.length < 2 || isFitting([whole])) return [whole];
  let best: string[] = [];
  let bestWidth = Infinity;
  for (let split = 1; split < words.length; split += 1) {
    const lines = [words.slice(0, split).join(' '), words.slice(split).join(' ')];
    const width = Math.max(...lines.map(lengthOf));
    if (width < bestWidth) [best, bestWidth] = [lines, width];
  }
  return best;
}
