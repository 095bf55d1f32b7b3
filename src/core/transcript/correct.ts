import type { Shaped, ShapedWord, Utterance, Word } from '../../contract/transcript';
import { shapedOf } from './heard';

/**
 * The utterance as the user wrote it. Words that stay keep their times and confidence; a run of new words gets the time of the
 * words that it replaces, or where it replaces none the gap between its neighbours, in shares of equal length.
 *
 *     heard    we  [clime]      stairs
 *     written  we  climb  the   stairs      "climb the" shares the time of "clime"
 *
 * New words have confidence 1: the user is sure of them. The bounds of the utterance stay. Where shaped text is shown, that is what
 * the user wrote anew; of the words that were said, those change whose letters the user changed. Line breaks in text that was not
 * shaped make it shaped: words have none.
 */
export function correctUtterance(utterance: Utterance, text: string): Utterance {
  const { shaped: ownShaped, ...heard } = utterance;
  const shaped = ownShaped ?? (/\S\s*\n\s*\S/u.test(text) ? shapedOf(utterance) : undefined);
  if (shaped === undefined) return correctWords(utterance, text);
  const { words } = correctWords({ ...heard, words: shaped.words }, text);
  const said = correctSaid(lettersOf(shaped.words), lettersOf(words), heard.words);
  return { ...correctWords(heard, said.join(' ')), shaped: { ...shaped, words: separated(words, shaped, text) } };
}

/** The words with what the user wrote between them. */
function separated(words: readonly Word[], shaped: Shaped, text: string): ShapedWord[] {
  const gaps = [...text.matchAll(/(\s*)\S+/gu)].map(([, gap = '']) => gap.replace(/[^\n]/gu, ''));
  return words.map((word, index) => {
    if (index === 0) return { ...word, before: shaped.words[0]?.before ?? ' ' };
    const lines = gaps[index]?.length ?? 0;
    return { ...word, before: lines === 0 ? ' ' : lines === 1 ? '\n' : '\n\n' };
  });
}

/** As the recognizer would write them, but for figures. */
const lettersOf = (words: readonly Word[]): string[] =>
  words.flatMap(({ text }) => text.toLowerCase().split(/[^a-z0-9']+/u)).filter((word) => word !== '');

/**
 * What was said, after the words that the user saw became others: what stayed stays, and so does what was not to be seen, such as
 * commands. A word that is seen otherwise than it was said, such as 23 or USA, says nothing of the hearing, and neither does a figure
 * that is written for a word: where those are changed, what was said stays.
 */
function correctSaid(seen: readonly string[], written: readonly string[], said: readonly Word[]): string[] {
  const places = new Map(commonWords(said, seen).map(([heardAt, seenAt]) => [seenAt, heardAt]));
  const kept = commonWords(
    seen.map((text) => ({ text })),
    written,
  );
  // What stands at the beginning, and what stands in place of each said word.
  const changed = [[], ...said.map(({ text }) => [text])];
  let [seenFrom, writtenFrom] = [0, 0];
  for (const [seenAt, writtenAt] of [...kept, [seen.length, written.length] as const]) {
    const removed = range(seenFrom, seenAt).map((index) => places.get(index));
    const added = written.slice(writtenFrom, writtenAt);
    const isHearing = removed.every((place) => place !== undefined) && !added.some((text) => /\d/u.test(text));
    if (isHearing) {
      for (const place of removed) changed[place + 1]?.splice(0, 1);
      changed[placeBefore(seenFrom, places, said.length)]?.push(...added);
    }
    [seenFrom, writtenFrom] = [seenAt + 1, writtenAt + 1];
  }
  return changed.flat();
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

/** How many of the said words stand before the seen one `index`. */
function placeBefore(index: number, places: ReadonlyMap<number, number>, saidCount: number): number {
  if (index === 0) return 0;
  const before = places.get(index - 1);
  if (before !== undefined) return before + 1;
  const next = [...places].find(([seenAt]) => seenAt >= index);
  return next?.[1] ?? saidCount;
}

function correctWords(utterance: Utterance, text: string): Utterance {
  const written = text.split(/\s+/u).filter((word) => word !== '');
  const words: Word[] = [];
  let heardFrom = 0;
  let writtenFrom = 0;
  for (const [heardAt, writtenAt] of [...commonWords(utterance.words, written), end(utterance, written)]) {
    const gap = gapBetween(utterance, heardFrom, heardAt);
    words.push(...shareGap(written.slice(writtenFrom, writtenAt), gap));
    const kept = utterance.words[heardAt];
    const keptText = written[writtenAt];
    if (kept !== undefined && keptText !== undefined) words.push({ ...kept, text: keptText });
    heardFrom = heardAt + 1;
    writtenFrom = writtenAt + 1;
  }
  return { ...utterance, words };
}

type Pair = readonly [heard: number, written: number];

function end(utterance: Utterance, written: readonly string[]): Pair {
  return [utterance.words.length, written.length];
}

/** Places of a longest common subsequence of the words, letter case aside. */
export function commonWords(heard: readonly Pick<Word, 'text'>[], written: readonly string[]): readonly Pair[] {
  const isSame = (i: number, j: number): boolean => heard[i]?.text.toLowerCase() === written[j]?.toLowerCase();
  const width = written.length + 1;
  // lengths[i·width + j]: common words of heard[i…] and written[j…].
  const lengths = new Uint32Array((heard.length + 1) * width);
  const lengthAt = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = heard.length - 1; i >= 0; i -= 1) {
    for (let j = written.length - 1; j >= 0; j -= 1) {
      lengths[i * width + j] = isSame(i, j)
        ? lengthAt(i + 1, j + 1) + 1
        : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < heard.length && j < written.length;) {
    if (isSame(i, j)) pairs.push([i++, j++]);
    else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

interface Gap {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** The time for what stands in place of the heard words `from` … `to` − 1. */
function gapBetween(utterance: Utterance, from: number, to: number): Gap {
  const { words } = utterance;
  const [first, last] = [words[from], words[to - 1]];
  if (from < to && first !== undefined && last !== undefined) {
    return { startSeconds: first.startSeconds, endSeconds: Math.max(first.startSeconds, last.endSeconds) };
  }
  const startSeconds = words[from - 1]?.endSeconds ?? utterance.startSeconds;
  return { startSeconds, endSeconds: Math.max(startSeconds, words[to]?.startSeconds ?? utterance.endSeconds) };
}

function shareGap(texts: readonly string[], gap: Gap): readonly Word[] {
  const share = (gap.endSeconds - gap.startSeconds) / texts.length;
  return texts.map((text, index) => ({
    text,
    startSeconds: gap.startSeconds + index * share,
    endSeconds: gap.startSeconds + (index + 1) * share,
    confidence: 1,
  }));
}
