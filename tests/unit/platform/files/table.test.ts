import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { formatTabTable, isListable, readTable } from '../../../../src/platform/files/table';

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
const fieldsOf = (text: string): readonly (readonly string[])[] | string => {
  const table = readTable(text);
  return typeof table === 'string' ? table : table.rows.map(({ fields }) => fields);
};

/** Of all scripts, and rich in what separates, quotes and ends lines. */
const field = fc
  .string({
    unit: fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('"', '\t', ',', ';', '\r', '\n', '\\', ' '),
    ),
    minLength: 1,
  })
  .filter((text) => text.trim() !== '');
const rowsOf = <Field>(one: fc.Arbitrary<Field>): fc.Arbitrary<[Field, Field][]> =>
  fc.array(fc.tuple(one, one), { minLength: 1 });

describe('readTable', () => {
  it('takes fields between tabs as they stand, unless they stand in a pair of quotation marks', () => {
    expect(readTable('\uFEFFa\tB \r\n"x", y\t"z\r\n\r\n\t \n"x, ""y"""\t"a" or "b"\n')).toEqual({
      names: ['a', 'b'],
      rows: [
        { line: 2, fields: ['"x", y', '"z'] },
        { line: 5, fields: ['x, "y"', '"a" or "b"'] },
      ],
    });
  });

  it('takes fields between commas out of their quotation marks, and passes over empty lines', () => {
    expect(readTable('\uFEFF"a", b\r\nx , "y, ""z"""\r\n\r\n,\r\n5" disk,"two\nlines"\r\nx,\r\n')).toEqual({
      names: ['a', 'b'],
      rows: [
        { line: 2, fields: ['x', 'y, "z"'] },
        { line: 6, fields: ['5" disk', 'two\nlines'] },
        { line: 7, fields: ['x', ''] },
      ],
    });
  });

  it('takes semicolons for the separator where there is no other, and any line ends', () => {
    expect(readTable('a;b\rx;"1;2"\ry, z;3')).toMatchObject({
      rows: [{ fields: ['x', '1;2'] }, { fields: ['y, z', '3'] }],
    });
    expect(readTable('a\tb\rx\ty')).toMatchObject({ rows: [{ line: 2, fields: ['x', 'y'] }] });
  });

  it.each([',', ';'])('gives back whatever was quoted between %s', (separator) => {
    fc.assert(
      fc.property(rowsOf(field), (rows) => {
        const lines = [['a', 'b'], ...rows.map((row) => row.map(quoted))];
        expect(fieldsOf(lines.map((line) => line.join(separator)).join('\n'))).toEqual(rows);
      }),
    );
  });

  it('gives back whatever formatTabTable takes', () => {
    fc.assert(
      fc.property(rowsOf(field.filter(isListable)), (rows) => {
        expect(fieldsOf(formatTabTable([['a', 'b'], ...rows]))).toEqual(rows);
      }),
    );
    for (const text of ['a\tb', 'a\nb', 'a\r']) expect(() => formatTabTable([[text]])).toThrow(RangeError);
  });

  it.each(['\t', ',', ';'])('gives back what others write plainly between %j, or names a line', (separator) => {
    // A field that ends one row and begins another is as good a table as the one that was meant, and so are quotation marks there.
    const isPlain = (text: string): boolean =>
      !(/[\r\n]/u.test(text) && text.includes(separator)) && (separator === '\t' || !text.includes('"'));
    fc.assert(
      fc.property(rowsOf(field.filter(isPlain)), (rows) => {
        const plain = rows.map((row) => row.join(separator)).join('\n');
        const read = fieldsOf(`a${separator}b\n${plain}`);
        if (typeof read === 'string') expect(read).toMatch(/^line \d+ /u);
        else expect(read.flat().map(bare)).toEqual(rows.flat().map(bare));
      }),
    );
  });

  it('says what is wrong, and where', () => {
    const isTooLong = /^line 2 has 3 fields, expected 2 \(.*quotation marks.*\)$/u;
    expect(readTable('a,b\nx,y, z\n')).toMatch(isTooLong);
    expect(readTable('a\tb\nx\ty\tz\n')).toMatch(isTooLong);
    expect(readTable('a\tb\n\nx\n')).toBe('line 3 has 1 fields, expected 2');
    expect(readTable('a,b\nx\n')).toBe('line 2 has 1 fields, expected 2');
    expect(readTable('a,b\nx,"y\nx,z\n')).toBe('from line 2 on a quotation mark is missing or out of place');
    expect(readTable('a,b\nx,"y" z\n')).toBe('from line 2 on a quotation mark is missing or out of place');
    expect(readTable('a\tb\tA\nx\ty\tz\n')).toBe('its first line names the column a twice');
  });

  it('takes the quotation marks off a field of any length', () => {
    const long = 'a'.repeat(20_000_000);
    expect(fieldsOf(`a\tb\n"${long}"\t"x""y"\n`)).toEqual([[long, 'x"y']]);
    expect(fieldsOf('a\tb\n"x"y"\t"\n')).toEqual([['"x"y"', '"']]);
  });

  it('finds nothing in nothing', () => {
    expect(readTable('')).toEqual({ names: [], rows: [] });
  });
});

/** Without the white space around it and the quotation marks that a pair of them takes off: all that plain writing may lose. */
const bare = (text: string): string => text.trim().replaceAll('"', '').trim();
