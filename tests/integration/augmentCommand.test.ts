import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { readAudio } from '../../src/platform/audio/audioFile';
import { temporaryFolder } from '../support/temporaryFolder';
import { utter } from '../support/utter';

const root = join(__dirname, '../..');
const recording = join(root, 'tests/recordings/cv40197745.opus');

describe('utter augment', { timeout: 120_000 }, () => {
  it('writes the same bytes for the same seed, others for another, and tells what it did', async () => {
    const folder = temporaryFolder();
    const augment = async (name: string, seed: string): Promise<Buffer> => {
      const output = join(folder, name);
      const run = await utter(['augment', recording, '--output', output, '--seed', seed]);
      expect(run.code).toBe(0);
      expect(run.stdout).toMatch(/^speed +[01]\.\d\d\n/);
      return readFileSync(output);
    };
    const first = await augment('a.wav', '1');
    expect(await augment('b.wav', '1')).toEqual(first);
    expect(await augment('c.wav', '2')).not.toEqual(first);
  });

  it('does what the configuration says', async () => {
    const folder = temporaryFolder();
    const config: Record<string, unknown> = JSON.parse(
      readFileSync(join(root, 'configs/first.json'), 'utf8'),
    ) as Record<string, unknown>;
    writeFileSync(join(folder, 'fast.json'), JSON.stringify({ ...config, augmentation: { speed: [1.25, 1.25] } }));
    const output = join(folder, 'fast.wav');
    const run = await utter([
      'augment',
      recording,
      '--output',
      output,
      '--config',
      join(folder, 'fast.json'),
      '--json',
    ]);
    expect(JSON.parse(run.stdout)).toMatchObject({ speed: 1.25, noise: null, timeMasks: [] });
    const [slow, fast] = [await readAudio(recording), await readAudio(output)];
    expect(slow.ok && fast.ok && fast.value.length).toBe(slow.ok && Math.ceil(slow.value.length / 1.25));
  });

  it('says what is wrong with a file', async () => {
    const run = await utter(['augment', '/nowhere/lost.wav', '--output', join(temporaryFolder(), 'out.wav')]);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('lost.wav');
  });
});
