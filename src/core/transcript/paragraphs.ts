import { shownWords, textOf } from '../../contract/shownText';
import type { Utterance } from '../../contract/transcript';
import type { ExportOptions } from '../../contract/exporting';
import { formatClock } from './timestamp';

/** One paragraph: when its first word is said, and its lines, none of them empty. */
export interface Paragraph {
  readonly startSeconds: number;
  readonly lines: readonly string[];
}

/** The text that is shown in paragraphs: as they were said, an utterance as it was heard being one of its own; or one for each utterance. */
export function paragraphsOf(
  utterances: readonly Utterance[],
  { paragraphs }: Pick<ExportOptions, 'paragraphs'> = { paragraphs: 'said' },
): Paragraph[] {
  const written = utterances.filter((utterance) => textOf([utterance]) !== '');
  const groups = paragraphs === 'utterances' ? written.map((utterance) => [utterance]) : groupsSaid(written);
  return groups
    .map((group) => ({ startSeconds: startOf(group), lines: linesOf(textOf(group)) }))
    .filter(({ lines }) => lines.length > 0);
}

/** Utterances cut where a paragraph begins, and put together where none does. */
function groupsSaid(utterances: readonly Utterance[]): Utterance[][] {
  const groups: Utterance[][] = [];
  let isOpen = false;
  for (const utterance of utterances) {
    for (const [index, part] of partsOf(utterance).entries()) {
      const first = part.shaped?.words[0];
      const beginsAnew = index > 0 || !isOpen || part.shaped === undefined || first?.before === '\n\n';
      if (beginsAnew) groups.push([part]);
      else groups.at(-1)?.push(part);
      isOpen = part.shaped !== undefined;
    }
  }
  return groups;
}

function partsOf(utterance: Utterance): Utterance[] {
  const { shaped } = utterance;
  if (shaped === undefined) return [utterance];
  const cuts = shaped.words.flatMap((word, index) => (index > 0 && word.before === '\n\n' ? [index] : []));
  const bounds = [0, ...cuts, shaped.words.length];
  return bounds.slice(0, -1).map((from, index) => ({
    ...utterance,
    shaped: {
      words: shaped.words.slice(from, bounds[index + 1]),
      after: index === bounds.length - 2 ? shaped.after : '',
    },
  }));
}

const startOf = (group: readonly Utterance[]): number =>
  group.flatMap(shownWords)[0]?.startSeconds ?? group[0]?.startSeconds ?? 0;

const linesOf = (text: string): string[] =>
  text
    .split(/\n+/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** The lines, the first with the time before it where that is wished. */
export const timedLines = ({ startSeconds, lines }: Paragraph, times: boolean): string[] =>
  times ? lines.map((line, index) => (index === 0 ? `[${formatClock(startSeconds)}] ${line}` : line)) : [...lines];
