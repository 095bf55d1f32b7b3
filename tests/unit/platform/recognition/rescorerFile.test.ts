import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { writeTensorFile } from '../../../../src/platform/acoustic/tensorFile';
import { readRescorer, rescorerBeside } from '../../../../src/platform/recognition/rescorerFile';
import { smallRescoringModel } from '../../../support/rescoring';
import { temporaryFolder } from '../../../support/temporaryFolder';

const { sizes, pieces, weights } = smallRescoringModel();
const header = { kind: 'rescoring-model', name: 'small', sizes, pieces };

function written(changes: Record<string, unknown> = {}): string {
  const path = join(temporaryFolder(), 'english.rescorer');
  writeTensorFile(path, { header: { ...header, ...changes }, tensors: weights }, 'float32');
  return path;
}

const refusal = (path: string): string => {
  const read = readRescorer(path);
  return read.ok ? 'taken' : `${read.error.code}: ${read.error.message}`;
};

describe('a model that rescores texts', () => {
  it('is read as it was written, and found beside an acoustic model', () => {
    const path = written();
    expect(readRescorer(path)).toEqual({ ok: true, value: smallRescoringModel() });
    expect(rescorerBeside(join(path, '..', 'english.utter'))).toBe(path);
    expect(rescorerBeside(join(path, '..', 'elsewhere', 'english.utter'))).toBeNull();
  });

  it('is refused with its place where it is missing, damaged or of other sizes', () => {
    expect(refusal(join(temporaryFolder(), 'none.rescorer'))).toContain('model-missing');
    const damaged = written();
    writeFileSync(damaged, readFileSync(damaged).subarray(0, -4));
    expect(refusal(damaged)).toBe(`model-refused: “${damaged}” is refused: it is cut short.`);
    expect(refusal(written({ sizes: { ...sizes, hidden: 9 } }))).toContain('layers.0.widen is 8×6, expected 9×6');
    expect(refusal(written({ sizes: { ...sizes, heads: 4 } }))).toContain(
      'the width is not shared evenly by the heads',
    );
    expect(refusal(written({ sizes: { ...sizes, layers: 1e9 } }))).toContain('its header is damaged at sizes.layers');
    expect(refusal(written({ pieces: pieces.slice(1) }))).toContain(
      'its header is damaged at pieces: a letter is missing',
    );
    expect(refusal(written({ pieces: ['A', ...pieces.slice(1)] }))).toContain('its header is damaged at pieces.0');
    expect(refusal(written({ kind: 'acoustic-model' }))).toContain('its header is damaged at kind');
  });
});
