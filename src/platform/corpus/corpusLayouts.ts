import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';
import { audioName } from '../audio/audioStream';
import { filesBelow, kindsOf } from '../files/fileKinds';
import { lineEnd } from '../files/textDecoder';
import { readTextFile } from '../files/textFile';
import { corpusIn, listKind } from './corpus';
import { commonVoiceTable, isLjSpeech, isNemo, readCommonVoice, readLjSpeech, readNemo } from './foreignLists';
import { type ListedRecording, unknownSpeaker } from './listedRecording';
import { readLibriSpeech, readTexts, stemOf } from './recordingFolders';

export type CorpusLayout = 'list' | 'common-voice' | 'deepspeech' | 'librispeech' | 'ljspeech' | 'nemo' | 'texts';

export interface ListedCorpus {
  readonly layout: CorpusLayout;
  readonly recordings: readonly ListedRecording[];
  /** What of a folder is not among the recordings: "3 .m4a", "1 .json (notes.json)". */
  readonly leftOut: readonly string[];
}

/** How a corpus is read. */
export interface LayoutOptions {
  /** Where the paths of a list start, in place of where its layout has them start. */
  readonly root?: string | undefined;
  /** Of its texts, where they bear no mark; default UTF-8. */
  readonly encoding?: string | undefined;
}

/**
 * Reads what a corpus says about its recordings. A file is a list: of this project (a header with path and text, and with speaker and
 * source where they are known), of Common Voice, DeepSpeech or LJSpeech, or a manifest of NeMo. A folder is told by what is in it: the
 * `validated.tsv` of Common Voice, also in the one language below it, the `*.trans.txt` of LibriSpeech, the `metadata.csv` of LJSpeech,
 * or recordings with a `.txt` of the same name beside them, whose folder names the speaker. Fails with `corpus-invalid`.
 */
export async function readLayout(path: string, options: LayoutOptions = {}): Promise<Result<ListedCorpus>> {
  const found = await stat(path).catch(() => null);
  if (found === null) return fail('corpus-invalid', `There is no corpus at “${path}”.`);
  return found.isDirectory() ? readFolder(path, options) : readList(path, options);
}

async function readList(path: string, { root, encoding }: LayoutOptions): Promise<Result<ListedCorpus>> {
  const read = await readTextFile(path, listKind(encoding));
  if (!read.ok) return read;
  const list = { text: read.value, path, root };
  if (isNemo(list.text)) return listed('nemo', readNemo(list));
  if (isLjSpeech(list.text)) return listed('ljspeech', readLjSpeech(list));
  const commonVoice = commonVoiceTable(list.text);
  if (commonVoice !== null) return listed('common-voice', ok(readCommonVoice(commonVoice, list)));
  const corpus = corpusIn(list.text, path, root, ['path', 'text']);
  if (!corpus.ok) return corpus;
  const recordings = corpus.value.map(({ path: from, speaker, source, text }) => ({
    path: from,
    speaker: speaker === '' ? unknownSpeaker : speaker,
    source: source === '' ? basename(path, extname(path)) : source,
    text,
  }));
  const [header = ''] = list.text.split(lineEnd, 1);
  return listed(/\bwav_filename\b/iu.test(header) ? 'deepspeech' : 'list', ok(recordings));
}

const listed = (layout: CorpusLayout, recordings: Result<ListedRecording[]>): Result<ListedCorpus> =>
  recordings.ok ? ok({ layout, recordings: recordings.value, leftOut: [] }) : recordings;

async function readFolder(path: string, options: LayoutOptions): Promise<Result<ListedCorpus>> {
  const names = await filesBelow(path);
  // Hidden files are no recordings and no texts: macOS leaves one beside each file that it copies.
  const visible = names.filter((name) => !basename(name).startsWith('.'));
  const list = listOf(path, visible);
  if (!list.ok) return list;
  const texts = visible.filter((name) => name.endsWith('.trans.txt'));
  const audio = visible.filter((name) => audioName.test(name));
  const folder = { path, audio, texts, encoding: options.encoding };
  if (list.value !== null) {
    const corpus = await readList(join(path, list.value), options);
    return corpus.ok ? ok(withLeftOut(corpus.value, path, names, [list.value])) : corpus;
  }
  if (texts.length > 0) {
    const corpus = listed('librispeech', await readLibriSpeech(folder));
    return corpus.ok ? ok(withLeftOut(corpus.value, path, names, texts)) : corpus;
  }
  if (audio.length > 0) {
    const beside = visible.filter((name) => /\.txt$/iu.test(name));
    const recordings = await readTexts({ ...folder, texts: beside });
    const stems = new Set(audio.map(stemOf));
    const read = beside.filter((name) => stems.has(stemOf(name)));
    return ok(withLeftOut({ layout: 'texts', recordings, leftOut: [] }, path, names, read));
  }
  const instead = names.length === 0 ? 'it is empty' : `it holds ${kindsOf(names).join(', ')}`;
  const sought = 'no recordings that can be read, no validated.tsv, no metadata.csv, no *.trans.txt';
  return fail('corpus-invalid', `“${path}” holds no corpus: ${sought}; ${instead}.`);
}

/** The list that a folder is told by, if any: of Common Voice, also in a language below it, or of LJSpeech. */
function listOf(folder: string, names: readonly string[]): Result<string | null> {
  const own = ['validated.tsv', 'metadata.csv'].find((name) => names.includes(name));
  if (own !== undefined) return ok(own);
  const languages = names.filter((name) => /^[^/\\]+[/\\]validated\.tsv$/u.test(name));
  if (languages.length < 2) return ok(languages[0] ?? null);
  const named = languages.map((name) => dirname(name)).join(', ');
  return fail(
    'corpus-invalid',
    `“${folder}” holds several languages of Common Voice: name the folder of one (${named}).`,
  );
}

/** @param names all files of the folder; @param read those of them that the texts are from */
function withLeftOut(
  corpus: ListedCorpus,
  folder: string,
  names: readonly string[],
  read: readonly string[],
): ListedCorpus {
  const taken = new Set([...corpus.recordings.map(({ path }) => path), ...read.map((name) => join(folder, name))]);
  return { ...corpus, leftOut: kindsOf(names.filter((name) => !taken.has(join(folder, name)))) };
}
