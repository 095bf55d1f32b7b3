import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A microphone without sound hardware: an audio server of its own, in a folder of its own, whose default microphone hears
 * whatever is played. Needs pulseaudio, pulseaudio-utils and libasound2-plugins.
 */
export class VirtualMicrophone {
  /** What a program needs in its environment to hear this microphone. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #folder: string;
  #server: ChildProcess | null = null;

  private constructor(folder: string) {
    this.#folder = folder;
    // Debian's own configuration probes sound cards and servers that are not there, at a tenth of a second each time.
    const alsa = join(folder, 'asound.conf');
    writeFileSync(alsa, 'pcm.!default { type pulse }\nctl.!default { type pulse }\n');
    this.environment = { XDG_RUNTIME_DIR: folder, ALSA_CONFIG_PATH: alsa, PULSE_SERVER: `unix:${folder}/pulse/native` };
  }

  static async start(): Promise<VirtualMicrophone> {
    const microphone = new VirtualMicrophone(mkdtempSync(join(tmpdir(), 'utter-microphone-')));
    await microphone.startServer();
    return microphone;
  }

  /** Resolves when the server answers. */
  async startServer(): Promise<void> {
    this.#server = spawn(
      'pulseaudio',
      [
        '-n',
        '--daemonize=no',
        '--exit-idle-time=-1',
        '--load=module-native-protocol-unix',
        // Without `norewinds` the first sample takes up to two seconds.
        '--load=module-null-sink sink_name=speaker rate=48000 channels=2 format=s16le norewinds=1',
        '--load=module-remap-source master=speaker.monitor source_name=microphone',
      ],
      { env: { ...process.env, ...this.environment }, stdio: 'ignore' },
    );
    const deadline = Date.now() + 10_000;
    while ((await this.#run('pactl', ['info'])) !== 0) {
      if (Date.now() > deadline) throw new Error('the audio server does not answer');
    }
  }

  /** The server dies at once, as when it crashes. */
  async killServer(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  /** The server gives no sound and no answer, and no error either. */
  freezeServer(): void {
    this.#server?.kill('SIGSTOP');
  }

  thawServer(): void {
    this.#server?.kill('SIGCONT');
  }

  /** Speaks a recording into the microphone, in real time; resolves when it is over. Needs a format of libsndfile, such as Opus or WAV. */
  async play(path: string): Promise<void> {
    const code = await this.#run('paplay', ['-d', 'speaker', path]);
    if (code !== 0) throw new Error(`paplay ended with ${code} on ${path}`);
  }

  async dispose(): Promise<void> {
    await this.killServer();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #run(program: string, words: readonly string[]): Promise<number> {
    const child = spawn(program, words, { env: { ...process.env, ...this.environment }, stdio: 'ignore' });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? -1;
  }
}
