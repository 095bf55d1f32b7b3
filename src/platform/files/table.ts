import { CsvError, parse } from 'csv-parse/sync';

import { lineEnd } from './textDecoder';

export interface TableRow {
  /** Of the file, from 1; of a row over several lines the last. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** A header with the names of the columns, in lower case, and a row of as many fields for each line that is not empty. */
export interface Table {
  readonly names: readonly string[];
  readonly rows: readonly TableRow[];
}

/**
 * Reads fields that tabs separate or, where the header has no tab, commas, or semicolons where it has no comma. In every column a field
 * may stand in quotation marks, those inside it doubled; between commas it must where it holds one, between tabs it stands as it is
 * where its marks are not such a pair. Gives what is wrong where it is no table: a row of more fields than the header is as wrong as
 * one of fewer, and so is a column that is named twice.
 */
export function readTable(text: string): Table | string {
  const bare = text.replace(/^\uFEFF/u, '');
  const [header = ''] = bare.split(lineEnd, 1);
  const table = header.includes('\t') ? tabTable(bare) : delimitedTable(bare, header.includes(',') ? ',' : ';');
  return typeof table === 'string' ? table : (faultOf(table) ?? table);
}

/** Whether a list between tabs can hold it. */
export const isListable = (field: string): boolean => !/[\t\r\n]/u.test(field);

/** What `readTable` reads back, between tabs. @throws RangeError where a field is not listable */
export function formatTabTable(rows: Iterable<readonly string[]>): string {
  const lines = [...rows].map((fields) => fields.map(tabField).join('\t'));
  return [...lines, ''].join('\n');
}

function tabField(field: string): string {
  if (!isListable(field)) throw new RangeError(`a list between tabs cannot hold ${JSON.stringify(field)}`);
  return unquoted(field) === field ? field : `"${field.replaceAll('"', '""')}"`;
}

function tabTable(text: string): Table {
  const [header = '', ...lines] = text.split(lineEnd);
  const rows = lines.map((line, index) => ({ line: index + 2, fields: fieldsOf(line) }));
  return { names: fieldsOf(header).map(nameOf), rows: rows.filter(({ fields }) => fields.some(isSaid)) };
}

const isSaid = (field: string): boolean => field.trim() !== '';
const nameOf = (field: string): string => field.trim().toLowerCase();
const fieldsOf = (line: string): string[] => line.split('\t').map(unquoted);

/** A field may be longer than a pattern can look along. */
function unquoted(field: string): string {
  if (field.length < 2 || !field.startsWith('"') || !field.endsWith('"')) return field;
  const inner = field.slice(1, -1);
  return inner.replaceAll('""', '').includes('"') ? field : inner.replaceAll('""', '"');
}

function delimitedTable(text: string, delimiter: string): Table | string {
  const rows: TableRow[] = [];
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      on_record: (fields, { lines }) => {
        rows.push({ line: lines, fields });
      },
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const firstLine = (rows.at(-1)?.line ?? 0) + 1;
    return `from line ${firstLine} on a quotation mark is missing or out of place`;
  }
  const [header, ...others] = rows;
  return { names: (header?.fields ?? []).map(nameOf), rows: others };
}

function faultOf({ names, rows }: Table): string | null {
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) < index);
  if (twice !== undefined) return `its first line names the column ${twice} twice`;
  const wrong = rows.find(({ fields }) => fields.length !== names.length);
  if (wrong === undefined) return null;
  const hint = wrong.fields.length > names.length ? ` (${tooLong})` : '';
  return `line ${wrong.line} has ${wrong.fields.length} fields, expected ${names.length}${hint}`;
}

const tooLong = 'a text with commas must stand in quotation marks, and none can hold a tab';
