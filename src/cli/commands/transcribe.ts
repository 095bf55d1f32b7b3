import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { type Command, Option } from 'commander';

import type { Result } from '../../contract/result';
import { textOf } from '../../contract/shownText';
import { type ExportFormat, exportFormats, type Take, type Utterance } from '../../contract/transcript';
import { sampleRateHz } from '../../core/audio/pcm';
import type { Recognizer } from '../../core/dictation/recognizer';
import type { ShapingRules } from '../../core/shaping/rules';
import { shapeAll } from '../../core/shaping/shape';
import { formatTake } from '../../core/transcript/formats';
import { decodeAudio, readAudio } from '../../platform/audio/audioFile';
import { addRecognitionOptions, openUsable, type RecognitionOptions, recognize } from '../recognition/recognition';
import { addShapingOptions, readShaping, type ShapingOptions } from '../recognition/shaping';
import { complain, exitCodes, failWith, print, printJson, showProgress } from '../terminal/terminal';

interface TranscribeOptions extends RecognitionOptions, ShapingOptions {
  readonly format: ExportFormat;
  readonly json?: true;
}

export function addTranscribe(program: Command): void {
  const command = program
    .command('transcribe')
    .description('write down what is said in audio files (WAV, FLAC, Ogg Opus, MP3)')
    .argument('<file...>', 'the files; - reads one from standard input')
    .addOption(new Option('--format <name>', 'how the text is written').choices(exportFormats).default('txt'))
    .option('--json', 'print one JSON object: {files: [{file, text, words}]}');
  addShapingOptions(addRecognitionOptions(command), false).action(
    async (files: string[], options: TranscribeOptions) => {
      if (files.length > 1 && options.format !== 'txt' && !options.json) {
        command.error(`error: --format ${options.format} writes one file at a time; for several there is --json`);
      }
      process.exitCode = await transcribe(files, options);
    },
  );
}

async function transcribe(files: readonly string[], options: TranscribeOptions): Promise<number> {
  const shaping = await readShaping(options);
  if (!shaping.ok) return failWith(shaping.error);
  const opened = await openUsable(options);
  if (!opened.ok) return failWith(opened.error);
  const { recognizer } = opened.value;
  const transcripts: Transcript[] = [];
  try {
    for (const file of files) {
      const audio = await readFileOrInput(file);
      if (audio.ok) transcripts.push(shapedBy(shaping.value, transcriptOf(recognizer, file, audio.value)));
      else complain(audio.error.message);
      const latest = transcripts.at(-1);
      if (audio.ok && latest && !options.json) printTranscript(latest, options.format, files.length > 1);
    }
  } finally {
    recognizer.dispose();
  }
  if (options.json) printJson({ files: transcripts.map(toJson) });
  return transcripts.length === files.length ? exitCodes.ok : exitCodes.failure;
}

interface Transcript {
  readonly file: string;
  readonly seconds: number;
  readonly utterances: readonly Utterance[];
}

const readFileOrInput = async (file: string): Promise<Result<Float32Array>> =>
  file === '-' ? decodeAudio(await buffer(process.stdin), 'standard input') : readAudio(file);

function transcriptOf(recognizer: Recognizer, file: string, samples: Float32Array): Transcript {
  const progress = process.stderr.isTTY ? showProgress(Math.ceil(samples.length / sampleRateHz), 's') : null;
  try {
    const utterances = recognize(recognizer, samples, (pushed) => progress?.update(Math.floor(pushed / sampleRateHz)));
    return { file, seconds: samples.length / sampleRateHz, utterances };
  } finally {
    progress?.stop();
  }
}

const shapedBy = (shaping: ShapingRules | null, transcript: Transcript): Transcript =>
  shaping === null ? transcript : { ...transcript, utterances: shapeAll(shaping, transcript.utterances) };

/** @param isOneOfMany the text is headed by the file's name then */
function printTranscript(transcript: Transcript, format: ExportFormat, isOneOfMany: boolean): void {
  const text = formatTake(toTake(transcript), format).trimEnd();
  print(isOneOfMany ? `${transcript.file}:\n${text}\n` : text);
}

function toTake({ file, seconds, utterances }: Transcript): Take {
  const now = new Date().toISOString();
  return {
    version: 2,
    id: randomUUID(),
    title: file === '-' ? '' : basename(file),
    titleIsOwn: file !== '-',
    createdAt: now,
    seconds,
    tags: [],
    pinned: false,
    heardAt: now,
    model: null,
    utterances: [...utterances],
    corrected: false,
    earlier: [],
  };
}

const toJson = ({ file, utterances }: Transcript): unknown => ({
  file,
  text: textOf(utterances),
  words: utterances.flatMap(({ words }) =>
    words.map(({ text, startSeconds, endSeconds, confidence }) => ({
      text,
      start: startSeconds,
      end: endSeconds,
      confidence,
    })),
  ),
});
