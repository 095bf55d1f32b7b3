import type { Partial } from '../contract/ipc';
import { textOf } from '../contract/shownText';
import type { Utterance } from '../contract/transcript';

/** A paragraph of the page; the end of the last one may still change. */
export interface Paragraph {
  readonly committed: string;
  readonly unfinished: string;
}

const paragraphBreak = '\n\n';

/** The committed text of a take in progress, as it runs on over the utterances. */
export function committedText(utterances: readonly Utterance[], partial: Partial): string {
  return partsOf(utterances, partial).committed;
}

/** The page: shaped text in the paragraphs that were asked for, text as it was heard in one for each utterance. The last may be empty. */
export function paragraphsOf(utterances: readonly Utterance[], partial: Partial): Paragraph[] {
  const { committed, unfinished } = partsOf(utterances, partial);
  const solid = committed.split(paragraphBreak).map((text) => ({ committed: text, unfinished: '' }));
  const [tail = '', ...beyond] = unfinished.split(paragraphBreak);
  const last = { committed: solid.pop()?.committed ?? '', unfinished: tail };
  const paragraphs = [...solid, last, ...beyond.map((text) => ({ committed: '', unfinished: text }))];
  return paragraphs.filter(({ committed: text, unfinished: rest }, index) => {
    return text !== '' || rest !== '' || index === paragraphs.length - 1;
  });
}

function partsOf(utterances: readonly Utterance[], partial: Partial): Paragraph {
  const before = textOf(utterances, paragraphBreak);
  const { shaped } = partial;
  const { committed, unfinished } = shaped ?? partial;
  if (committed === '' && unfinished === '') {
    return { committed: before + trailingBreak(utterances), unfinished: '' };
  }
  if (shaped !== undefined) return { committed: before + committed, unfinished };
  const lead = before === '' ? '' : before + paragraphBreak;
  if (committed === '') return { committed: lead, unfinished };
  return { committed: `${lead}${committed} `, unfinished };
}

/** So that the caret stands on the new line before the first word of it. */
const trailingBreak = (utterances: readonly Utterance[]): string =>
  utterances.some(({ words }) => words.length > 0) ? (utterances.at(-1)?.shaped?.after ?? '') : '';
