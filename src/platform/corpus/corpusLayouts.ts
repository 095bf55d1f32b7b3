import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';
import { audioName } from '../audio/audioFile';
import { readCorpus } from './corpus';

/** A recording as its corpus lists it: the audio has not been opened, the text is as it was written. */
export interface ListedRecording {
  /** Absolute where the source is. */
  readonly path: string;
  readonly speaker: string;
  readonly source: string;
  readonly text: string;
}

const unknownSpeaker = 'unknown';

export const corpusLayouts = ['list', 'common-voice', 'librispeech', 'texts'] as const;
export type CorpusLayout = (typeof corpusLayouts)[number];

export interface ListedCorpus {
  readonly layout: CorpusLayout;
  readonly recordings: readonly ListedRecording[];
}

/**
 * Reads what a corpus says about its recordings. A file is a list: of this project (a header with path and text, and with speaker and
 * source where they are known) or of Common Voice (client_id, path, sentence; the audio in `clips` beside it). A folder is told by
 * what is in it: the `validated.tsv` of Common Voice, the `*.trans.txt` of LibriSpeech, or recordings with a `.txt` of the same name
 * beside them, whose folder names the speaker. Fails with `corpus-invalid`.
 */
export async function readLayout(path: string, root?: string): Promise<Result<ListedCorpus>> {
  const found = await stat(path).catch(() => null);
  if (found === null) return fail('corpus-invalid', `There is no corpus at “${path}”.`);
  if (!found.isDirectory()) return readList(path, root);
  const names = (await readdir(path, { recursive: true })).sort();
  if (names.includes('validated.tsv')) return readList(join(path, 'validated.tsv'), root);
  const transcripts = names.filter((name) => name.endsWith('.trans.txt'));
  if (transcripts.length > 0)
    return ok({ layout: 'librispeech', recordings: await readLibriSpeech(path, transcripts) });
  const audio = names.filter((name) => audioName.test(name));
  if (audio.length > 0) return ok({ layout: 'texts', recordings: await readTexts(path, audio) });
  return fail('corpus-invalid', `“${path}” holds no corpus: no recordings, no validated.tsv, no *.trans.txt.`);
}

async function readList(path: string, root?: string): Promise<Result<ListedCorpus>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const [header = '', ...lines] = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  const names = header.split('\t');
  if (names.includes('client_id') && names.includes('sentence')) {
    return ok({ layout: 'common-voice', recordings: commonVoice(names, lines, root ?? join(dirname(path), 'clips')) });
  }
  const corpus = await readCorpus(path, root, ['path', 'text']);
  if (!corpus.ok) return corpus;
  const recordings = corpus.value.map(({ path: from, speaker, source, text: said }) => ({
    path: from,
    speaker: speaker === '' ? unknownSpeaker : speaker,
    source: source === '' ? basename(path, extname(path)) : source,
    text: said,
  }));
  return ok({ layout: 'list', recordings });
}

/** Enough of a client's long number to tell it from the others. */
const speakerLength = 12;

function commonVoice(names: readonly string[], lines: readonly string[], clips: string): ListedRecording[] {
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const fields = line.split('\t');
      const field = (name: string): string => fields[names.indexOf(name)]?.trim() ?? '';
      const speaker = field('client_id').slice(0, speakerLength);
      // Older releases leave the ending of the clips' names out.
      const name = extname(field('path')) === '' ? `${field('path')}.mp3` : field('path');
      return { path: join(clips, name), speaker, source: 'common-voice', text: field('sentence') };
    });
}

/** READER/CHAPTER/READER-CHAPTER.trans.txt: a line a recording, its name and its text; the audio lies beside it as FLAC. */
async function readLibriSpeech(folder: string, transcripts: readonly string[]): Promise<ListedRecording[]> {
  const chapters = transcripts.map(async (name) => {
    const lines = (await readFile(join(folder, name), 'utf8')).split(/\r?\n/u).filter((line) => line !== '');
    return lines.map((line) => {
      const [id = '', ...words] = line.split(' ');
      const path = join(folder, dirname(name), `${id}.flac`);
      return { path, speaker: id.split('-')[0] ?? '', source: 'librispeech', text: words.join(' ') };
    });
  });
  return (await Promise.all(chapters)).flat();
}

async function readTexts(folder: string, audio: readonly string[]): Promise<ListedRecording[]> {
  const recordings: ListedRecording[] = [];
  for (const name of audio) {
    const path = join(folder, name);
    const beside = `${path.slice(0, -extname(path).length)}.txt`;
    const text = (await readFile(beside, 'utf8').catch(() => '')).trim();
    const speaker = relative(folder, dirname(path));
    recordings.push({ path, speaker: speaker === '' ? unknownSpeaker : speaker, source: basename(folder), text });
  }
  return recordings;
}
