import { constants, setPriority } from 'node:os';

import { TrainerCommand, type TrainerEvent } from '../contract/voiceMessages';
import { Adaptation } from '../platform/adaptation/adaptation';
import { endOnThrow, serveMain } from './port';

// Entry of the training process: wiring only.

// Dictation, and whatever else the user does, goes first.
setPriority(constants.priority.PRIORITY_LOW);

const stopping = new AbortController();

serveMain<TrainerCommand, TrainerEvent>(TrainerCommand, (command, post) => {
  if (command.type === 'stop') {
    stopping.abort();
    return;
  }
  // Not waited for by `serveMain`, so that `stop` is heard.
  void endOnThrow(async () => {
    const opened = await Adaptation.open(command.job, post);
    if (!opened.ok) {
      post({ type: 'failed', failure: opened.error });
      return;
    }
    const ended = await opened.value.run({ signal: stopping.signal, onProgress: post });
    opened.value.dispose();
    if (!ended.ok) post({ type: 'failed', failure: ended.error });
  });
});
