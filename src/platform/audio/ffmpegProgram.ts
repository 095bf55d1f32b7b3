import { createRequire } from 'node:module';

/** What is used of Emscripten's module of a program, and of Emscripten's files. */
export interface EmscriptenModule {
  readonly FS: {
    readonly ErrnoError: new (code: number) => Error;
    writeFile(path: string, text: string): void;
    lookupPath(path: string): { readonly node: EmscriptenNode };
    makedev(major: number, minor: number): number;
    registerDevice(device: number, operations: object): void;
    mkdev(path: string, device: number): void;
  };
  /** @returns the exit status */
  callMain(parameters: readonly string[]): number;
  /** Takes bytes of the stack, or gives so many back where they are negative. @returns its pointer */
  stackAlloc(bytes: number): number;
}

interface EmscriptenNode {
  stream_ops: Readonly<Record<string, unknown>>;
  usedBytes: number;
}

type CreateModule = (options: object) => Promise<EmscriptenModule>;
type Functions = Record<string, (...values: unknown[]) => unknown>;
type Imports = Readonly<Record<string, Functions>>;

interface Instance {
  readonly exports: Readonly<Record<string, unknown>>;
}

interface Memory {
  readonly buffer: ArrayBuffer;
}

/** What is used of WebAssembly, whose types come with those of a window. */
interface WebAssemblyOfNode {
  compile(bytes: Uint8Array): Promise<object>;
  readonly Instance: new (module: object, imports: Imports) => Instance;
  readonly Memory: new () => Memory;
}

const { WebAssembly: webAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyOfNode };

/** Memory that grew beyond this is given back to the system after the run. */
const keptMemoryBytes = 32 * 2 ** 20;

/**
 * A program of vendor/ffmpeg, compiled once. Each run begins in the same memory, byte for byte, so that no file leaves anything behind
 * for the next; making another instance for each would cost more than a short recording does.
 */
export class FfmpegProgram {
  readonly #compiled: object;
  readonly #create: CreateModule;
  /** Of the run that is at work: an instance keeps the imports that it was made with. */
  #imports: Imports = {};
  #ready: { readonly instance: Instance; readonly memory: Memory } | null = null;
  /** The memory before the first run, up to where it is all zeros. */
  #data = new Uint8Array(0);
  #stackTop: number | null = null;

  private constructor(compiled: object, create: CreateModule) {
    this.#compiled = compiled;
    this.#create = create;
  }

  /** @param name "ffmpeg" or "ffprobe" */
  static async load(name: string, readFile: (path: string) => Uint8Array): Promise<FfmpegProgram> {
    const load = createRequire(__filename);
    const compiled = await webAssembly.compile(readFile(load.resolve(`@utter/ffmpeg/${name}.wasm`)));
    return new FfmpegProgram(compiled, load(`@utter/ffmpeg/${name}.js`) as CreateModule);
  }

  /** A run that has not begun, which ends the one before. @param options of Emscripten's module */
  async start(options: object): Promise<EmscriptenModule> {
    const module = await this.#create({
      ...options,
      instantiateWasm: (imports: Imports, receive: (instance: Instance) => void): object => {
        this.#imports = imports;
        const instance = this.#freshInstance(imports);
        receive(instance);
        return instance.exports;
      },
    });
    // A program that exits leaves the stack as it is.
    const stack = module.stackAlloc(0);
    this.#stackTop ??= stack;
    module.stackAlloc(stack - this.#stackTop);
    return module;
  }

  #freshInstance(imports: Imports): Instance {
    if (this.#ready === null || this.#ready.memory.buffer.byteLength > keptMemoryBytes) {
      this.#ready = this.#newInstance(imports);
      this.#stackTop = null;
    } else {
      const bytes = new Uint8Array(this.#ready.memory.buffer);
      bytes.set(this.#data);
      bytes.fill(0, this.#data.length);
    }
    return this.#ready.instance;
  }

  #newInstance(imports: Imports): { readonly instance: Instance; readonly memory: Memory } {
    const instance = new webAssembly.Instance(this.#compiled, this.#forwarding(imports));
    const memory = Object.values(instance.exports).find((value) => value instanceof webAssembly.Memory);
    if (memory === undefined) throw new Error('the program exports no memory');
    const bytes = new Uint8Array(memory.buffer);
    let end = bytes.length;
    while (end > 0 && bytes[end - 1] === 0) end -= 1;
    this.#data = bytes.slice(0, end);
    return { instance, memory };
  }

  /** Functions of the same names that call those of the run at work. */
  #forwarding(imports: Imports): Imports {
    const forwarding: Record<string, Functions> = {};
    for (const [from, functions] of Object.entries(imports)) {
      const names: Functions = (forwarding[from] = {});
      for (const name of Object.keys(functions)) names[name] = (...values) => this.#imports[from]![name]!(...values);
    }
    return forwarding;
  }
}
