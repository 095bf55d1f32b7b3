import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { readAudio } from '../../../../src/platform/audio/audioFile';
import { temporaryFolder } from '../../../support/temporaryFolder';

it('keeps the pauses of AMR, of which telephones send little or nothing, so that what follows keeps its time', async () => {
  const [speech, description, nothing] = [Buffer.alloc(13), Buffer.alloc(6), Buffer.alloc(1)];
  speech.writeUInt8(0x04, 0);
  description.writeUInt8(0x44, 0);
  nothing.writeUInt8(0x7c, 0);
  const spoken = Array.from({ length: 10 }, () => speech);
  const silent = [description, ...Array.from({ length: 99 }, () => nothing)];
  const path = join(temporaryFolder(), 'call.amr');
  writeFileSync(path, Buffer.concat([Buffer.from('#!AMR\n'), ...spoken, ...silent, ...spoken]));
  const read = await readAudio(path);
  const samples = read.ok ? read.value : new Float32Array(0);
  expect(samples).toHaveLength(120 * 320);
  expect(samples.subarray(10 * 320, 110 * 320).every((sample) => sample === 0)).toBe(true);
});
