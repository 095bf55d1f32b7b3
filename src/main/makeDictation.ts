import { BrowserWindow, MessageChannelMain } from 'electron';

import { spokenTerms } from '../contract/vocabularyTerm';
import { liftedPhrases } from '../core/shaping/liftedPhrases';
import type { Log } from '../platform/files/log';
import { lackedBy } from '../platform/recognition/lackedBy';
import type { SettingsStore } from '../platform/userFolder/settingsStore';
import type { TakeStore } from '../platform/userFolder/takeStore';
import { Dictation } from './dictation/dictation';
import type { DictationParts } from './dictation/dictationParts';
import type { Forkers } from './processes/forkers';

interface Wired extends Pick<DictationParts, 'models' | 'modelName' | 'standIn' | 'isReading' | 'tell'> {
  readonly forkers: Forkers;
  readonly takes: TakeStore;
  readonly settings: SettingsStore;
  readonly log: Log;
}

/** Joins dictation with the processes behind it and with what the user chose. */
export function makeDictation({ forkers, settings, log, ...wired }: Wired): Dictation {
  return new Dictation({
    ...wired,
    models: () => {
      const { hearsAgain, lookAhead } = settings.settings;
      return { ...wired.models(), hearsAgain, ...(lookAhead !== null && { lookAheadMilliseconds: lookAhead }) };
    },
    lacks: (lacking) => {
      for (const [what, sentence] of Object.entries(lackedBy(lacking))) log.fault(what, sentence);
    },
    forkCapture: forkers.forkCapture,
    forkRecognizer: forkers.forkRecognizer,
    openLine: () => {
      const { port1, port2 } = new MessageChannelMain();
      return [port1, port2];
    },
    shaping: () => ({ ...settings.settings.shaping, vocabulary: settings.settings.vocabulary }),
    terms: () => [...spokenTerms(settings.settings.vocabulary), ...liftedPhrases(settings.settings.shaping)],
    readyMicrophone: () => {
      const { preRoll, microphone } = settings.settings;
      return preRoll && BrowserWindow.getFocusedWindow() !== null ? { deviceName: microphone } : null;
    },
  });
}
