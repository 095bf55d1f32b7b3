import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { describe, expect, it } from 'vitest';

import { programPath, resourcesFolder, utterFolder } from '../../../../src/platform/files/utterFolder';

describe('utterFolder', () => {
  it('is the checkout for who runs from the sources', () => {
    expect(utterFolder).toBe(resolve('.'));
    expect(existsSync(join(resourcesFolder, 'models'))).toBe(true);
  });
});

describe('programPath', () => {
  it('is the source beside its starter, and the bundle where there is none', () => {
    const source = resolve('src/platform/audio');
    expect(programPath(source, 'decoderProgram')).toBe(join(source, 'decoderProgram.ts'));
    expect(programPath(resolve('out/main/chunks'), 'decoderProgram')).toBe(resolve('out/main/decoderProgram.js'));
  });
});
