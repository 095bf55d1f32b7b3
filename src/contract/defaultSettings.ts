import { defaultDesktop } from './defaultDesktop';
import { defaultShaping } from './defaultShaping';
import type { Settings } from './settings';

/** What a fresh profile has; apart from the schema, so that the window can have it without the validator. */
export const defaultSettings: Settings = {
  version: 1,
  theme: 'system',
  microphone: null,
  preRoll: false,
  hearsAgain: true,
  lookAhead: null,
  vocabulary: [],
  listWidth: null,
  keepDays: null,
  shaping: defaultShaping,
  desktop: defaultDesktop,
};
