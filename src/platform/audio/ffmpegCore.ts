import { createRequire } from 'node:module';

import { sampleRateHz } from '../../core/audio/pcm';
import type { DecoderFault, Refusal, SoundFormat } from './decoderFrames';

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

interface Node {
  stream_ops: Readonly<Record<string, unknown>>;
  usedBytes: number;
}

/** What is used of the package: Emscripten's module of FFmpeg 5.1.4 with its two programs, and Emscripten's files. */
interface EmscriptenModule {
  readonly FS: {
    readonly ErrnoError: new (code: number) => Error;
    writeFile(path: string, text: string): void;
    lookupPath(path: string): { readonly node: Node };
    makedev(major: number, minor: number): number;
    registerDevice(device: number, operations: object): void;
    mkdev(path: string, device: number): void;
  };
  exec(...parameters: string[]): number;
  ffprobe(...parameters: string[]): number;
  reset(): void;
  setLogger(logger: (line: { readonly type: 'stdout' | 'stderr'; readonly message: string }) => void): void;
}

type Imports = Record<string, Record<string, unknown>>;

/** What is used of WebAssembly, whose types come with those of a window. */
interface WebAssemblyOfNode {
  compile(bytes: Uint8Array): Promise<object>;
  readonly Instance: new (module: object, imports: Imports) => { readonly exports: object };
}

const { WebAssembly: webAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyOfNode };

/** FFmpeg asks for some 40 MB; a header that lies may ask for gigabytes. */
const mostMemoryBytes = 512 * 2 ** 20;
const mostAllocatedBytes = 128 * 2 ** 20;
const keptFaults = 20;
const outputPath = '/output';
const invalidArgument = 28;

/** What FFmpeg and the code around it say of sound files, too. */
const harmless = /^\s*$|^Aborted\(|\[f32le @|Guessed Channel Layout|Last message repeated/u;

/**
 * FFmpeg in WebAssembly (the npm package @ffmpeg/core), as its command line, for one file at a time. Where it meets damage it
 * complains and goes on with what can be read. Throws where FFmpeg itself breaks down; then it is of no more use.
 */
export class FfmpegCore {
  readonly #module: EmscriptenModule;
  #input: FfmpegInput = { size: 0, extension: '', read: () => 0 };
  #write: (bytes: Uint8Array) => void = () => undefined;

  private constructor(module: EmscriptenModule) {
    this.#module = module;
    const { FS } = module;
    const device = FS.makedev(90, 1);
    FS.registerDevice(device, {
      open: (stream: Stream) => {
        stream.seekable = false;
      },
      write: (_: Stream, bytes: Int8Array, offset: number, length: number) => {
        this.#write(new Uint8Array(bytes.buffer, bytes.byteOffset + offset, length));
        return length;
      },
    });
    FS.mkdev(outputPath, device);
  }

  /** Compiles FFmpeg, which takes half a second; @returns what makes a new one of it, which takes a tenth */
  static async loader(readFile: (path: string) => Uint8Array): Promise<() => Promise<FfmpegCore>> {
    const load = createRequire(__filename);
    const compiled = await webAssembly.compile(readFile(load.resolve('@ffmpeg/core/wasm')));
    // The package thinks that it runs in a browser's worker and looks where it was loaded from.
    Object.assign(globalThis, { self: { location: { href: '' } } });
    const create = load('@ffmpeg/core') as (options: object) => Promise<EmscriptenModule>;
    const instantiateWasm = (imports: Imports, receive: (instance: object) => void): object => {
      const instance = new webAssembly.Instance(compiled, withLimit(imports));
      receive(instance);
      return instance.exports;
    };
    return async () => new FfmpegCore(await create({ instantiateWasm }));
  }

  /** What there is to decode in a file. Of several streams of sound the one that FFmpeg would choose. */
  probe(input: FfmpegInput): Found {
    const output: string[] = [];
    const warnings: string[] = [];
    const path = this.#prepare(input, (line, isOutput) => (isOutput ? output : warnings).push(line));
    const listing = ['-show_format', '-show_streams', '-of', 'json'];
    // Its exit status is not told.
    this.#module.ffprobe('-v', 'warning', ...limits, ...listing, path);
    const probed = JSON.parse(output.join('\n') || '{}') as Partial<Probed>;
    if (probed.format === undefined) return refuse('unknown');
    const isGuessed = warnings.some((line) => line.includes('Estimating duration'));
    return formatOf({ format: probed.format, streams: probed.streams ?? [] }, isGuessed);
  }

  /** @param write given 16 kHz floats, channels in turn: a view that is valid during the call */
  decode(
    input: FfmpegInput,
    { stream, channelCount }: SoundFormat,
    write: (bytes: Uint8Array) => void,
  ): { readonly code: number; readonly faults: readonly DecoderFault[]; readonly faultCount: number } {
    const faults: DecoderFault[] = [];
    let [faultCount, bytes] = [0, 0];
    this.#write = (written) => {
      bytes += written.length;
      write(written);
    };
    const path = this.#prepare(input, (line) => {
      if (harmless.test(line)) return;
      faultCount += 1;
      const atSeconds = bytes / (Float32Array.BYTES_PER_ELEMENT * channelCount * sampleRateHz);
      if (faults.length < keptFaults) faults.push({ atSeconds, line });
    });
    const quiet = ['-hide_banner', '-nostats', '-v', 'repeat+error'];
    const from = [...limits, '-err_detect', 'crccheck', '-i', path, '-map', `0:${stream}`];
    const to = [
      '-ac',
      String(channelCount),
      '-ar',
      String(sampleRateHz),
      '-flush_packets',
      '1',
      '-f',
      'f32le',
      outputPath,
    ];
    return { code: this.#module.exec(...quiet, ...from, ...to), faults, faultCount };
  }

  /** @returns the path under which FFmpeg finds the input */
  #prepare(input: FfmpegInput, tell: (line: string, isOutput: boolean) => void): string {
    const { FS } = this.#module;
    const path = `/input${input.extension}`;
    this.#input = input;
    FS.writeFile(path, '');
    const { node } = FS.lookupPath(path);
    node.stream_ops = { ...node.stream_ops, read: this.#read, llseek: this.#seek };
    node.usedBytes = input.size;
    this.#module.setLogger(({ type, message }) => {
      tell(message, type === 'stdout');
    });
    this.#module.reset();
    return path;
  }

  readonly #read = (...[, bytes, offset, length, position]: ReadArguments): number =>
    this.#input.read(new Uint8Array(bytes.buffer, bytes.byteOffset), offset, length, position);

  readonly #seek = ({ position }: Stream, offset: number, whence: 0 | 1 | 2): number => {
    const target = offset + { 0: 0, 1: position, 2: this.#input.size }[whence];
    if (target < 0) throw new this.#module.FS.ErrnoError(invalidArgument);
    return target;
  };
}

type Found = { readonly format: SoundFormat } | { readonly format: null; readonly refusal: Refusal };

const refuse = (reason: Refusal['reason'], name = ''): Found => ({ format: null, refusal: { reason, name } });

const limits = ['-max_alloc', String(mostAllocatedBytes)];

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
  readonly start_time?: string;
  readonly duration?: string;
  readonly disposition?: { readonly default?: number };
}

/** Beyond them lies damage. */
const rates = { lowestHz: 1000, highestHz: 768_000 } as const;

function formatOf({ format, streams }: Probed, isGuessed: boolean): Found {
  const { format_name: container, format_long_name: longName = container } = format;
  const stream = chosenStream(streams);
  if (stream === undefined) return refuse('no-sound', longName);
  const { codec_name: codec = 'unknown', channels: channelCount = 0, sample_rate: rate = '0' } = stream;
  if (codec === 'unknown') return refuse('no-decoder', stream.codec_tag_string);
  if (!isRate(Number(rate)) || channelCount === 0) return refuse('odd-rate', rate);
  const announcedSeconds = isGuessed ? null : announcedOf(stream, format, streams);
  return { format: { container, codec, channelCount, stream: stream.index, announcedSeconds, peak: null } };
}

/** How long a film is says nothing of how long its sound is. */
function announcedOf(stream: ProbedStream, format: Probed['format'], streams: readonly ProbedStream[]): number | null {
  const isAlone = streams.every(({ codec_type: type }) => type !== 'video');
  return secondsOf(stream, isAlone ? format.duration : undefined);
}

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

/** Emscripten asks for a larger memory by one of its functions, which is told by its name. */
function withLimit(imports: Imports): Imports {
  const limited = (ask: (bytes: number) => unknown) => (bytes: number) =>
    bytes >>> 0 > mostMemoryBytes ? 0 : ask(bytes);
  const entries = Object.entries(imports).map(([name, functions]) => [
    name,
    Object.fromEntries(
      Object.entries(functions).map(([key, value]) => [
        key,
        typeof value === 'function' && value.name.includes('resize_heap')
          ? limited(value as (bytes: number) => unknown)
          : value,
      ]),
    ),
  ]);
  return Object.fromEntries(entries) as Imports;
}
