import type { ModelFiles } from '../../contract/modelFiles';
import { ok, type Result } from '../../contract/result';
import { textOf } from '../../contract/shownText';
import { Network } from '../../core/acoustic/network';
import { english } from '../../core/alphabet';
import type { Decoder } from '../../core/decode/decoder';
import type { Recognizer } from '../../core/dictation/recognizer';
import { batchOf, groupsByLength } from '../../core/training/batches';
import { judgedFrames, judgingChunks, posteriorsOf } from '../../core/training/heldOut';
import type { Heard } from '../../core/voice/errorInterval';
import { readModel } from '../acoustic/modelFile';
import { turnOfOthers } from '../acoustic/turnOfOthers';
import { readAudio } from '../audio/audioFile';
import type { CorpusEntry } from '../corpus/corpus';
import type { Examples } from '../corpus/examples';
import { openDecoder, searchOf } from '../recognition/openDecoder';
import { openRecognizer } from '../recognition/openRecognizer';
import type { AdaptationMaterial } from './adaptationMaterial';

/** What recordings are heard with; terms as they are spoken. */
export type HearingFiles = ModelFiles & { readonly terms?: readonly string[] };

/** A recording, what is said in it and what was heard. */
export interface HeardEntry extends Heard {
  readonly entry: CorpusEntry;
}

export interface Listening {
  readonly signal: AbortSignal;
  readonly onHeard: () => void;
  /** Told of a recording that cannot be read, and why. */
  readonly onLeftOut: (path: string, reason: string) => void;
}

/**
 * What dictation would write of some recordings, with the language model. Leaves out recordings that cannot be read. Stops between two
 * recordings when `signal` says so, with what it has. Fails as reading models does.
 */
export type Hear = (
  files: HearingFiles,
  entries: readonly CorpusEntry[],
  listening: Listening,
) => Promise<Result<HeardEntry[]>>;

/** From the sound, streamed. */
export const hear: Hear = async (files, entries, { signal, onHeard, onLeftOut }) => {
  const opened = await openRecognizer(files);
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
};

function hearSamples(recognizer: Recognizer, samples: Float32Array): string {
  const session = recognizer.openSession();
  const events = [...session.push(samples), ...session.finish()];
  session.dispose();
  return textOf(events.flatMap((event) => (event.type === 'final' ? [event.utterance] : [])));
}

type Judged = Pick<AdaptationMaterial, 'heldOut' | 'canary'>;

/**
 * From states that were kept, whole: what a second hearing of each recording would settle on. The encoder, by far the dearest part of it,
 * need not run again, since an adaptation leaves it as it is.
 */
export const hearStates =
  (material: Judged): Hear =>
  async (files, entries, { signal, onHeard }) => {
    const model = readModel(files.modelPath);
    if (!model.ok) return model;
    const { features, prior, network: config, weights } = model.value;
    const decoder = openDecoder(files, searchOf(features));
    if (!decoder.ok) return decoder;
    const network = new Network(config, weights);
    const heard = new Map<CorpusEntry, HeardEntry>();
    try {
      for (const { examples, indices, entries: some } of batchesOf(material, entries)) {
        if (signal.aborted) break;
        const batch = batchOf(examples.read(indices, prior), features);
        const posteriors = posteriorsOf(network, batch, judgingChunks(features));
        for (const [place, entry] of some.entries()) {
          const words = decoded(decoder.value.createDecoder(), posteriors, batch.rows[place]!);
          heard.set(entry, { entry, said: entry.text, heard: words });
          onHeard();
          await turnOfOthers();
        }
      }
    } finally {
      network.dispose();
    }
    return ok(entries.flatMap((entry) => heard.get(entry) ?? []));
  };

/** Recordings that are heard at once, in the order of their batch, and where their states lie. */
interface HeardTogether {
  readonly examples: Examples;
  readonly indices: readonly number[];
  readonly entries: readonly CorpusEntry[];
}

function batchesOf({ heldOut, canary }: Judged, wanted: readonly CorpusEntry[]): HeardTogether[] {
  const isWanted = new Set(wanted);
  return [heldOut, canary].flatMap(({ entries, examples }) => {
    const usable = examples.frames.flatMap((frames, index) => (frames > 0 ? [index] : []));
    const entryOf = new Map(usable.map((index, place) => [index, entries[place]!]));
    const chosen = usable.filter((index) => isWanted.has(entryOf.get(index)!));
    return groupsByLength(examples.frames, chosen, judgedFrames).map((indices) => ({
      examples,
      indices,
      entries: indices.map((index) => entryOf.get(index)!),
    }));
  });
}

function decoded(decoder: Decoder, logProbs: Float32Array, rows: Int32Array): string {
  for (const row of rows) decoder.step(logProbs.subarray(row * english.size, (row + 1) * english.size));
  const words = decoder.finish();
  return words.map(({ text }) => text).join(' ');
}
