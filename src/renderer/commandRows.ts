import type { CommandEffect, SpokenCommand } from '../contract/shaping';

/** A row of the table as it is being edited; it need not be sound yet. */
export interface CommandRow {
  /** Tells rows apart while their phrases change. */
  readonly id: number;
  readonly command: SpokenCommand;
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

export const rowsOf = (commands: readonly SpokenCommand[]): CommandRow[] =>
  commands.map((command, id) => ({ id, command }));

/** The next free id. */
export const nextId = (rows: readonly CommandRow[]): number => Math.max(-1, ...rows.map(({ id }) => id)) + 1;

/** A phrase as the recognizer would hear it, as near as the spelling allows. */
export const spokenAs = (typed: string): string => typed.toLowerCase().replace(/\s+/gu, ' ').replace(/’/gu, "'").trim();

export const toField = (text: string): string => text.replaceAll('\n', breakMark);
export const fromField = (field: string): string => field.replaceAll(breakMark, '\n');

/** Why a row cannot be used, or null. */
export function problemOf({ id, command }: CommandRow, rows: readonly CommandRow[]): string | null {
  if (!/^[a-z']+( [a-z']+)*$/u.test(command.spoken)) return 'Words of letters only, as you say them.';
  const first = rows.find((row) => row.command.spoken === command.spoken);
  if (first !== undefined && first.id !== id) return 'This phrase is in the list already.';
  if (command.effect === 'write' && command.text.trim() === '') return 'What is to be written?';
  return null;
}

/** What is kept of the rows. */
export const usable = (rows: readonly CommandRow[]): SpokenCommand[] =>
  rows.filter((row) => problemOf(row, rows) === null).map(({ command }) => command);

/** Another phrase has other neighbours, so it loses those that were known of the old one. */
export const rephrased = ({ effect, text }: SpokenCommand, typed: string): SpokenCommand => ({
  spoken: spokenAs(typed),
  effect,
  text,
});
