import { basename, dirname, extname, join, resolve } from 'node:path';

import { z } from 'zod';

import { ok, type Result } from '../../contract/result';
import { readTable, type Table } from '../files/table';
import { lineEnd } from '../files/textDecoder';
import { invalidList } from './corpus';
import { type ListedRecording, unknownSpeaker } from './listedRecording';

/** A list as others lay it out. */
interface ForeignList {
  readonly text: string;
  /** Of the list. */
  readonly path: string;
  /** Where its paths start, in place of where its layout has them start. */
  readonly root: string | undefined;
}

/** A line that is not empty, and its number from 1. */
type NumberedLine = readonly [line: string, number: number];

/** Enough of a client's long number to tell it from the others. */
const speakerLength = 12;

/** The table of a list of Common Voice; null where the text is none. */
export function commonVoiceTable(text: string): Table | null {
  const table = readTable(text);
  const isOne =
    typeof table !== 'string' && ['client_id', 'path', 'sentence'].every((name) => table.names.includes(name));
  return isOne ? table : null;
}

/** client_id, path, sentence; the audio lies in `clips` beside the list. */
export function readCommonVoice({ names, rows }: Table, { path, root }: ForeignList): ListedRecording[] {
  const clips = root ?? join(dirname(path), 'clips');
  return rows.map(({ fields }) => {
    const field = (name: string): string => fields[names.indexOf(name)]?.trim() ?? '';
    const speaker = field('client_id').slice(0, speakerLength);
    // Older releases leave the ending of the clips' names out.
    const name = extname(field('path')) === '' ? `${field('path')}.mp3` : field('path');
    return { path: join(clips, name), speaker, source: 'common-voice', text: field('sentence') };
  });
}

/** Whether a text begins as a list of LJSpeech does: a name, a bar, a sentence. */
export const isLjSpeech = (text: string): boolean => /^[^|\t\r\n]+\|[^\t]/u.test(text);

/** A line a recording, without a header: its name, its text, and its text with numbers and titles spelt out; the audio lies in `wavs`. */
export function readLjSpeech(list: ForeignList): Result<ListedRecording[]> {
  const { path, root } = list;
  const folder = root ?? dirname(path);
  const recordings: ListedRecording[] = [];
  for (const [line, number] of linesOf(list)) {
    const fields = line.split('|').map((field) => field.trim());
    const [name = '', written = '', spelt = ''] = fields;
    if (name === '' || fields.length < 2 || fields.length > 3)
      return invalidList(
        basename(path),
        `line ${number} is not a name, a text and a text that is spelt out, between |`,
      );
    const text = spelt === '' ? written : spelt;
    recordings.push({ path: audioOf(folder, name), speaker: unknownSpeaker, source: 'ljspeech', text });
  }
  return ok(recordings);
}

const audioOf = (folder: string, name: string): string =>
  extname(name) === '' ? join(folder, 'wavs', `${name}.wav`) : resolve(folder, name);

/** Whether a text begins as a manifest of NeMo does: an object in JSON. */
export const isNemo = (text: string): boolean => /^\s*\{/u.test(text);

const ManifestLine = z.looseObject({
  audio_filepath: z.string().min(1),
  text: z.string().default(''),
  offset: z.number().optional(),
  speaker: z.union([z.string(), z.number()]).optional(),
});

/** An object in JSON a line; paths start at the manifest. */
export function readNemo(list: ForeignList): Result<ListedRecording[]> {
  const { path, root } = list;
  const name = basename(path);
  const recordings: ListedRecording[] = [];
  for (const [line, number] of linesOf(list)) {
    const parsed = manifestLine(line);
    if (parsed === null)
      return invalidList(name, `line ${number} is no line of a NeMo manifest (audio_filepath, text)`);
    if ((parsed.offset ?? 0) !== 0)
      return invalidList(
        name,
        `line ${number} is a part of a longer recording, which cannot be taken; cut it out first`,
      );
    const from = resolve(root ?? dirname(path), parsed.audio_filepath);
    const speaker = String(parsed.speaker ?? unknownSpeaker);
    recordings.push({ path: from, speaker, source: basename(path, extname(path)), text: parsed.text });
  }
  return ok(recordings);
}

function manifestLine(line: string): z.infer<typeof ManifestLine> | null {
  try {
    return ManifestLine.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

const linesOf = ({ text }: ForeignList): NumberedLine[] =>
  text
    .split(lineEnd)
    .map((line, index): NumberedLine => [line, index + 1])
    .filter(([line]) => line.trim() !== '');
