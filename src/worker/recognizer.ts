import { AudioMessage, RecognizerCommand, type RecognizerEvent } from '../contract/workerMessages';
import { sampleRateHz } from '../core/audio/pcm';
import type { Recognizer } from '../core/dictation/recognizer';
import { openRecognizer } from '../platform/recognition/openRecognizer';
import { collectGarbage } from './collectGarbage';
import { endOnThrow, serveMain } from './port';
import { Recognition } from './recognition';

// Entry of the recognizer process: wiring only.

let recognizer: Recognizer | null = null;
let recognition: Recognition | null = null;

/** So long a take has to come first: its own sound does what silence would do. */
const warmUpMilliseconds = 1000;

/**
 * What is only done with the first sound, such as handing the weights to the backend, is done with a second of silence, once it is ready
 * and no take waits for it.
 */
function warmUpLater(opened: Recognizer): void {
  setTimeout(() => {
    void endOnThrow(() => {
      if (recognition === null && recognizer === opened) warmUp(opened);
      collectGarbage();
    });
  }, warmUpMilliseconds);
}

function warmUp(opened: Recognizer): void {
  const session = opened.openSession();
  session.push(new Float32Array(sampleRateHz));
  session.dispose();
}

serveMain<RecognizerCommand, RecognizerEvent>(RecognizerCommand, async (command, post, port) => {
  if (command.type === 'load') {
    const { type: _type, ...options } = command;
    const opened = await openRecognizer(options);
    if (opened.ok) {
      recognizer = opened.value.recognizer;
      warmUpLater(recognizer);
      const { backend, modelName, lacking } = opened.value;
      post({ type: 'ready', backend, model: modelName, lacking });
    } else {
      post({ type: 'failed', failure: opened.error });
    }
    return;
  }
  if (recognizer === null || port === null) throw new Error('a session needs a loaded model and a port to capture');
  recognition?.dispose();
  const session = recognizer.openSession({
    startSeconds: command.resumeSample / sampleRateHz,
    terms: command.terms,
  });
  const opened = new Recognition(session, command, post);
  recognition = opened;
  port.on('message', ({ data }) => {
    void endOnThrow(() => {
      opened.push(AudioMessage.parse(data));
    });
  });
  port.start();
});
