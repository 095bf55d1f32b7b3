import { basename } from 'node:path';

import { Option } from 'commander';

import { ok, type Result } from '../../contract/result';
import type { Utterance } from '../../contract/transcript';
import { sampleRateHz } from '../../core/audio/pcm';
import { RecordingFilter } from '../../core/audio/recordingFilter';
import type { Recognizer } from '../../core/dictation/recognizer';
import type { SessionEvent } from '../../core/dictation/session';
import { formatClock } from '../../core/transcript/timestamp';
import { type AudioFindings, type AudioStream, channelName, openAudio } from '../../platform/audio/audioStream';
import { damageSentence } from '../../platform/audio/damage';
import { seekable } from '../../platform/audio/seekable';
import { unreadable } from '../../platform/audio/unreadable';
import { doubtedSentence } from '../terminal/doubted';
import { StatusLine } from '../terminal/statusLine';
import { behindGap } from './gap';
import { pieces } from './recognition';

const channelChoices = ['mix', 'left', 'right', 'each'] as const;
export type ChannelOption = (typeof channelChoices)[number];

export const channelOption = (): Option =>
  new Option('--channel <name>', 'what is heard of several channels: their mean, one, or each by itself')
    .choices(channelChoices)
    .default('mix');

/** What was heard in a file, or in one of its channels. */
export interface Heard {
  readonly file: string;
  /** Where each channel was heard by itself, which. */
  readonly channel: string | null;
  readonly utterances: readonly Utterance[];
  /** What may have been said, and is not in `utterances`. */
  readonly doubted: readonly Utterance[];
  readonly seconds: number;
  /** In sentences. */
  readonly findings: AudioFindings;
  readonly isStopped: boolean;
}

interface Listening {
  readonly recognizer: Recognizer;
  readonly channel: ChannelOption;
  readonly signal: AbortSignal;
  /** Told of each utterance as soon as it is over. */
  readonly onUtterance: (utterance: Utterance) => void;
  /** Asked before a file or a channel of it is heard, which takes long; a failure ends that file. */
  readonly begin: (channel: string | null) => Promise<Result<undefined>>;
}

export const nameOf = (file: string): string => (file === '-' ? 'standard input' : basename(file));

/**
 * Streams a file through a session, once or for each of its channels: text comes while the file is read. Stops when `signal` says so,
 * with what it has. @param file a path, or "-" for standard input
 */
export async function hearFile(file: string, listening: Listening): Promise<Result<Heard[]>> {
  const opened = await seekable(file === '-' ? process.stdin : file, nameOf(file));
  if (!opened.ok) return opened;
  try {
    return await hearChannels(file, opened.value.path, listening);
  } finally {
    await opened.value.dispose();
  }
}

async function hearChannels(file: string, path: string, listening: Listening): Promise<Result<Heard[]>> {
  const { channel, signal } = listening;
  const name = nameOf(file);
  const heard: Heard[] = [];
  let channelCount = 1;
  for (let index = 0; index < channelCount && !signal.aborted; index += 1) {
    const stream = await openAudio(path, {
      name,
      channel: { mix: 'mix' as const, left: 0, right: 1, each: index }[channel],
    });
    if (!stream.ok) return stream;
    if (channel === 'each') channelCount = stream.value.channelCount;
    const which = channelCount > 1 ? channelName(index) : null;
    const begun = await listening.begin(which);
    if (!begun.ok) return begun;
    const { utterances, doubted, seconds, isStopped } = await hear(stream.value, listening);
    const findings = stream.value.findings();
    if (seconds === 0 && !isStopped)
      return unreadable(name, findings.damage === null ? 'there is no sound in it' : 'it is damaged');
    heard.push(timed({ file, channel: which, utterances, doubted, seconds, findings, isStopped }));
  }
  return ok(heard);
}

function timed(heard: Heard): Heard {
  const gap = heard.findings.damage?.gap ?? null;
  if (gap === null) return heard;
  const [utterances, doubted] = [behindGap(heard.utterances, gap), behindGap(heard.doubted, gap)];
  return { ...heard, utterances, doubted, seconds: heard.seconds + gap.seconds };
}

async function hear(
  stream: AudioStream,
  { recognizer, signal, onUtterance }: Listening,
): Promise<Pick<Heard, 'utterances' | 'doubted' | 'seconds' | 'isStopped'>> {
  const session = recognizer.openSession();
  const status = new StatusLine();
  const pace = new Pace(stream.announcedSeconds);
  const utterances: Utterance[] = [];
  const doubted: Utterance[] = [];
  const keep = (events: readonly SessionEvent[]): void => {
    for (const event of events) {
      if (event.type === 'doubted') doubted.push(event.utterance);
      if (event.type !== 'final') continue;
      utterances.push(event.utterance);
      status.clear();
      onUtterance(event.utterance);
    }
  };
  let samples = 0;
  const filter = new RecordingFilter();
  const push = (filtered: Float32Array): void => {
    for (const piece of pieces(filtered)) keep(session.push(piece));
  };
  try {
    for await (const block of stream.pieces) {
      push(filter.push(block));
      samples += block.length;
      status.update(() => pace.sentenceAt(samples / sampleRateHz));
      // A signal is handled between two turns.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) break;
    }
    push(filter.finish());
    keep(session.finish());
  } finally {
    status.clear();
    session.dispose();
  }
  return { utterances, doubted, seconds: samples / sampleRateHz, isStopped: signal.aborted };
}

/** Tells how far a file is and how long the rest takes. */
class Pace {
  readonly #totalSeconds: number | null;
  readonly #start = performance.now();

  constructor(totalSeconds: number | null) {
    this.#totalSeconds = totalSeconds;
  }

  sentenceAt(seconds: number): string {
    if (this.#totalSeconds === null) return `${formatClock(seconds)} heard`;
    const elapsedSeconds = (performance.now() - this.#start) / 1000;
    const left = (Math.max(0, this.#totalSeconds - seconds) * elapsedSeconds) / seconds;
    return `${formatClock(seconds)} of ${formatClock(this.#totalSeconds)} heard, ${formatClock(left)} left`;
  }
}

/** What is to be told of a file beside its text. */
export function sentencesOf(heard: Heard): string[] {
  const { file, findings, utterances, doubted, seconds, isStopped } = heard;
  const { damage, taken } = findings;
  const name = nameOf(file);
  return [
    ...(taken === null
      ? []
      : [
          `The channels of “${name}” cancel each other: its ${channelName(taken.channel)} alone was taken from ${formatClock(taken.fromSeconds)} on.`,
        ]),
    ...(damage === null ? [] : [damageSentence(name, damage)]),
    ...(isStopped ? [`Stopped at ${formatClock(seconds)} of “${name}”.`] : []),
    ...doubted.map(doubtedSentence),
    ...(utterances.some(({ words }) => words.length > 0) ? [] : [`No speech was found in “${name}”.`]),
  ];
}
