import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readTensorFile, readTensorHeader, writeTensorFile } from '../../../../src/platform/acoustic/tensorFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

const written = (values: readonly number[], type: 'float32' | 'float16'): string => {
  const path = join(temporaryFolder(), 'some.utter');
  const tensors = new Map([['weight', { shape: [values.length], values: Float32Array.from(values) }]]);
  writeTensorFile(path, { header: { kind: 'test' }, tensors }, type);
  return path;
};

const read = (path: string): number[] => {
  const file = readTensorFile(path);
  if (!file.ok) throw new Error(file.error.message);
  return Array.from(file.value.tensors.get('weight')!.values);
};

describe('tensor files', () => {
  it('keep single precision to the bit', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ noNaN: true })), (values) => {
        expect(read(written(values, 'float32'))).toEqual(values);
      }),
      { numRuns: 30 },
    );
  });

  it('keep half precision to half a unit in the last of its eleven places', () => {
    const values = fc.array(fc.float({ min: -60_000, max: 60_000, noNaN: true }), { minLength: 200 });
    fc.assert(
      fc.property(values, (singles) => {
        read(written(singles, 'float16')).forEach((half, index) => {
          const single = singles[index]!;
          expect(Math.abs(half - single)).toBeLessThanOrEqual(Math.max(Math.abs(single) * 2 ** -11, 2 ** -25));
        });
      }),
      { numRuns: 10 },
    );
  });

  it('know the half-precision numbers of IEEE 754', () => {
    // One, the largest, the smallest normal, the smallest, a tie to even down and up, and one beyond the largest.
    const values = [1, 65_504, 2 ** -14, 2 ** -24, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 1e6];
    expect(read(written(values, 'float16'))).toEqual([1, 65_504, 2 ** -14, 2 ** -24, 1, 1 + 2 ** -9, 65_504]);
  });

  it('tell their header and the shapes without the values', () => {
    expect(readTensorHeader(written([1, 2, 3], 'float16'))).toMatchObject({
      ok: true,
      value: { header: { kind: 'test' }, tensors: new Map([['weight', { shape: [3] }]]) },
    });
  });

  it('refuse a missing, a foreign, a cut and a lengthened file with a sentence each', () => {
    const path = written([1, 2, 3], 'float32');
    const bytes = readFileSync(path);
    const sentences: string[] = [];
    const attempt = (): void => {
      const file = readTensorFile(path);
      sentences.push(file.ok ? 'read' : file.error.message.replace(path, 'PATH'));
      expect(readTensorHeader(path)).toEqual(file);
    };
    writeFileSync(path, Buffer.concat([bytes, Buffer.from('x')]));
    attempt();
    writeFileSync(path, bytes);
    truncateSync(path, bytes.length - 1);
    attempt();
    truncateSync(path, 20);
    attempt();
    writeFileSync(path, 'RIFF and so on, but no model');
    attempt();
    writeFileSync(path, 'UTTR');
    attempt();
    writeFileSync(path, '');
    attempt();
    expect(sentences).toEqual([
      '“PATH” is refused: it has 1 bytes too many.',
      '“PATH” is refused: it is cut short.',
      '“PATH” is refused: it is cut short.',
      '“PATH” is refused: it is no file that Utter has written.',
      '“PATH” is refused: it is no file that Utter has written.',
      '“PATH” is refused: it is no file that Utter has written.',
    ]);
  });

  it.runIf(process.platform === 'linux')('stay as they were where only a part of the new one can be written', () => {
    const path = written([1, 2, 3], 'float32');
    const script = `
      const { writeTensorFile } = require(${JSON.stringify(join(__dirname, '../../../../src/platform/acoustic/tensorFile.ts'))});
      const values = new Float32Array(100000);
      const tensors = new Map([['weight', { shape: [values.length], values }]]);
      writeTensorFile(${JSON.stringify(path)}, { header: {}, tensors }, 'float32');`;
    // A limit on the size of files is what a full disk is: a write takes what still fits, and the next one fails.
    const shell = 'ulimit -f 100 && exec "$0" --import tsx -e "$1"';
    const run = spawnSync('sh', ['-c', shell, process.execPath, script], { encoding: 'utf8' });
    expect(run.stderr).toContain('EFBIG');
    expect(read(path)).toEqual([1, 2, 3]);
    expect(readdirSync(dirname(path))).toHaveLength(1);
  });
});
