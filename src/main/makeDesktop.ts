import { KeyboardEvent } from '../contract/keyboardMessages';
import type { Log } from '../platform/files/log';
import type { SettingsStore } from '../platform/userFolder/settingsStore';
import keyboardModulePath from '../worker/keyboard?modulePath';
import { Desktop } from './desktop/desktop';
import { type Controls, controlsOf } from './dictation/controls';
import type { Dictation } from './dictation/dictation';
import { tell } from './electronIpc';
import { forkerOf } from './processes/forkWorker';

/** Joins dictation and what the user chose of the desktop. */
export function makeDesktop(
  dictation: Dictation,
  settings: SettingsStore,
  log: Log,
): { readonly desktop: Desktop; readonly controls: Controls } {
  const controls = controlsOf(dictation, () => settings.settings.microphone);
  const desktop = new Desktop({
    ...controls,
    fork: forkerOf({ name: 'keyboard', modulePath: keyboardModulePath, schema: KeyboardEvent }, log),
    settings: () => settings.settings.desktop,
    status: () => dictation.status,
    tell,
  });
  return { desktop, controls };
}
