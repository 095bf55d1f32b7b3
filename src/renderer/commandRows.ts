import type { CommandEffect, SpokenCommand } from '../contract/shaping';

/** A row of the table as it is being edited; it need not be sound yet. */
export interface CommandRow {
  /** Tells rows apart while their phrases change. */
  readonly id: number;
  readonly command: SpokenCommand;
  /** The last that could be used, which goes on being used where `command` cannot; null where none ever could. */
  readonly inForce: SpokenCommand | null;
  /** Counts the phrases in the order in which they were typed; 0 for those that the list had. */
  readonly phrasing: number;
}

export const effectLabels: Readonly<Record<CommandEffect, string>> = {
  write: 'Writes',
  line: 'New line',
  paragraph: 'New paragraph',
  capital: 'Capital on the next word',
  capitals: 'Next word in capitals',
  literal: 'Next command as words',
  scratch: 'Takes back the last words',
  stop: 'Stops dictating',
};

/** What a line break in a text is shown as, in a field of one line. */
const breakMark = '↵';

/** @param firstId of the first row */
export const rowsOf = (commands: readonly SpokenCommand[], firstId = 0): CommandRow[] =>
  settled(commands.map((command, place) => ({ id: firstId + place, command, inForce: null, phrasing: 0 })));

/** With what each row is used as from now on. */
const settled = (rows: readonly CommandRow[]): CommandRow[] =>
  rows.map((row) => (problemOf(row, rows) === null ? { ...row, inForce: row.command } : row));

/** The next free id. */
export const nextId = (rows: readonly CommandRow[]): number => Math.max(-1, ...rows.map(({ id }) => id)) + 1;

const nextPhrasing = (rows: readonly CommandRow[]): number => Math.max(0, ...rows.map(({ phrasing }) => phrasing)) + 1;

/** With a row behind the others, of which nothing is known yet. */
export const withAdded = (rows: readonly CommandRow[], id = nextId(rows)): CommandRow[] => [
  ...rows,
  { id, command: { spoken: '', effect: 'write', text: '' }, inForce: null, phrasing: nextPhrasing(rows) },
];

/** With another command in one of the rows. */
export const withEdited = (rows: readonly CommandRow[], id: number, command: SpokenCommand): CommandRow[] =>
  settled(
    rows.map((row) => {
      if (row.id !== id) return row;
      const isRephrased = command.spoken !== row.command.spoken;
      return { ...row, command, phrasing: isRephrased ? nextPhrasing(rows) : row.phrasing };
    }),
  );

/** Without one of the rows; another that has its phrase can be used from now on. */
export const without = (rows: readonly CommandRow[], id: number): CommandRow[] =>
  settled(rows.filter((row) => row.id !== id));

/** The rows as they were `before` some were taken away, which left `after`; what was done to these since, up to `now`, stays. */
export function broughtBack(
  before: readonly CommandRow[],
  after: readonly CommandRow[],
  now: readonly CommandRow[],
): CommandRow[] {
  const of = (rows: readonly CommandRow[], { id }: CommandRow): CommandRow | undefined =>
    rows.find((row) => row.id === id);
  const isSame = (row: CommandRow): boolean => of(after, row)?.command === row.command;
  const back = before.flatMap((row) => of(now, row) ?? (of(after, row) === undefined ? row : []));
  return settled([...back, ...now.filter((row) => of(before, row) === undefined && !isSame(row))]);
}

/** How many rows the user has added or changed, as far as they are used. */
export const ownCount = (rows: readonly CommandRow[], shipped: readonly SpokenCommand[]): number =>
  usable(rows).filter((command) => !shipped.some((each) => isSameCommand(each, command))).length;

/** Whether these rows are used as just these commands. */
export function areUsedAs(rows: readonly CommandRow[], commands: readonly SpokenCommand[]): boolean {
  const used = usable(rows);
  return used.length === commands.length && used.every((command, place) => isSameCommand(command, commands[place]));
}

const isSameCommand = (one: SpokenCommand, other: SpokenCommand | undefined): boolean =>
  one === other ||
  (one.spoken === other?.spoken &&
    one.effect === other.effect &&
    one.text === other.text &&
    isSameList(one.literalAfter, other.literalAfter) &&
    isSameList(one.literalBefore, other.literalBefore));

const isSameList = (one: readonly string[] | undefined, other: readonly string[] | undefined): boolean =>
  one?.join() === other?.join();

/** A phrase as the recognizer would hear it, as near as the spelling allows. */
export const spokenAs = (typed: string): string => typed.toLowerCase().replace(/\s+/gu, ' ').replace(/’/gu, "'").trim();

export const toField = (text: string): string => text.replaceAll('\n', breakMark);
export const fromField = (field: string): string => field.replaceAll(breakMark, '\n');

/** Why a row cannot be used, or null. Of two with the same phrase the one that had it first goes on being used, and the other is told why not. */
export function problemOf(row: CommandRow, rows: readonly CommandRow[]): string | null {
  const { command } = row;
  if (!/^[a-z']+( [a-z']+)*$/u.test(command.spoken)) return 'Words of letters only, as you say them.';
  const isLater = rows.some((each) => each.command.spoken === command.spoken && isBefore(each, row));
  if (isLater) return 'This phrase is in the list already.';
  if (command.effect === 'write' && command.text.trim() === '') return 'What is to be written?';
  return null;
}

const isBefore = (one: CommandRow, other: CommandRow): boolean =>
  one.phrasing === other.phrasing ? one.id < other.id : one.phrasing < other.phrasing;

/** What is kept of the rows: of one that cannot be used what it was before, as long as no other row has that phrase. */
export function usable(rows: readonly CommandRow[]): SpokenCommand[] {
  const sound = new Set(rows.filter((row) => problemOf(row, rows) === null));
  const taken = new Set([...sound].map(({ command }) => command.spoken));
  return rows.flatMap((row) => {
    if (sound.has(row)) return row.command;
    if (row.inForce === null || taken.has(row.inForce.spoken)) return [];
    taken.add(row.inForce.spoken);
    return row.inForce;
  });
}

/** Another phrase has other neighbours, so it loses those that were known of the old one. */
export const rephrased = ({ effect, text }: SpokenCommand, typed: string): SpokenCommand => ({
  spoken: spokenAs(typed),
  effect,
  text,
});
