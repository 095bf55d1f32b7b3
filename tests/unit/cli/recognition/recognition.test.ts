import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { bundledModelPath, filesFor } from '../../../../src/cli/recognition/recognition';
import { temporaryFolder } from '../../../support/temporaryFolder';

const models = resolve('resources/models');

describe('filesFor', () => {
  it('leaves a model what lies beside it', () => {
    expect(filesFor(bundledModelPath)).toEqual({ modelPath: join(models, 'english.utter') });
  });

  it('serves a model that lies alone with what comes with Utter', () => {
    const folder = temporaryFolder();
    const modelPath = join(folder, 'mine.utter');
    const shared = {
      encoderPath: join(models, 'whisper-base.encoder'),
      rescorerPath: join(models, 'english.rescorer'),
      marksPath: join(models, 'english.marks'),
    };
    expect(filesFor(modelPath)).toEqual({ modelPath, languageModelPath: join(models, 'english.lm'), ...shared });
    writeFileSync(join(folder, 'english.lm'), '');
    expect(filesFor(modelPath)).toEqual({ modelPath, ...shared });
  });
});
