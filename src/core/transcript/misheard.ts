import type { Take, Utterance, Word } from '../../contract/transcript';
import { commonWords } from './correct';

/** What was heard, and what the user wrote in its place. */
export interface Misheard {
  readonly heard: string;
  readonly written: string;
}

/** Longer runs are sentences that were written anew, and tell nothing of a word. */
const mostWords = 3;

/**
 * What the user put right in a take, word by word. Of lines that were split or joined since, and of takes that were corrected before what
 * was heard was kept, nothing is known.
 */
export function misheardIn({ heard, utterances }: Pick<Take, 'heard' | 'utterances'>): Misheard[] {
  const before = new Map((heard ?? []).map((each) => [keyOf(each), each]));
  return utterances.flatMap((utterance) => {
    const was = before.get(keyOf(utterance));
    return was === undefined ? [] : misheardBetween(was, utterance);
  });
}

const keyOf = ({ startSeconds, endSeconds }: Utterance): string => `${startSeconds} ${endSeconds}`;

function misheardBetween(heard: Utterance, written: Utterance): Misheard[] {
  const found: Misheard[] = [];
  let [heardFrom, writtenFrom] = [0, 0];
  // Marks that stand at a word make no other word of it.
  const [before, after] = [heard.words.map(({ text }) => bare(text)), written.words.map(({ text }) => bare(text))];
  const common = commonWords(
    before.map((text) => ({ text })),
    after,
  );
  for (const [heardAt, writtenAt] of [...common, [before.length, after.length] as const]) {
    const [run, other] = [heard.words.slice(heardFrom, heardAt), written.words.slice(writtenFrom, writtenAt)];
    const isPair = run.length > 0 && other.length > 0 && run.length <= mostWords && other.length <= mostWords;
    if (isPair) found.push({ heard: plain(run).toLowerCase(), written: asShown(other, written) });
    [heardFrom, writtenFrom] = [heardAt + 1, writtenAt + 1];
  }
  return found.filter((each) => each.heard !== '' && each.written !== '' && each.heard !== each.written.toLowerCase());
}

const bare = (text: string): string => text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}']+$/gu, '');

/** Without the marks around words. */
const plain = (words: readonly Pick<Word, 'text'>[]): string =>
  words
    .map(({ text }) => bare(text))
    .filter((text) => text !== '')
    .join(' ');

/** With the capitals of the text that is shown, where it has these words. */
function asShown(words: readonly Word[], { shaped }: Utterance): string {
  const said = plain(words);
  const shown = (shaped?.words ?? []).map((word) => plain([word]));
  const length = said.split(' ').length;
  const at = shown.findIndex(
    (_, index) =>
      shown
        .slice(index, index + length)
        .join(' ')
        .toLowerCase() === said.toLowerCase(),
  );
  // At its beginning every sentence has a capital.
  return at > 0 ? shown.slice(at, at + length).join(' ') : said;
}

/** The same again is counted; what happened most often comes first. */
export function countMisheard(all: readonly Misheard[]): (Misheard & { readonly times: number })[] {
  const counted = new Map<string, Misheard & { readonly times: number }>();
  for (const each of all) {
    const key = `${each.heard}\n${each.written.toLowerCase()}`;
    const { times } = counted.get(key) ?? { times: 0 };
    counted.set(key, { ...each, times: times + 1 });
  }
  return [...counted.values()].sort((a, b) => b.times - a.times || a.written.localeCompare(b.written));
}
