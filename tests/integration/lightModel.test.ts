import { copyFileSync, cpSync, mkdirSync, symlinkSync, truncateSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { encoderPath, writeSmallEncoderModel, writeSmallModel } from '../support/smallModel';
import { temporaryFolder } from '../support/temporaryFolder';
import { utter } from '../support/utter';

const recording = resolve('tests/recordings/cen6-miry-b.opus');
/** Loads in half the time. */
const quick = ['--backend', 'wasm'];
const inPlace = '“English” cannot be loaded, and “English, light” is used in its place: ';

/** A checkout whose models have learnt nothing, with the first `encoderBytes` of the encoder. */
function checkout(encoderBytes: number) {
  const root = temporaryFolder();
  const models = join(root, 'resources/models');
  const encoder = join(models, 'whisper-base.encoder');
  cpSync('src', join(root, 'src'), { recursive: true });
  mkdirSync(models, { recursive: true });
  for (const shared of ['node_modules', 'package.json', 'resources/models/english.lm'])
    symlinkSync(resolve(shared), join(root, shared));
  writeSmallEncoderModel(join(models, 'english.utter'));
  writeSmallModel(join(models, 'english-light.utter'));
  if (encoderBytes > 0) {
    copyFileSync(encoderPath, encoder);
    truncateSync(encoder, encoderBytes);
  }
  return { encoder, run: (...words: string[]) => utter(words, undefined, root) };
}

describe.each([
  ['is gone', 0],
  ['is damaged', 1_000_000],
])('where the encoder of the model that comes with Utter %s', { timeout: 120_000 }, (_, encoderBytes) => {
  it('the command line writes with the light model, and says so', async () => {
    const { encoder, run } = checkout(encoderBytes);
    const alone = await run('transcribe', '--model', 'resources/models/english-light.utter', ...quick, recording);
    const transcribed = await run('transcribe', ...quick, recording);
    expect(alone.stdout).toMatch(/[a-z]/u);
    expect(transcribed).toMatchObject({ code: 0, stdout: alone.stdout });
    const dictated = await run('dictate', ...quick, '--file', recording);
    const doctor = await run('doctor', '--json');
    expect(JSON.parse(doctor.stdout)).toMatchObject({ model: { found: false }, lightModel: { found: true } });
    for (const { code, stderr } of [transcribed, dictated, doctor]) {
      expect(code).toBe(0);
      expect(stderr).toContain(inPlace);
      expect(stderr).toContain(encoder);
    }
  });

  it('a model that was named is refused', async () => {
    const { encoder, run } = checkout(encoderBytes);
    const named = await run('transcribe', '--model', 'resources/models/english.utter', recording);
    expect(named).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(encoder) as string });
    expect(named.stderr).not.toContain('in its place');
  });
});
