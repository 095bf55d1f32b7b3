import { setImmediate as nextTurn } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { collectGarbage } from '../../../src/worker/collectGarbage';

const forgotten = (): WeakRef<object> => new WeakRef({});

it('gives back what nothing refers to, in a process that was started without a flag for it', async () => {
  expect(process.execArgv).not.toContain('--expose-gc');
  const reference = forgotten();
  await nextTurn();
  collectGarbage();
  expect(reference.deref()).toBeUndefined();
});
