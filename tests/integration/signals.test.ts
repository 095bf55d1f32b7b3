import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, '../support/multiplyUnderSignals.ts');

describe.skipIf(process.platform === 'win32')('libtensorflow', () => {
  it('multiplies rightly, and keeps its heap whole, whatever signals are handled meanwhile', () => {
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', program], {
      encoding: 'utf8',
      // Signals are delivered to any thread that takes them: those that compute may not.
      env: { ...process.env, TF_NUM_INTRAOP_THREADS: '2' },
    });
    expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: '' });
    const { products, wrong, signals } = JSON.parse(stdout) as Record<'products' | 'wrong' | 'signals', number>;
    expect(wrong).toBe(0);
    // Or nothing was tried.
    expect(products).toBeGreaterThan(100);
    expect(signals).toBeGreaterThan(100);
  });
});
