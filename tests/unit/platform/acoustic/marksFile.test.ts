import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { marksBeside, readMarks } from '../../../../src/platform/acoustic/marksFile';
import { writeTensorFile } from '../../../../src/platform/acoustic/tensorFile';
import { smallMarksModel } from '../../../support/marks';

const folder = mkdtempSync(join(tmpdir(), 'marks-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const { sizes, words, names, weights } = smallMarksModel();
const header = { kind: 'marks-model', name: 'small', sizes, words: words.join(' '), names: names.join(' ') };

function written(changes: Record<string, unknown> = {}): string {
  const path = join(folder, 'english.marks');
  writeTensorFile(path, { header: { ...header, ...changes }, tensors: weights }, 'float32');
  return path;
}

const refusal = (path: string): string => {
  const read = readMarks(path);
  return read.ok ? 'taken' : `${read.error.code}: ${read.error.message}`;
};

describe('a model of marks', () => {
  it('is read as it was written, and found beside an acoustic model', () => {
    const path = written();
    expect(readMarks(path)).toEqual({ ok: true, value: smallMarksModel() });
    expect(marksBeside(join(folder, 'english.utter'))).toBe(path);
    expect(marksBeside(join(folder, 'elsewhere', 'english.utter'))).toBeNull();
  });

  it('is refused with its place where it is missing, damaged or of other sizes', () => {
    expect(refusal(join(folder, 'none.marks'))).toContain('model-missing');
    const damaged = join(folder, 'damaged.marks');
    writeFileSync(damaged, readFileSync(written()).subarray(0, -4));
    expect(refusal(damaged)).toBe(`model-refused: “${damaged}” is refused: it is cut short.`);
    const path = written({ sizes: { ...sizes, hidden: 9 } });
    expect(refusal(path)).toContain('its weight first.weight is 8×50, expected 9×50');
    expect(refusal(written({ words: 'We climb' }))).toContain('its header is damaged at words');
    expect(refusal(written({ sizes: { ...sizes, before: 1e9 } }))).toContain('its header is damaged at sizes.before');
    expect(refusal(written({ kind: 'acoustic-model' }))).toContain('its header is damaged at kind');
  });
});
