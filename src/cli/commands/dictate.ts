import type { Command } from 'commander';

import { type Failure, ok, type Result } from '../../contract/result';
import { int16ToFloat32 } from '../../core/audio/pcm';
import { filterRecording } from '../../core/audio/recordingFilter';
import { liftedPhrases } from '../../core/shaping/liftedPhrases';
import type { Recognizer } from '../../core/dictation/recognizer';
import { readAudio } from '../../platform/audio/audioFile';
import type { MicrophoneListeners, OpenMicrophone } from '../../platform/audio/microphone';
import { listDevices, openMicrophone } from '../recognition/forkedMicrophones';
import { namedMicrophone } from '../recognition/namedMicrophone';
import { playFile } from '../recognition/playedFile';
import { addRecognitionOptions, openUsable, type RecognitionOptions } from '../recognition/recognition';
import { addShapingOptions, readShaping, type ShapingOptions } from '../recognition/shaping';
import { LiveText } from '../terminal/liveText';
import { complain, exitCodes, failWith } from '../terminal/terminal';

interface DictateOptions extends RecognitionOptions, ShapingOptions {
  readonly device?: string;
  readonly file?: string;
}

export function addDictate(program: Command): void {
  const command = program
    .command('dictate')
    .description('write down what is said into the microphone, as it is said; Ctrl+C ends it')
    .option('--device <name>', 'the microphone, as "devices" names it; else the default')
    .option('--file <file>', 'play a recording in real time in place of the microphone');
  addShapingOptions(addRecognitionOptions(command), true).action(async (options: DictateOptions) => {
    process.exitCode = await dictate(options);
  });
}

async function dictate(options: DictateOptions): Promise<number> {
  const shaping = await readShaping(options);
  if (!shaping.ok) return failWith(shaping.error);
  const source = await chooseSource(options);
  if (!source.ok) return failWith(source.error);
  const opened = await openUsable(options, liftedPhrases(shaping.value));
  if (!opened.ok) return failWith(opened.error);
  const { recognizer, backend, modelName } = opened.value;
  const live = new LiveText(shaping.value);
  const failure = await listen(source.value, recognizer, live, () => {
    complain(`${source.value.name}, ${modelName}, ${backend}. Ctrl+C ends it.`);
  });
  recognizer.dispose();
  return failure === null ? exitCodes.ok : failWith(failure);
}

interface Source {
  /** "Listening to …". */
  readonly name: string;
  open(listeners: MicrophoneListeners, onEnd: () => void): Promise<Result<OpenMicrophone>>;
}

async function chooseSource({ device, file }: DictateOptions): Promise<Result<Source>> {
  if (file === undefined) {
    const named = await findNamed(device);
    if (!named.ok) return named;
    const name = `Listening to ${device ?? 'the default microphone'}`;
    return ok({ name, open: (listeners) => openMicrophone(device ?? null, listeners) });
  }
  const audio = await readAudio(file);
  if (!audio.ok) return audio;
  const played = filterRecording(audio.value);
  return ok({
    name: `Playing ${file}`,
    open: (listeners, onEnd) => Promise.resolve(ok(playFile(played, listeners, onEnd))),
  });
}

/** Before the model is loaded, which takes seconds. */
async function findNamed(device: string | undefined): Promise<Result<undefined>> {
  if (device === undefined) return ok(undefined);
  const devices = await listDevices();
  return devices.ok ? namedMicrophone(device, devices.value) : devices;
}

/** Until the source ends or the user ends it. @param onOpen told when there is sound to come  @returns what went wrong, or null */
async function listen(
  source: Source,
  recognizer: Recognizer,
  live: LiveText,
  onOpen: () => void,
): Promise<Failure | null> {
  const session = recognizer.openSession();
  const ended = endOfListening();
  const samples = (chunk: Int16Array): void => {
    for (const event of session.push(int16ToFloat32(chunk))) live.show(event);
    if (live.isAskedToStop) ended.end(null);
  };
  try {
    const microphone = await source.open({ samples, lost: ended.end }, () => {
      ended.end(null);
    });
    if (!microphone.ok) return microphone.error;
    onOpen();
    const failure = await ended.promise;
    await microphone.value.close();
    for (const event of session.finish()) live.show(event);
    return failure;
  } finally {
    session.dispose();
  }
}

/** Ctrl+C may come twice, from the terminal and through npm: the last words are said after the first, and lost by none. */
function endOfListening(): {
  readonly promise: Promise<Failure | null>;
  readonly end: (failure: Failure | null) => void;
} {
  let end: (failure: Failure | null) => void = () => undefined;
  const promise = new Promise<Failure | null>((resolve) => {
    end = resolve;
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      end(null);
    });
  }
  return { promise, end };
}
