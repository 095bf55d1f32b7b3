import { describe, expect, it } from 'vitest';

import { Recognizer } from '../../../../src/core/dictation/recognizer';
import { expectNoTensorLeak, useBackend } from '../../../support/tensors';
import { recognizerParts } from '../../../support/timestepDecoder';

describe('Recognizer', () => {
  it('says its look-ahead in seconds and frees the network', async () => {
    await useBackend('auto');
    await expectNoTensorLeak(() => {
      const recognizer = new Recognizer(recognizerParts([], { lookAhead: 16 }));
      expect(recognizer.lookAheadSeconds).toBeCloseTo(0.32, 9);
      recognizer.dispose();
    });
  });
});
