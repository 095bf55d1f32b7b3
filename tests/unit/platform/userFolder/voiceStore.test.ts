import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { VoiceStore } from '../../../../src/platform/userFolder/voiceStore';
import { temporaryFolder } from '../../../support/temporaryFolder';

it('takes away audio of its own that no recording names, whatever it is, and nothing else', async () => {
  const folder = temporaryFolder();
  const store = new VoiceStore(folder);
  mkdirSync(store.folder);
  writeFileSync(store.wavPath(store.newId()), 'audio of a recording that failed');
  mkdirSync(store.wavPath(store.newId()));
  writeFileSync(join(store.folder, 'mine.wav'), 'the user put it there');
  mkdirSync(join(store.folder, 'folder.wav'));
  await store.recover();
  expect(readdirSync(store.folder).sort()).toEqual(['folder.wav', 'mine.wav']);
});
