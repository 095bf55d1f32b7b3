import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { languageModelBeside } from '../../../../src/platform/languageModel/languageModelBeside';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('languageModelBeside', () => {
  it('is the one that was taught the same words, else the English one, else none', () => {
    const folder = temporaryFolder();
    const model = join(folder, 'mine.utter');
    expect(languageModelBeside(model)).toBeNull();
    for (const name of ['english.lm', 'mine.lm']) {
      writeFileSync(join(folder, name), '');
      expect(languageModelBeside(model)).toBe(join(folder, name));
    }
  });
});
