import { spawn, type StdioOptions } from 'node:child_process';
import { openSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { placeTexts } from '../support/corpora';
import { temporaryFolder } from '../support/temporaryFolder';
import { utter } from '../support/utter';

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** @param stdout where it goes; null for a pipe that nobody reads */
function utterInto(stdout: number | null, parameters: readonly string[]): Promise<Ended> {
  const stdio: StdioOptions = ['ignore', stdout ?? 'pipe', 'pipe'];
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/index.ts', ...parameters], {
    cwd: join(__dirname, '../..'),
    stdio,
  });
  child.stdout?.destroy();
  let stderr = '';
  child.stderr?.on('data', (text: Buffer) => (stderr += text.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stderr });
    });
  });
}

describe('standard output', { timeout: 120_000 }, () => {
  const commands = [['--version'], ['corpus', '--help']];

  it.skipIf(process.platform !== 'linux').each(commands)('tells that the disk is full: %s', async (...parameters) => {
    expect(await utterInto(openSync('/dev/full', 'w'), parameters)).toEqual({
      code: 1,
      stderr: 'The output could not be written: the disk is full.\n',
    });
  });

  it.each(commands)('ends quietly where nobody reads: %s', async (...parameters) => {
    expect(await utterInto(null, parameters)).toEqual({ code: 0, stderr: '' });
  });

  it('goes to a file whole, behind what stands there', async () => {
    const path = join(temporaryFolder(), 'out.txt');
    writeFileSync(path, 'before\n');
    expect(await utterInto(openSync(path, 'a'), ['--version'])).toMatchObject({ code: 0 });
    expect(readFileSync(path, 'utf8')).toMatch(/^before\n\d+\.\d+\.\d+\n$/u);
  });
});

it('replaces what is there only where that is asked for', async () => {
  const folder = temporaryFolder();
  placeTexts(join(folder, 'own'));
  const corpus = ['corpus', join(folder, 'own'), '--output', join(folder, 'lists')];
  expect(await utter(corpus)).toMatchObject({ code: 0 });
  const list = join(folder, 'lists/train.tsv');
  const before = statSync(list).mtimeMs;
  const again = await utter(corpus);
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toContain(`“${list}” is there already; add --force to replace it.`);
  expect(statSync(list).mtimeMs).toBe(before);
  expect(await utter([...corpus, '--force'])).toMatchObject({ code: 0 });
}, 120_000);
