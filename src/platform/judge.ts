import { fail, ok, type Result } from '../contract/result';
import { textOf } from '../contract/shownText';
import type { Heard } from '../core/voice/errorInterval';
import { readAudio } from './audioFile';
import type { CorpusEntry } from './corpus';
import { openRecognizer } from './openRecognizer';

interface Listening {
  readonly signal: AbortSignal;
  readonly onHeard: () => void;
  readonly languageModelPath?: string;
}

/**
 * What dictation with a model would write of some recordings: streamed, with the language model. Stops between two recordings
 * when `signal` says so, with what it has. Fails as `openRecognizer` and `readAudio` do.
 */
export async function hear(
  modelPath: string,
  entries: readonly CorpusEntry[],
  { signal, onHeard, ...options }: Listening,
): Promise<Result<Heard[]>> {
  const opened = await openRecognizer({ modelPath, ...options });
  if (!opened.ok) return opened;
  const { recognizer } = opened.value;
  const heard: Heard[] = [];
  try {
    for (const { path, text } of entries) {
      if (signal.aborted) break;
      const audio = await readAudio(path);
      if (!audio.ok) return fail(audio.error.code, audio.error.message);
      const session = recognizer.openSession();
      const events = [...session.push(audio.value), ...session.finish()];
      session.dispose();
      const utterances = events.flatMap((event) => (event.type === 'final' ? [event.utterance] : []));
      heard.push({ said: text, heard: textOf(utterances) });
      onHeard();
      await turnOfOthers();
    }
  } finally {
    recognizer.dispose();
  }
  return ok(heard);
}

/** Lets a signal handler, a timer or a message have its turn. */
export const turnOfOthers = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
