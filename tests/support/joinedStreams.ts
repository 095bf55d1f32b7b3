import { joinSamples, sampleRateHz } from '../../src/core/audio/pcm';
import { Random } from '../../src/core/training/random';
import { readAudio } from '../../src/platform/audio/audioFile';
import type { CorpusEntry } from '../../src/platform/corpus/corpus';

/** A recording in a stream, and when it is heard there. */
export interface StreamPart {
  readonly entry: CorpusEntry;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** Recordings of one reader with pauses between, as one take: 16 kHz. */
export interface JoinedStream {
  readonly speaker: string;
  readonly samples: Float32Array;
  readonly parts: readonly StreamPart[];
}

/** Seconds between two recordings: between sentences, and between thoughts. */
const pauseSeconds = { shortest: 0.4, longest: 4 };
/** Of the room in the pauses, root mean square. */
const roomLevel = 0.0005;

/** The streams of all readers with at least `fewest` recordings; the pauses are the same ones each time. */
export async function joinedStreams(entries: readonly CorpusEntry[], fewest: number): Promise<JoinedStream[]> {
  const readers = new Map<string, CorpusEntry[]>();
  for (const entry of entries) {
    const reader = `${entry.source} ${entry.speaker}`;
    readers.set(reader, [...(readers.get(reader) ?? []), entry]);
  }
  const random = new Random(1);
  const streams: JoinedStream[] = [];
  for (const [speaker, recordings] of readers)
    if (recordings.length >= fewest) streams.push(await joinOne(speaker, recordings, random));
  return streams;
}

async function joinOne(speaker: string, entries: readonly CorpusEntry[], random: Random): Promise<JoinedStream> {
  const pieces = [room(1, random)];
  const parts: StreamPart[] = [];
  let length = sampleRateHz;
  for (const entry of entries) {
    const audio = await readAudio(entry.path);
    if (!audio.ok) throw new Error(audio.error.message);
    const [startSeconds, endSeconds] = [length / sampleRateHz, (length + audio.value.length) / sampleRateHz];
    parts.push({ entry, startSeconds, endSeconds });
    const { shortest, longest } = pauseSeconds;
    const pause = room(shortest * (longest / shortest) ** random.uniform(), random);
    pieces.push(audio.value, pause);
    length += audio.value.length + pause.length;
  }
  return { speaker, samples: joinSamples(pieces), parts };
}

/** The sound of a quiet room. */
const room = (seconds: number, random: Random): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * sampleRateHz) }, () => roomLevel * random.normal());
