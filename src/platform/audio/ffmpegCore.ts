import { sampleRateHz } from '../../core/audio/pcm';
import type { DecoderEnd, DecoderFault, Refusal, SoundFormat } from './decoderFrames';
import { type EmscriptenModule, FfmpegProgram } from './ffmpegProgram';

/** A file that FFmpeg reads from wherever it likes. */
export interface FfmpegInput {
  /** Bytes. */
  readonly size: number;
  /** ".flac", or empty: where the beginning of a file is damaged its name tells what it is. */
  readonly extension: string;
  /** Puts bytes of the file into `bytes`, @returns how many, 0 at its end */
  readonly read: (bytes: Uint8Array, offset: number, length: number, position: number) => number;
}

interface Stream {
  position: number;
  seekable: boolean;
}

/** As Emscripten calls what reads a file. */
type ReadArguments = [stream: Stream, bytes: Int8Array, offset: number, length: number, position: number];

/** FFmpeg asks for some 40 MB, and WebAssembly gives it 512; a header that lies may ask for gigabytes at once. */
const mostAllocatedBytes = 128 * 2 ** 20;
const keptFaults = 20;
const outputPath = '/output';
const invalidArgument = 28;
/** As file systems have it: FFmpeg passes over a place that cannot be, and would take one that can for the end of the file. */
const mostFileBytes = 2 ** 44;

/** What FFmpeg says of sound files, too, in which nothing is wrong. */
const harmless = /^\s*$|\[f32le @|Guessed Channel Layout|Last message repeated/u;

interface Listeners {
  readonly output?: (line: string) => void;
  /** What it complains of. */
  readonly complaint: (line: string) => void;
  readonly write?: (bytes: Uint8Array) => void;
}

/**
 * FFmpeg in WebAssembly (vendor/ffmpeg), as its two command lines. Where it meets damage it complains and goes on with what can be
 * read. Throws where FFmpeg itself breaks down.
 */
export class FfmpegCore {
  readonly #ffmpeg: FfmpegProgram;
  readonly #ffprobe: FfmpegProgram;

  private constructor(ffmpeg: FfmpegProgram, ffprobe: FfmpegProgram) {
    this.#ffmpeg = ffmpeg;
    this.#ffprobe = ffprobe;
  }

  /** Compiles FFmpeg, which takes a moment. */
  static async load(readFile: (path: string) => Uint8Array): Promise<FfmpegCore> {
    return new FfmpegCore(await FfmpegProgram.load('ffmpeg', readFile), await FfmpegProgram.load('ffprobe', readFile));
  }

  /** What there is to decode in a file. Of several streams of sound the one that FFmpeg would choose. */
  async probe(input: FfmpegInput): Promise<Found> {
    const output: string[] = [];
    const warnings: string[] = [];
    const listing = ['-show_format', '-show_streams', '-of', 'json'];
    await run(this.#ffprobe, input, (path) => ['-v', 'warning', ...limits, ...listing, path], {
      output: (line) => output.push(line),
      complaint: (line) => warnings.push(line),
    });
    const probed = probedOf(output.join('\n'));
    if (probed === null) return refuse('unknown');
    const isGuessed = warnings.some((line) => line.includes('Estimating duration'));
    return formatOf(probed, isGuessed);
  }

  /** @param write given 16 kHz floats, channels in turn: a view that is valid during the call */
  async decode(
    input: FfmpegInput,
    { stream, channelCount }: SoundFormat,
    write: (bytes: Uint8Array) => void,
  ): Promise<DecoderEnd> {
    const faults: DecoderFault[] = [];
    let [faultCount, bytes] = [0, 0];
    const complaint = (line: string): void => {
      if (harmless.test(line)) return;
      faultCount += 1;
      const atSeconds = bytes / (Float32Array.BYTES_PER_ELEMENT * channelCount * sampleRateHz);
      if (faults.length < keptFaults) faults.push({ atSeconds, line });
    };
    const code = await run(this.#ffmpeg, input, (path) => decoding(path, stream, channelCount), {
      complaint,
      write: (written) => {
        bytes += written.length;
        write(written);
      },
    });
    return { code, faults, faultCount };
  }
}

const limits = ['-max_alloc', String(mostAllocatedBytes)];

function decoding(path: string, stream: number, channelCount: number): string[] {
  const quiet = ['-hide_banner', '-nostats', '-v', 'repeat+error'];
  const from = [...limits, '-err_detect', 'crccheck', '-i', path, '-map', `0:${stream}`];
  const format = ['-ac', String(channelCount), '-ar', String(sampleRateHz), '-f', 'f32le'];
  return [...quiet, ...from, ...format, '-flush_packets', '1', '-y', outputPath];
}

/** Runs a program once over a file. @param parametersFor given the path under which it finds the file  @returns its exit status */
async function run(
  program: FfmpegProgram,
  input: FfmpegInput,
  parametersFor: (path: string) => readonly string[],
  { output, complaint, write }: Listeners,
): Promise<number> {
  const module = await program.start({
    print: output,
    printErr: complaint,
    // In place of the end of this process.
    quit: (_: number, cause: Error): never => {
      throw cause;
    },
  });
  const path = `/input${input.extension}`;
  addOutput(module, write);
  addInput(module, input, path);
  return module.callMain(parametersFor(path));
}

function addOutput({ FS }: EmscriptenModule, write: Listeners['write']): void {
  const device = FS.makedev(90, 1);
  FS.registerDevice(device, {
    open: (stream: Stream) => {
      stream.seekable = false;
    },
    write: (_: Stream, bytes: Int8Array, offset: number, length: number) => {
      if (length > 0) write?.(new Uint8Array(bytes.buffer, bytes.byteOffset + offset, length));
      return length;
    },
  });
  FS.mkdev(outputPath, device);
}

function addInput({ FS }: EmscriptenModule, input: FfmpegInput, path: string): void {
  FS.writeFile(path, '');
  const { node } = FS.lookupPath(path);
  node.usedBytes = input.size;
  node.stream_ops = {
    ...node.stream_ops,
    read: (...[, bytes, offset, length, position]: ReadArguments): number =>
      input.read(new Uint8Array(bytes.buffer, bytes.byteOffset), offset, length, position),
    llseek: ({ position }: Stream, offset: number, whence: 0 | 1 | 2): number => {
      const target = offset + { 0: 0, 1: position, 2: input.size }[whence];
      if (target < 0 || target > mostFileBytes) throw new FS.ErrnoError(invalidArgument);
      return target;
    },
  };
}

type Found = { readonly format: SoundFormat } | { readonly format: null; readonly refusal: Refusal };

const refuse = (reason: Refusal['reason'], name = ''): Found => ({ format: null, refusal: { reason, name } });

/** What ffprobe prints, as far as it is used. */
interface Probed {
  readonly format: { readonly format_name: string; readonly format_long_name?: string; readonly duration?: string };
  readonly streams: readonly ProbedStream[];
}

interface ProbedStream {
  readonly index: number;
  readonly codec_type?: string;
  readonly codec_name?: string;
  readonly codec_tag_string?: string;
  readonly sample_rate?: string;
  readonly channels?: number;
  /** Missing where there is none for so many. */
  readonly channel_layout?: string;
  readonly start_time?: string;
  readonly duration?: string;
  readonly disposition?: { readonly default?: number };
}

/** Null where it found no file that it knows, or gave up in the midst of its answer: a coding is damaged whose header it cannot do without. */
function probedOf(json: string): Probed | null {
  if (!json.endsWith('}')) return null;
  const { format, streams = [] } = JSON.parse(json) as Partial<Probed>;
  return format === undefined ? null : { format, streams };
}

/** Beyond them lies damage. */
const rates = { lowestHz: 1000, highestHz: 768_000 } as const;

function formatOf({ format, streams }: Probed, isGuessed: boolean): Found {
  const { format_name: container, format_long_name: longName = container } = format;
  const stream = chosenStream(streams);
  if (stream === undefined) return refuse('no-sound', longName);
  const { codec_name: codec = 'unknown', sample_rate: rate = '0' } = stream;
  const channelCount = channelsOf(stream);
  if (codec === 'unknown') return refuse('no-decoder', stream.codec_tag_string);
  // A name that ends as one of a sound file makes FFmpeg take anything for it, and find nothing that it says of its sound.
  if (Number(rate) * channelCount === 0) return refuse('unknown');
  if (!isRate(Number(rate))) return refuse('odd-rate', rate);
  const announcedSeconds = isGuessed ? null : announcedOf(stream, format, streams);
  return { format: { container, codec, channelCount, stream: stream.index, announcedSeconds, peak: null } };
}

/** How long a film is says nothing of how long its sound is. */
function announcedOf(stream: ProbedStream, format: Probed['format'], streams: readonly ProbedStream[]): number | null {
  const isAlone = streams.every(({ codec_type: type }) => type !== 'video');
  return secondsOf(stream, isAlone ? format.duration : undefined);
}

/** A first frame of AAC that is damaged may tell of channels which no others have, and FFmpeg cannot mix what there is into so many. */
const channelsOf = ({ codec_name: codec, channels = 0, channel_layout: layout }: ProbedStream): number =>
  codec === 'aac' && channels > 2 && layout === undefined ? 2 : channels;

const isRate = (hertz: number): boolean => hertz >= rates.lowestHz && hertz <= rates.highestHz;

/** As FFmpeg does: the one that is marked as usual, else the one with most channels, else the first. */
function chosenStream(streams: readonly ProbedStream[]): ProbedStream | undefined {
  const rank = ({ disposition, channels = 0 }: ProbedStream): number => (disposition?.default ?? 0) * 1000 + channels;
  const [first, ...others] = streams.filter(({ codec_type: type }) => type === 'audio');
  return others.reduce((best, stream) => (best !== undefined && rank(stream) > rank(best) ? stream : best), first);
}

/** Without the delay of the encoder at the beginning, which FFmpeg leaves out. */
function secondsOf({ duration, start_time: start = '0' }: ProbedStream, ofFile: string | undefined): number | null {
  const seconds = Number(duration ?? ofFile) - Math.max(0, Number(start) || 0);
  return seconds > 0 ? seconds : null;
}
