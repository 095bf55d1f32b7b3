import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { BackendStore, machineFingerprint } from '../../../../src/platform/acoustic/backendStore';
import { temporaryFolder } from '../../../support/temporaryFolder';

const open = (folder: string): Promise<BackendStore> => BackendStore.open(folder);

describe('BackendStore', () => {
  it('knows nothing before anything was measured, and takes what is usual', async () => {
    const store = await open(temporaryFolder());
    expect(store.timesOf('encoder')).toBeNull();
    expect(store.backendFor('encoder')).toBe('auto');
  });

  it.each([
    [{ tensorflow: 190, wasm: 474 }, 'auto'],
    [{ tensorflow: 77, wasm: 54 }, 'wasm'],
    [{ tensorflow: 56, wasm: 54 }, 'auto'],
    [{ tensorflow: null, wasm: 54 }, 'auto'],
  ] as const)('chooses by %o: %s', async (times, backend) => {
    const store = await open(temporaryFolder());
    await store.keep('spectrogram', times);
    expect(store.backendFor('spectrogram')).toBe(backend);
  });

  it('keeps what was measured of each kind of model, with the machine', async () => {
    const folder = temporaryFolder();
    const first = await open(folder);
    await first.keep('encoder', { tensorflow: 190, wasm: 474 });
    await first.keep('spectrogram', { tensorflow: 77, wasm: 54 });
    const again = await open(folder);
    expect([again.backendFor('encoder'), again.backendFor('spectrogram')]).toEqual(['auto', 'wasm']);
    expect(readFileSync(join(folder, 'backends.json'), 'utf8')).toContain(machineFingerprint());
  });

  it.each([
    [
      'another machine',
      JSON.stringify({ version: 1, machine: 'another', times: { encoder: { tensorflow: 9, wasm: 1 } } }),
    ],
    ['a damaged file', '{'],
  ])('takes nothing from %s', async (_name, text) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'backends.json'), text);
    expect((await open(folder)).timesOf('encoder')).toBeNull();
  });
});
