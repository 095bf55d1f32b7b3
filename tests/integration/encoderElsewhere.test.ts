import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { hear } from '../../src/platform/adaptation/hearing';
import { RecordingChecker } from '../../src/platform/voice/recordingChecker';
import { encoderPath, writeSmallEncoderModel } from '../support/smallModel';
import { temporaryFolder } from '../support/temporaryFolder';

const missing = { ok: false, error: { code: 'model-missing' } };
const recording = {
  path: resolve('tests/recordings/cv40197745.opus'),
  seconds: 2,
  speaker: 's',
  source: 's',
  text: 'x',
};

function modelAlone(): string {
  const modelPath = join(temporaryFolder(), 'mine.utter');
  writeSmallEncoderModel(modelPath);
  return modelPath;
}

describe('a model on learned features without an encoder beside it', { timeout: 60_000 }, () => {
  it('checks recordings with the encoder that is named, and with none says which is missing', async () => {
    const modelPath = modelAlone();
    expect(await RecordingChecker.open({ modelPath })).toMatchObject(missing);
    const opened = await RecordingChecker.open({ modelPath, encoderPath });
    if (!opened.ok) throw new Error(opened.error.message);
    expect(opened.value.timestepSeconds).toBeCloseTo(0.02);
    opened.value.dispose();
  });

  it('is judged with the encoder that is named', async () => {
    const modelPath = modelAlone();
    const listening = {
      signal: new AbortController().signal,
      onHeard: () => undefined,
      onLeftOut: (path: string, reason: string) => {
        throw new Error(`${path}: ${reason}`);
      },
    };
    expect(await hear({ modelPath }, [recording], listening)).toMatchObject(missing);
    expect(await hear({ modelPath, encoderPath }, [recording], listening)).toMatchObject({ ok: true, value: [{}] });
  });
});
