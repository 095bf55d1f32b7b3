import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { lookAheadTables } from '../../../src/contract/lookAheadTable';
import { Settings } from '../../../src/contract/settings';
import { defaultSettings } from '../../../src/contract/defaultSettings';

/** The cells of the rows of a Markdown table that have such a first one. */
const cellsOf = (path: string, first: RegExp): string[][] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim().replaceAll(/[*,]/gu, '')))
    .filter((cells) => first.test(cells[1] ?? ''));

describe('the look-ahead tables', () => {
  it('say of the light model what docs/benchmarks.md measured', () => {
    for (const { milliseconds, wer } of lookAheadTables['bundled-light']) {
      const rows = cellsOf('docs/benchmarks.md', new RegExp(`^${milliseconds}$`, 'u'));
      expect(rows.some((cells) => cells[3] === wer.toFixed(1))).toBe(true);
    }
  });

  it('say of the other what its card measured', () => {
    const [all] = cellsOf('resources/models/english.utter.md', /^all$/u);
    expect(lookAheadTables.bundled.map(({ wer }) => wer.toFixed(1))).toEqual([all?.[5], all?.[3]]);
  });

  it('offer what settings can keep', () => {
    for (const { lookAhead } of Object.values(lookAheadTables).flat()) {
      expect(Settings.parse({ ...defaultSettings, lookAhead }).lookAhead).toBe(lookAhead);
    }
  });
});
