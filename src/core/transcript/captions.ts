import { defaultExport } from '../../contract/defaultExport';
import type { ExportOptions } from '../../contract/exporting';
import { shownWords } from '../../contract/shownText';
import type { Utterance, Word } from '../../contract/transcript';

/** One or two lines of text, shown together. Times are whole milliseconds from the start of the audio. */
export interface Caption {
  readonly startMilliseconds: number;
  readonly endMilliseconds: number;
  readonly lines: readonly string[];
}

export type CaptionRules = ExportOptions['captions'];

/** Limits that subtitle editors agree on (Netflix Timed Text Style Guide, English: 42 characters, two lines, 7 s, 5/6 s). */
export const captionLimits: CaptionRules = defaultExport.captions;

/**
 * Splits utterances into captions: in order, none overlapping another, each longer than nothing, and no longer than the limits
 * say. A caption never spans two utterances. A word that is longer than a line is cut.
 */
export function toCaptions(utterances: readonly Utterance[], rules: CaptionRules = captionLimits): Caption[] {
  const groups = wordsByUtterance(utterances).flatMap((words) =>
    groupWords(
      words.flatMap((word) => wordPieces(word, rules)),
      rules,
    ),
  );
  const captions: Caption[] = [];
  for (const [index, group] of groups.entries()) {
    const start = Math.max(startOf(group), captions.at(-1)?.endMilliseconds ?? 0);
    const next = groups[index + 1];
    const lines = breakLines(
      group.map((word) => word.text),
      rules,
    );
    const endMilliseconds = endWithin(start, [group, next], lines, rules);
    captions.push({ startMilliseconds: start, endMilliseconds, lines });
  }
  return captions;
}

/** Words of one caption; never empty. */
type Group = readonly [Word, ...Word[]];

/** Long enough to be read, where the next caption leaves room for that, and before its gap where the words leave that. */
function endWithin(
  start: number,
  [group, next]: readonly [Group, Group | undefined],
  lines: readonly string[],
  rules: CaptionRules,
): number {
  const { shortestMilliseconds, longestMilliseconds, gapMilliseconds, charactersPerSecond } = rules;
  const characters = lines.reduce((sum, line) => sum + lengthOf(line), 0);
  const reading = charactersPerSecond === null ? 0 : Math.ceil((characters / charactersPerSecond) * 1000);
  const wished = Math.max(shortestMilliseconds, reading);
  const room = next === undefined ? wished : Math.max(0, startOf(next) - gapMilliseconds - start);
  const end = Math.max(endOf(group), start + Math.min(wished, room), start + 1);
  const beforeGap = next === undefined ? end : Math.max(start + 1, Math.min(end, startOf(next) - gapMilliseconds));
  return Math.min(gapMilliseconds === 0 ? end : beforeGap, start + longestMilliseconds);
}

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
function wordPieces(word: Word, { lineCharacters }: CaptionRules): Word[] {
  const texts = word.text.split(/\s+/).flatMap((text) => cutToLines(text, lineCharacters));
  const share = (word.endSeconds - word.startSeconds) / texts.length;
  return texts.map((text, index) => {
    const startSeconds = word.startSeconds + index * share;
    return { ...word, text, startSeconds, endSeconds: startSeconds + share };
  });
}

function cutToLines(text: string, lineCharacters: number): string[] {
  const characters = Array.from(text);
  const count = Math.ceil(characters.length / lineCharacters);
  return Array.from({ length: count }, (_, index) => {
    const start = index * lineCharacters;
    return characters.slice(start, start + lineCharacters).join('');
  });
}

function groupWords(words: readonly Word[], rules: CaptionRules): Group[] {
  const groups: [Word, ...Word[]][] = [];
  for (const word of words) {
    const current = groups.at(-1);
    if (current && belongsTo(current, word, rules)) current.push(word);
    else {
      const [first, ...others] = current ? carriedOver(current, word, rules) : [];
      groups.push(first === undefined ? [word] : [first, ...others, word]);
    }
  }
  return groups;
}

/** Where a caption is full, the words behind its last mark go with those that follow, if it keeps most of its words; taken out of it. */
function carriedOver(group: [Word, ...Word[]], word: Word, rules: CaptionRules): Word[] {
  const cut = group.findLastIndex(({ text }) => breakCost(text) < unmarked) + 1;
  const [first, ...others] = group.slice(cut);
  const isWorthIt = first !== undefined && 2 * cut >= group.length && belongsTo([first, ...others], word, rules);
  return isWorthIt ? group.splice(cut) : [];
}

function belongsTo(group: Group, word: Word, rules: CaptionRules): boolean {
  if (toMilliseconds(word.startSeconds) - endOf(group) >= rules.pauseMilliseconds) return false;
  if (toMilliseconds(word.endSeconds) - startOf(group) > rules.longestMilliseconds) return false;
  const texts = [...group, word].map(({ text }) => text);
  return isFitting(breakLines(texts, rules), rules);
}

const lengthOf = (line: string): number => Array.from(line).length;

const isFitting = (lines: readonly string[], { lineCharacters }: CaptionRules): boolean =>
  lines.every((line) => lengthOf(line) <= lineCharacters);

/** One line where it fits, else two: broken at a mark where both fit, of a sentence first, and else as equal as the words allow. */
function breakLines(words: readonly string[], rules: CaptionRules): string[] {
  const whole = words.join(' ');
  if (words.length < 2 || rules.lines === 1 || isFitting([whole], rules)) return [whole];
  let best: string[] = [];
  let bestCost = Infinity;
  for (let split = 1; split < words.length; split += 1) {
    const lines = [words.slice(0, split).join(' '), words.slice(split).join(' ')];
    const width = Math.max(...lines.map(lengthOf));
    const cost = width + rules.lineCharacters * (isFitting(lines, rules) ? breakCost(words[split - 1]!) : unfitting);
    if (cost < bestCost) [best, bestCost] = [lines, cost];
  }
  return best;
}

/** What the end of a line costs where no mark is, in lines. */
const unmarked = 2;
/** What a line that is too long costs. */
const unfitting = 9;

/** How ill a line ends with a word, in lines. */
function breakCost(word: string): number {
  if (/[.?!…][”’"')\]]*$/u.test(word)) return 0;
  return /[,;:][”’"')\]]*$/u.test(word) ? 1 : unmarked;
}
