import { CsvError, parse } from 'csv-parse/sync';

export interface TableRow {
  /** Of the file, from 1; of a row over several lines the last. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** A header with the names of the columns, and a row for each line that is not empty. */
export interface Table {
  readonly names: readonly string[];
  readonly rows: readonly TableRow[];
}

/**
 * Reads fields that tabs separate, as they stand, or, where the header has no tab, commas: then a field may stand in quotation marks,
 * and must where it holds a comma. Gives what is wrong where it is no table.
 */
export function readTable(text: string): Table | string {
  const bare = text.replace(/^\uFEFF/u, '');
  const [header = ''] = bare.split(/\r?\n/u, 1);
  return header.includes('\t') ? tabTable(bare) : commaTable(bare);
}

function tabTable(text: string): Table {
  const [header = '', ...lines] = text.split(/\r?\n/u);
  const rows = lines.map((line, index) => ({ line: index + 2, fields: line.split('\t') }));
  return { names: header.split('\t'), rows: rows.filter(({ fields }) => fields.some((field) => field.trim() !== '')) };
}

function commaTable(text: string): Table | string {
  const rows: TableRow[] = [];
  try {
    parse(text, {
      record_delimiter: ['\r\n', '\n'],
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
  const names = header?.fields ?? [];
  const long = others.find(({ fields }) => fields.length > names.length);
  if (long === undefined) return { names, rows: others };
  const hint = 'a text with commas must stand in quotation marks';
  return `line ${long.line} has ${long.fields.length} fields, expected ${names.length} (${hint})`;
}
