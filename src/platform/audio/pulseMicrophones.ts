import { execFileSync } from 'node:child_process';

import { z } from 'zod';

import type { Device } from '../../contract/ipc';
import { ok, type Result } from '../../contract/result';
import type { MicrophoneListeners, Microphones, OpenMicrophone } from './microphone';

/** What `pactl` tells of a source. */
const Source = z.object({ name: z.string(), description: z.string() });
const Sources = z.array(Source);

/** The sources of the sound server, and which one is the default; null where there is no such server. */
export interface PulseSources {
  readonly sources: readonly { readonly name: string; readonly description: string; readonly isMonitor: boolean }[];
  readonly defaultName: string;
}

/** Under PulseAudio and PipeWire alike. Takes some hundredths of a second. */
export function readPulseSources(
  ask: (words: readonly string[]) => string = (words) =>
    execFileSync('pactl', words, { encoding: 'utf8', timeout: 1000, stdio: ['ignore', 'pipe', 'ignore'] }),
): PulseSources | null {
  try {
    const defaultName = ask(['get-default-source']).trim();
    const listed = Sources.parse(JSON.parse(ask(['--format=json', 'list', 'sources'])));
    const sources = listed.map(({ name, description }) => ({
      name,
      description,
      isMonitor: name.endsWith('.monitor'),
    }));
    return { sources, defaultName };
  } catch {
    // No server, no pactl, or one that is too old to write JSON: PortAudio's own names do then.
    return null;
  }
}

/** PortAudio's name for whatever source the server is told to take. */
const throughServer = 'pulse';

/**
 * Microphones under the names that the sound server gives them, such as "Røde NT-USB Mono", in place of those of ALSA ("HDA Intel PCH:
 * ALC257 Analog (hw:0,0)"). The one that is meant is named to libpulse in the environment of this process, which opens one alone.
 */
export class PulseMicrophones implements Microphones {
  readonly #inner: Microphones;
  readonly #read: () => PulseSources | null;
  readonly #environment: NodeJS.ProcessEnv;

  /** @param inner what opens them */
  constructor(inner: Microphones, read = readPulseSources, environment = process.env) {
    this.#inner = inner;
    this.#read = read;
    this.#environment = environment;
  }

  list(): Result<Device[]> {
    const inner = this.#inner.list();
    const pulse = this.#read();
    if (!inner.ok || pulse === null || !inner.value.some(({ name }) => name === throughServer)) return inner;
    // A monitor hears what the loudspeakers play; it is offered where the user has made it the default.
    const microphones = pulse.sources.filter(({ name, isMonitor }) => !isMonitor || name === pulse.defaultName);
    if (microphones.length === 0) return inner;
    return ok(
      microphones.map(({ name, description }, id) => ({
        id,
        name: description,
        isDefault: name === pulse.defaultName,
      })),
    );
  }

  open(deviceName: string | null, listeners: MicrophoneListeners): Result<OpenMicrophone> {
    const source =
      deviceName === null ? undefined : this.#read()?.sources.find(({ description }) => description === deviceName);
    if (source === undefined) return this.#inner.open(deviceName, listeners);
    this.#environment['PULSE_SOURCE'] = source.name;
    return this.#inner.open(throughServer, listeners);
  }
}
