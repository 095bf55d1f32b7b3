import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { whyUnwritable } from '../../../../src/platform/files/whyUnwritable';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('whyUnwritable', () => {
  it('makes the folder, and has nothing to say of one that can be written', () => {
    const folder = join(temporaryFolder(), 'config', 'Utter');
    expect(whyUnwritable(folder)).toBeNull();
    expect(existsSync(folder)).toBe(true);
  });

  it('names the folder and the reason', () => {
    const file = join(temporaryFolder(), 'Utter');
    writeFileSync(file, '');
    expect(whyUnwritable(file)).toBe(`The folder ${file} cannot be written: something else has its name.`);
  });

  it.skipIf(process.platform !== 'linux')('says of a place that takes no folders that none can be made there', () => {
    expect(whyUnwritable('/proc/utter')).toBe('The folder /proc/utter cannot be written: no folder can be made there.');
  });
});
