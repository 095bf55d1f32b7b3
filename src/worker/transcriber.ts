import { constants, setPriority } from 'node:os';

import { TranscriberCommand, type TranscriberEvent } from '../contract/transcription';
import { endOnThrow, serveMain } from './port';
import { Transcribing } from './transcribing';

// Entry of the process that writes down what is said in files: wiring only.

// Dictation, and whatever else the user does, goes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const transcribing = new Transcribing();

serveMain<TranscriberCommand, TranscriberEvent>(TranscriberCommand, (command, post) => {
  if (command.type === 'pause') transcribing.pause();
  else if (command.type === 'resume') transcribing.resume();
  // Not waited for by `serveMain`, so that a pause is heard.
  else {
    const { type: _type, ...sound } = command;
    void endOnThrow(async () => {
      post(await transcribing.hear(sound, post));
    });
  }
});
