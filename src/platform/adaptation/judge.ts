import { fail, ok, type Result } from '../../contract/result';
import { textOf } from '../../contract/shownText';
import type { AdaptationProgress, AdaptationScores, HeardSentence } from '../../contract/voice';
import type { Recognizer } from '../../core/dictation/recognizer';
import { errorRateOf, type Heard } from '../../core/voice/errorInterval';
import { turnOfOthers } from '../acoustic/turnOfOthers';
import { readAudio } from '../audio/audioFile';
import type { CorpusEntry } from '../corpus/corpus';
import { openRecognizer } from '../recognition/openRecognizer';
import type { AdaptationMaterial } from './adaptationMaterial';

interface Listening {
  readonly signal: AbortSignal;
  readonly onHeard: () => void;
  /** Told of a recording that cannot be read, and why. */
  readonly onLeftOut: (path: string, reason: string) => void;
  readonly languageModelPath?: string;
  readonly encoderPath?: string;
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
async function hearBoth(
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

interface Judging {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: AdaptationProgress) => void;
  readonly languageModelPath?: string;
  readonly encoderPath?: string;
}

/** The error rates of two models on the voice and on general speech, and what they heard of the voice. */
interface Judgement extends Pick<AdaptationScores, 'voice' | 'canary'> {
  readonly sentences: HeardSentence[];
}

const noneLeft =
  'What was learnt is kept, but the recordings that the new model is to be judged by can no longer be read.';

/**
 * Judges a model and the one that was made of it by what dictation would write of the recordings that neither has learnt from; null
 * where `signal` stops it. Fails as `hear` does, and with `recording-missing` where nothing can be read any more.
 */
export async function judge(
  models: readonly [string, string],
  { heldOut, canary }: Pick<AdaptationMaterial, 'heldOut' | 'canary'>,
  { onProgress, ...listening }: Judging,
): Promise<Result<Judgement | null>> {
  const entries = [...heldOut.entries, ...canary.entries];
  let done = 0;
  const compared = await hearBoth(models, entries, {
    ...listening,
    onHeard: () => {
      onProgress({ type: 'judging', done: ++done, total: 2 * entries.length });
    },
    onLeftOut: (path, reason) => {
      onProgress({ type: 'left-out', path, reason });
    },
  });
  if (!compared.ok) return compared;
  if (listening.signal.aborted) return ok(null);
  const { before, after } = compared.value;
  const ofVoice = new Set(heldOut.entries);
  const voiceCount = before.filter(({ entry }) => ofVoice.has(entry)).length;
  if (voiceCount === 0 || voiceCount === before.length) return fail('recording-missing', noneLeft);
  return ok({
    voice: { before: errorRateOf(before.slice(0, voiceCount)), after: errorRateOf(after.slice(0, voiceCount)) },
    canary: { before: errorRateOf(before.slice(voiceCount)), after: errorRateOf(after.slice(voiceCount)) },
    sentences: before
      .slice(0, voiceCount)
      .map(({ said, heard: was }, index) => ({ said, before: was, now: after[index]!.heard })),
  });
}
