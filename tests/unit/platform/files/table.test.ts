import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readTable } from '../../../../src/platform/files/table';

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;

describe('readTable', () => {
  it('takes fields between tabs as they stand', () => {
    expect(readTable('\uFEFFa\tb\r\n"x", y\t"z\r\n\r\n\t \nx\n')).toEqual({
      names: ['a', 'b'],
      rows: [
        { line: 2, fields: ['"x", y', '"z'] },
        { line: 5, fields: ['x'] },
      ],
    });
  });

  it('takes fields between commas out of their quotation marks, and passes over empty lines', () => {
    expect(readTable('\uFEFF"a", b\r\nx , "y, ""z"""\r\n\r\n,\r\n5" disk,"two\nlines"\r\nx\r\n')).toEqual({
      names: ['a', 'b'],
      rows: [
        { line: 2, fields: ['x', 'y, "z"'] },
        { line: 6, fields: ['5" disk', 'two\nlines'] },
        { line: 7, fields: ['x'] },
      ],
    });
  });

  it('gives back whatever was quoted', () => {
    const field = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.array(fc.tuple(field, field), { minLength: 1 }), (rows) => {
        const table = readTable(['a,b', ...rows.map((row) => row.map(quoted).join(','))].join('\n'));
        expect(typeof table === 'string' ? table : table.rows.map(({ fields }) => fields)).toEqual(rows);
      }),
    );
  });

  it('says what is wrong, and where', () => {
    expect(readTable('a,b\nx,y, z\n')).toMatch(/^line 2 has 3 fields, expected 2 \(.*quotation marks\)$/u);
    expect(readTable('a,b\nx,"y\nx,z\n')).toBe('from line 2 on a quotation mark is missing or out of place');
    expect(readTable('a,b\nx,"y" z\n')).toBe('from line 2 on a quotation mark is missing or out of place');
  });

  it('finds nothing in nothing', () => {
    expect(readTable('')).toEqual({ names: [], rows: [] });
  });
});
