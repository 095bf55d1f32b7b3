import { expect, it } from 'vitest';

import { failures } from '../../../../src/contract/result';
import { ModelsState } from '../../../../src/renderer/state/models.svelte';
import { FakeBridge } from '../../../support/fakeBridge';

it('shows why the model in use is not the one that was chosen, until that is mended', async () => {
  const bridge = new FakeBridge();
  const failure = { code: 'model-refused', message: failures['model-refused'] } as const;
  bridge.models = { ...bridge.models, failure };
  const models = new ModelsState(bridge);
  await models.load();
  expect(models.failure).toEqual(failure);
  bridge.models = { ...bridge.models, failure: null };
  await models.load();
  expect(models.failure).toBeNull();
});
