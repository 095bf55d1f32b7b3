import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, it } from 'vitest';

type Reader = (bytes: Buffer) => Iterable<string>;

const { articlesOf } = (await import(pathToFileURL(resolve('scripts/language/readers.mjs')).href)) as {
  articlesOf: Reader;
};

const read = (...lines: string[]): string[] => [...articlesOf(Buffer.from(lines.join('\n')))];

describe('articles', () => {
  it('are read as sentences, without marks of emphasis and notes', () => {
    const text = 'Old_bridge_01.jpg The OLD BRIDGE is _often_ painted.[1][2] It crosses the river.[3]';
    expect(read(text)).toEqual(['The OLD BRIDGE is often painted.', 'It crosses the river.']);
  });

  it('end where their sources are listed', () => {
    expect(read('It was built of stone.', '', '', 'References', '', 'A book of many bridges.')).toEqual([
      'It was built of stone.',
    ]);
    expect(read('It was built of stone.', '', 'Category:Bridges in Wales', '', 'Other words stand here.')).toEqual([
      'It was built of stone.',
    ]);
  });

  it('give no lists, headings, formulas and tables', () => {
    const others = ['History', '-   the first bridge of all', '| a table of four words |', 'Here a = b holds for all.'];
    expect(read(...others.flatMap((line) => [line, '']))).toEqual([]);
  });

  it('give no sentences with figures, of other alphabets, or with holes where a figure stood', () => {
    const whole = 'Nobody knows who built it.';
    const broken = [
      'It was built in 1786 by monks.',
      'Its name was Łódź in those days.',
      'The arch has a span of and it is made of stone.',
      'The arch is wide , and it is made of stone.',
      'The arch ( / ) is made of stone.',
    ];
    for (const sentence of broken) expect(read(`${whole} ${sentence}`)).toEqual([whole]);
  });
});
