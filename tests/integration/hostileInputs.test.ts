import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { hostileBytes } from '../support/hostileBytes';
import { type HostileKind, hostileKinds } from '../support/hostileInputs';
import { hostileReading } from '../support/hostileReading';

/** Of each kind, those that were made by hand among them; tests/bench/hostileInputs.ts reads as many as one likes. UTTER_SEED draws others. */
const inputs = 60;
const seed = Number(process.env['UTTER_SEED'] ?? 1);

describe('hostile inputs', { timeout: 240_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'utter-hostile-'));
  let kinds: Readonly<Record<string, HostileKind>>;

  beforeAll(async () => {
    kinds = await hostileKinds(folder);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ...['model', 'marks', 'encoder', 'language model', 'ARPA', 'corpus list', 'document', 'vocabulary', 'settings'],
    ...['take', 'recording', 'queue', 'chosen model', 'archive', 'database'],
  ])('%s: taken, or refused with a sentence, and nothing else happens', async (name) => {
    const kind = kinds[name]!;
    for (let index = 0; index < inputs; index += 1) {
      const hostile = hostileBytes(kind, index, seed);
      const { faults } = await hostileReading(kind, hostile, folder);
      expect(faults, `${name} ${index}, ${hostile.what}`).toEqual([]);
    }
  });
});
