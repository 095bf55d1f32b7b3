import { ok, type Result } from '../../contract/result';
import { textOf } from '../../contract/shownText';
import type { Recognizer } from '../../core/dictation/recognizer';
import type { Heard } from '../../core/voice/errorInterval';
import { readAudio } from '../audio/audioFile';
import type { CorpusEntry } from '../corpus/corpus';
import { openRecognizer } from '../recognition/openRecognizer';

interface Listening {
  readonly signal: AbortSignal;
  readonly onHeard: () => void;
  /** Told of a recording that cannot be read, and why. */
  readonly onLeftOut: (path: string, reason: string) => void;
  readonly languageModelPath?: string;
}

/** A recording, what is said in it and what was heard. */
interface HeardEntry extends Heard {
  readonly entry: CorpusEntry;
}

/**
 * What dictation with a model would write of some recordings: streamed, with the language model. Leaves out recordings that cannot
 * be read. Stops between two recordings when `signal` says so, with what it has. Fails as `openRecognizer` does.
 */
export async function hear(
  modelPath: string,
  entries: readonly CorpusEntry[],
  { signal, onHeard, onLeftOut, ...options }: Listening,
): Promise<Result<HeardEntry[]>> {
  const opened = await openRecognizer({ modelPath, ...options });
  if (!opened.ok) return opened;
  const { recognizer } = opened.value;
  const heard: HeardEntry[] = [];
  try {
    for (const entry of entries) {
      if (signal.aborted) break;
      const audio = await readAudio(entry.path);
      if (audio.ok) heard.push({ entry, said: entry.text, heard: hearSamples(recognizer, audio.value) });
      else onLeftOut(entry.path, audio.error.message);
      onHeard();
      await turnOfOthers();
    }
  } finally {
    recognizer.dispose();
  }
  return ok(heard);
}

function hearSamples(recognizer: Recognizer, samples: Float32Array): string {
  const session = recognizer.openSession();
  const events = [...session.push(samples), ...session.finish()];
  session.dispose();
  return textOf(events.flatMap((event) => (event.type === 'final' ? [event.utterance] : [])));
}

/** What two models heard of the same recordings. */
interface Comparison {
  readonly before: readonly HeardEntry[];
  readonly after: readonly HeardEntry[];
}

/**
 * What dictation would write with one model and with another, of the recordings that can be read both times; `onHeard` is told of
 * each twice. Stops and fails as `hear` does.
 */
export async function hearBoth(
  [oldPath, newPath]: readonly [string, string],
  entries: readonly CorpusEntry[],
  listening: Listening,
): Promise<Result<Comparison>> {
  const before = await hear(oldPath, entries, listening);
  if (!before.ok) return before;
  const readable = before.value.map(({ entry }) => entry);
  const after = await hear(newPath, readable, listening);
  if (!after.ok) return after;
  const heardTwice = new Set(after.value.map(({ entry }) => entry));
  return ok({ before: before.value.filter(({ entry }) => heardTwice.has(entry)), after: after.value });
}

/** Lets a signal handler, a timer or a message have its turn. */
export const turnOfOthers = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });
