import { randomUUID } from 'node:crypto';

import { type Command, Option } from 'commander';

import { ok, type Result } from '../../contract/result';
import { shownWords, textOf } from '../../contract/shownText';
import { type Take, type TextFormat, textFormats, type Word } from '../../contract/transcript';
import type { Recognizer } from '../../core/dictation/recognizer';
import { liftedPhrases } from '../../core/shaping/liftedPhrases';
import type { ShapingRules } from '../../core/shaping/rules';
import { shapeAll } from '../../core/shaping/shape';
import { formatTake } from '../../core/transcript/formats';
import { channelName } from '../../platform/audio/audioStream';
import { addRecognitionOptions, openUsable, type RecognitionOptions } from '../recognition/recognition';
import { addShapingOptions, readShaping, type ShapingOptions } from '../recognition/shaping';
import {
  channelOption,
  type ChannelOption,
  type Heard,
  hearFile,
  nameOf,
  sentencesOf,
} from '../recognition/soundFiles';
import { TextFiles, writeNewFile } from '../recognition/textFile';
import { stopSignal } from '../terminal/stopSignal';
import { complain, exitCodes, failWith, print, printJson } from '../terminal/terminal';

interface TranscribeOptions extends RecognitionOptions, ShapingOptions {
  readonly format: TextFormat;
  readonly channel: ChannelOption;
  readonly output?: string;
  readonly strict?: true;
  readonly json?: true;
}

export function addTranscribe(program: Command): void {
  const command = program
    .command('transcribe')
    .description('write down the words that are said in sound files, as they are recognized; with --shape as sentences')
    .argument('<file...>', 'the files; - reads one from standard input')
    .addOption(new Option('--format <name>', 'how the text is written').choices(textFormats).default('txt'))
    .option('--output <path>', 'a file, or for several a folder, to write to; nothing is replaced')
    .addOption(channelOption())
    .option('--strict', 'fail where a file is damaged; what can be read is written down either way')
    .option(
      '--json',
      'print one JSON object, beside what --output writes: {files: [{file, text, words, shaped?, doubted?, damage?, channel?}]}',
    );
  addShapingOptions(addRecognitionOptions(command), false).action(
    async (files: string[], options: TranscribeOptions) => {
      const isOneText = files.length === 1 && options.channel !== 'each';
      if (options.format !== 'txt' && options.output === undefined) {
        if (options.json)
          command.error(`error: --format ${options.format} goes with --json only where there is --output`);
        if (!isOneText) {
          command.error(
            `error: --format ${options.format} writes one text at a time; for several there are --json and --output`,
          );
        }
      }
      process.exitCode = await transcribe(files, options);
    },
  );
}

async function transcribe(files: readonly string[], options: TranscribeOptions): Promise<number> {
  const texts = await openTexts(files, options);
  if (!texts.ok) return failWith(texts.error);
  const shaping = await readShaping(options);
  if (!shaping.ok) return failWith(shaping.error);
  const opened = await openUsable(options, liftedPhrases(shaping.value));
  if (!opened.ok) return failWith(opened.error);
  const { recognizer } = opened.value;
  const run = new Transcription({
    recognizer,
    shaping: shaping.value,
    options,
    texts: texts.value,
    isOneOfMany: files.length > 1,
  });
  try {
    for (const file of files) if (!run.isStopped) await run.add(file);
  } finally {
    recognizer.dispose();
  }
  if (options.json) printJson({ files: run.heard.map(toJson) });
  return run.exitCode;
}

/** Null where they are printed. */
async function openTexts(files: readonly string[], options: TranscribeOptions): Promise<Result<TextFiles | null>> {
  if (options.output === undefined) return ok(null);
  const texts = new TextFiles(options.output);
  const checked = await texts.check(files.length > 1 || options.channel === 'each');
  return checked.ok ? ok(texts) : checked;
}

interface TranscriptionParts {
  readonly recognizer: Recognizer;
  readonly shaping: ShapingRules | null;
  readonly options: TranscribeOptions;
  /** Null where they are printed. */
  readonly texts: TextFiles | null;
  /** The text is headed by the file's name then. */
  readonly isOneOfMany: boolean;
}

/** One run over all files. */
class Transcription {
  readonly heard: Heard[] = [];
  readonly #signal = stopSignal();
  readonly #recognizer: Recognizer;
  readonly #shaping: ShapingRules | null;
  readonly #options: TranscribeOptions;
  readonly #isOneOfMany: boolean;
  readonly #texts: TextFiles | null;
  /** Of the file that is heard now, by its channels, where their texts go. */
  #paths = new Map<string | null, string>();
  #hasFailed = false;

  constructor({ recognizer, shaping, options, texts, isOneOfMany }: TranscriptionParts) {
    this.#recognizer = recognizer;
    this.#shaping = shaping;
    this.#options = options;
    this.#isOneOfMany = isOneOfMany;
    this.#texts = texts;
  }

  get isStopped(): boolean {
    return this.#signal.aborted;
  }

  get exitCode(): number {
    return this.#hasFailed || this.isStopped ? exitCodes.failure : exitCodes.ok;
  }

  async add(file: string): Promise<void> {
    const { channel } = this.#options;
    const isPrintedAtOnce = this.#isPrintedAtOnce();
    this.#paths = new Map();
    const heard = await hearFile(file, {
      recognizer: this.#recognizer,
      channel,
      signal: this.#signal,
      begin: (which) => this.#begin(file, which),
      onUtterance: (utterance) => {
        const text = textOf([utterance]);
        if (isPrintedAtOnce && text !== '') print(text);
      },
    });
    if (!heard.ok) {
      this.#fail(heard);
      return;
    }
    for (const each of heard.value.map((one) => this.#shaped(one))) {
      this.heard.push(each);
      for (const sentence of sentencesOf(each)) complain(sentence);
      if (each.findings.damage !== null && this.#options.strict) this.#hasFailed = true;
      if (!isPrintedAtOnce) this.#fail(await this.#write(each));
    }
  }

  async #begin(file: string, channel: string | null): Promise<Result<undefined>> {
    if (this.#isPrintedAtOnce()) this.#printHead(file, channel);
    // Before the first channel is heard it is asked for the second, too.
    for (const each of channel === null ? [null] : [channelName(0), channelName(1), channel]) {
      if (this.#texts === null || this.#paths.has(each)) continue;
      const path = await this.#texts.take({ file, channel: each, ...this.#writing(each) });
      if (!path.ok) return path;
      this.#paths.set(each, path.value);
    }
    return ok(undefined);
  }

  #writing(channel: string | null): { readonly format: TextFormat; readonly hasSeveral: boolean } {
    return { format: this.#options.format, hasSeveral: this.#isOneOfMany || channel !== null };
  }

  /** What is shaped may be taken back by what is said later, and the other formats are one text. */
  #isPrintedAtOnce(): boolean {
    const { format, json, output } = this.#options;
    return this.#shaping === null && format === 'txt' && json !== true && output === undefined;
  }

  #fail(result: Result<unknown>): void {
    if (result.ok) return;
    complain(result.error.message);
    this.#hasFailed = true;
  }

  #shaped(heard: Heard): Heard {
    return this.#shaping === null ? heard : { ...heard, utterances: shapeAll(this.#shaping, heard.utterances) };
  }

  #printHead(file: string, channel: string | null): void {
    if (this.#isOneOfMany) print(`${file}${channel === null ? '' : `, ${channel}`}:`);
    else if (channel !== null) print(`${channel}:`);
  }

  async #write(heard: Heard): Promise<Result<undefined>> {
    const { format, json } = this.#options;
    const path = this.#paths.get(heard.channel);
    if (json && path === undefined) return ok(undefined);
    const text = formatTake(toTake(heard), format);
    const written = path === undefined ? ok(undefined) : await writeNewFile(path, text);
    if (path !== undefined && (written.ok || json)) return written;
    // What was heard is not lost where it cannot be written.
    this.#printHead(heard.file, heard.channel);
    if (text.trim() !== '') print(text.trimEnd());
    return written;
  }
}

function toTake({ file, seconds, utterances }: Heard): Take {
  const now = new Date().toISOString();
  return {
    version: 2,
    id: randomUUID(),
    title: file === '-' ? '' : nameOf(file),
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

const toJson = ({ file, channel, utterances, doubted, findings: { damage } }: Heard): unknown => ({
  file,
  ...(channel !== null && { channel }),
  text: textOf(utterances),
  words: utterances.flatMap(({ words }) => words.map(toJsonWord)),
  ...(utterances.some(({ shaped }) => shaped !== undefined) && {
    shaped: utterances.flatMap((each) => shownWords(each).map(toJsonWord)),
  }),
  ...(doubted.length > 0 && { doubted: doubted.flatMap(({ words }) => words.map(toJsonWord)) }),
  ...(damage !== null && { damage }),
});

const toJsonWord = ({ text, startSeconds, endSeconds, confidence }: Word): unknown => ({
  text,
  start: toMilliseconds(startSeconds),
  end: toMilliseconds(endSeconds),
  confidence,
});

/** Seconds with three places. */
const toMilliseconds = (seconds: number): number => Math.round(seconds * 1000) / 1000;
