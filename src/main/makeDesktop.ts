import { KeyboardEvent } from '../contract/keyboardMessages';
import type { Log } from '../platform/files/log';
import type { SettingsStore } from '../platform/userFolder/settingsStore';
import keyboardModulePath from '../worker/keyboard?modulePath';
import { Desktop } from './desktop/desktop';
import type { Controls } from './dictation/controls';
import type { Dictation } from './dictation/dictation';
import { tell } from './electronIpc';
import { forkerOf } from './processes/forkWorker';

/** Joins dictation and what the user chose of the desktop. */
export function makeDesktop(dictation: Dictation, controls: Controls, settings: SettingsStore, log: Log): Desktop {
  return new Desktop({
    ...controls,
    fork: forkerOf({ name: 'keyboard', modulePath: keyboardModulePath, schema: KeyboardEvent }, log),
    settings: () => settings.settings.desktop,
    status: () => dictation.status,
    tell,
  });
}
