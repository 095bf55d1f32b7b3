import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { pieces } from '../../src/cli/recognition/recognition';
import type { Utterance } from '../../src/contract/transcript';
import { sampleRateHz } from '../../src/core/audio/pcm';
import type { Recognizer } from '../../src/core/dictation/recognizer';
import { editsOf } from '../../src/core/corpus/edits';
import { countWordErrors } from '../../src/core/training/wordErrors';
import { readCorpus } from '../../src/platform/corpus/corpus';
import { openRecognizer } from '../../src/platform/recognition/openRecognizer';
import { joinedStreams, type JoinedStream } from '../support/joinedStreams';
import { type StreamFigures, StreamMeter } from '../support/streamMeter';

/**
 * How calm a live transcript is, and where it ends its utterances, in takes of minutes: the recordings of each reader, one after
 * another with pauses between. `npx tsx tests/bench/longStreams.ts --corpus valid.tsv`
 */
const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string', default: '' },
    model: { type: 'string', default: resolve(__dirname, '../../resources/models/english.utter') },
    /** Readers with fewer recordings make no long stream. */
    fewest: { type: 'string', default: '10' },
    sources: { type: 'string', default: 'libri,speechocean,an4' },
  },
});

interface Heard {
  readonly stream: JoinedStream;
  readonly figures: StreamFigures;
  readonly utterances: readonly { readonly utterance: Utterance; readonly toldSeconds: number }[];
}

function hear(recognizer: Recognizer, stream: JoinedStream): Heard {
  const session = recognizer.openSession();
  const meter = new StreamMeter();
  const utterances: Heard['utterances'][number][] = [];
  let heardSeconds = 0;
  const take = (events: ReturnType<typeof session.push>): void => {
    meter.push(events, heardSeconds);
    for (const event of events)
      if (event.type === 'final') utterances.push({ utterance: event.utterance, toldSeconds: heardSeconds });
  };
  for (const piece of pieces(stream.samples)) {
    heardSeconds += piece.length / sampleRateHz;
    take(session.push(piece));
  }
  take(session.finish());
  session.dispose();
  return { stream, figures: meter.figures(), utterances };
}

/** Seconds within which an end counts as the end of a recording, which has some silence of its own. */
const edgeSeconds = 0.3;

interface Endpoints {
  readonly recordings: number;
  /** Recordings in which an utterance ended. */
  readonly cut: number;
  /** Pauses of two seconds or more in which none ended. */
  readonly missed: number;
  readonly pauses: number;
  /** From the end of a recording to when its utterance was told. */
  readonly delays: readonly number[];
}

function endpointsOf({ stream, utterances }: Heard): Endpoints {
  const ends = utterances.map(({ utterance }) => utterance.endSeconds);
  const isBetween = (from: number, to: number): boolean => ends.some((end) => end > from && end < to);
  const pauses = stream.parts
    .slice(1)
    .map(({ startSeconds }, i) => [stream.parts[i]!.endSeconds, startSeconds] as const);
  const long = pauses.filter(([from, to]) => to - from >= 2);
  const delays = utterances.flatMap(({ utterance: { words }, toldSeconds }) => {
    const lastWord = words.at(-1)?.endSeconds ?? 0;
    const part = stream.parts.find(
      ({ endSeconds }) => Math.abs(endSeconds - lastWord) < 1.5 && endSeconds < toldSeconds,
    );
    return part === undefined ? [] : [toldSeconds - part.endSeconds];
  });
  return {
    recordings: stream.parts.length,
    cut: stream.parts.filter((part) => isBetween(part.startSeconds + edgeSeconds, part.endSeconds - edgeSeconds))
      .length,
    missed: long.filter(([from, to]) => !isBetween(from - edgeSeconds, to + edgeSeconds)).length,
    pauses: long.length,
    delays,
  };
}

function errorsOf({ stream, utterances }: Heard): ReturnType<typeof countWordErrors> {
  const heard = utterances.flatMap(({ utterance }) => utterance.words.map(({ text }) => text));
  return countWordErrors(stream.parts.map(({ entry }) => entry.text).join(' '), heard.join(' '));
}

function quantile(values: readonly number[], share: number): string {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN).toFixed(2);
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

function printSource(source: string, heard: readonly Heard[]): void {
  const figures = heard.map((one) => one.figures);
  const words = total(figures.map(({ finalWords }) => finalWords));
  const changed = total(figures.map(({ changedWords }) => changedWords));
  const shown = figures.flatMap(({ shownDelays }) => shownDelays);
  const committed = figures.flatMap(({ commitDelays }) => commitDelays);
  const endpoints = heard.map(endpointsOf);
  const delays = endpoints.flatMap((one) => one.delays);
  const sum = (pick: (one: Endpoints) => number): number => total(endpoints.map(pick));
  const minutes = total(heard.map(({ stream }) => stream.samples.length)) / sampleRateHz / 60;
  const errors = heard.map(errorsOf);
  const cells = [
    source,
    heard.length,
    minutes.toFixed(1),
    words,
    ((100 * total(errors.map(editsOf))) / total(errors.map(({ length }) => length))).toFixed(1),
    (changed / words).toFixed(3),
    total(figures.map(({ changedAfterCommit }) => changedAfterCommit)),
    `${quantile(shown, 0.5)} / ${quantile(shown, 0.95)}`,
    `${quantile(committed, 0.5)} / ${quantile(committed, 0.95)}`,
    `${sum(({ cut }) => cut)} of ${sum(({ recordings }) => recordings)}`,
    `${sum(({ missed }) => missed)} of ${sum(({ pauses }) => pauses)}`,
    `${quantile(delays, 0.5)} / ${quantile(delays, 0.95)}`,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

async function main(): Promise<void> {
  const corpus = await readCorpus(options.corpus);
  if (!corpus.ok) throw new Error(corpus.error.message);
  const opened = await openRecognizer({ modelPath: options.model, decoder: 'beam', backend: 'wasm' });
  if (!opened.ok) throw new Error(opened.error.message);
  console.log(
    '| source | streams | minutes | words | WER, % | flicker | changed after commit | shown, s (median / 95 %) | committed, s | cut | missed | endpoint, s |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const source of options.sources.split(',')) {
    const entries = corpus.value.filter((entry) => entry.source === source);
    const streams = await joinedStreams(entries, Number(options.fewest));
    if (streams.length > 0)
      printSource(
        source,
        streams.map((stream) => hear(opened.value.recognizer, stream)),
      );
  }
  opened.value.recognizer.dispose();
}

void main();
