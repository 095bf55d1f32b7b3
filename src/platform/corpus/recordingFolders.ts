import { basename, dirname, extname, join } from 'node:path';

import { ok, type Result } from '../../contract/result';
import { lineEnd } from '../files/textDecoder';
import { readTextFile } from '../files/textFile';
import { listKind } from './corpus';
import { type ListedRecording, unknownSpeaker } from './listedRecording';

/** A folder of recordings and their texts. All names are of files below it. */
export interface RecordingFolder {
  readonly path: string;
  readonly audio: readonly string[];
  readonly texts: readonly string[];
  readonly encoding: string | undefined;
}

/** READER/CHAPTER/READER-CHAPTER.trans.txt: a line a recording, its name and its text; the audio lies beside it, mostly as FLAC. */
export async function readLibriSpeech({
  path: folder,
  audio,
  texts,
  encoding,
}: RecordingFolder): Promise<Result<ListedRecording[]>> {
  const audioOf = new Map(audio.map((name) => [stemOf(name), name]));
  const recordings: ListedRecording[] = [];
  for (const name of texts) {
    const text = await readTextFile(join(folder, name), listKind(encoding));
    if (!text.ok) return text;
    for (const line of text.value.split(lineEnd).filter((each) => each.trim() !== '')) {
      const trimmed = line.trim();
      const [id = ''] = trimmed.split(/\s/u, 1);
      const stem = join(dirname(name), id);
      const path = join(folder, audioOf.get(stem) ?? `${stem}.flac`);
      recordings.push({
        path,
        speaker: id.split('-')[0] ?? '',
        source: 'librispeech',
        text: trimmed.slice(id.length).trim(),
      });
    }
  }
  return ok(recordings);
}

/** Recordings with a text of the same name beside each, in folders that name who speaks. A text that cannot be read is its own fault. */
export async function readTexts({ path: folder, audio, texts, encoding }: RecordingFolder): Promise<ListedRecording[]> {
  const textOf = new Map(texts.map((name) => [stemOf(name), name]));
  const recordings: ListedRecording[] = [];
  for (const name of oneOfEach(audio)) {
    const beside = textOf.get(stemOf(name));
    const text = beside === undefined ? ok('') : await readTextFile(join(folder, beside), textKind(encoding));
    const speaker = dirname(name) === '.' ? unknownSpeaker : dirname(name);
    const known = { path: join(folder, name), speaker, source: basename(folder) };
    recordings.push(
      text.ok ? { ...known, text: text.value.trim() } : { ...known, text: '', fault: text.error.message },
    );
  }
  return recordings;
}

const textKind = (encoding?: string): ReturnType<typeof listKind> => ({ ...listKind(encoding), name: 'The text' });

/** The name without its ending. */
export const stemOf = (name: string): string => name.slice(0, name.length - extname(name).length);

/** Where a recording is there in several forms, the one that loses nothing. */
function oneOfEach(audio: readonly string[]): string[] {
  const isLossless = (name: string): boolean => /\.(?:wav|flac)$/iu.test(name);
  const chosen = new Map<string, string>();
  for (const name of audio) {
    const before = chosen.get(stemOf(name));
    if (before === undefined || (isLossless(name) && !isLossless(before))) chosen.set(stemOf(name), name);
  }
  return [...chosen.values()];
}
