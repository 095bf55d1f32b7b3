import { describe, expect, it } from 'vitest';

import { timeBackends } from '../../../../src/platform/acoustic/timeBackends';
import { writeSmallModel } from '../../../support/smallModel';
import { temporaryFolder } from '../../../support/temporaryFolder';
import { join } from 'node:path';

describe('timeBackends', () => {
  it('times a model on each backend that there is', async () => {
    const modelPath = join(temporaryFolder(), 'small.utter');
    writeSmallModel(modelPath);
    const timed = await timeBackends({ modelPath });
    if (!timed.ok) throw new Error(timed.error.message);
    expect(timed.value.wasm).toBeGreaterThan(0);
    expect(timed.value.tensorflow ?? 1).toBeGreaterThan(0);
  });

  it('tells why a model cannot be read', async () => {
    expect(await timeBackends({ modelPath: '/nowhere.utter' })).toMatchObject({
      ok: false,
      error: { code: 'model-missing' },
    });
  });
});
