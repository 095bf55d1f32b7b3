import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from '@playwright/test';

import { damagedFile, faultsOf, originals, originalSeconds, readingOf } from '../support/mutations';
import { childrenOf, mostMegabytesOf } from '../support/processMemory';
import { extent, seed } from './extent';
import { count } from './report';

const limits = { originalSeconds, longestSeconds: 60, referenceSeconds: 0 };
const mostMegabytes = 700;

for (const [name, original] of Object.entries(originals))
  test(`${extent.damagedFiles} damaged files of ${name} are read as far as they go, and no loss goes untold`, async () => {
    test.setTimeout(3_600_000);
    const folder = mkdtempSync(join(tmpdir(), 'utter-damaged-'));
    const path = join(folder, `damaged.${name}`);
    try {
      for (let index = 0; index < extent.damagedFiles; index += 1) {
        const { mutation, bytes } = damagedFile(original, index, seed);
        writeFileSync(path, bytes);
        expect(faultsOf(await readingOf(path), limits), `${name} ${index}, ${mutation}`).toEqual([]);
      }
      count({ damagedFiles: extent.damagedFiles });
      if (process.platform === 'linux')
        expect(Math.max(...childrenOf(process.pid).map(mostMegabytesOf))).toBeLessThan(mostMegabytes);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
