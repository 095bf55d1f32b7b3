import { describe, expect, it } from 'vitest';

import type { Device } from '../../../../src/contract/ipc';
import { ok, type Result } from '../../../../src/contract/result';
import type { Microphones, OpenMicrophone } from '../../../../src/platform/audio/microphone';
import { PulseMicrophones, readPulseSources } from '../../../../src/platform/audio/pulseMicrophones';

/** As pactl 16 writes it, but for what is not read. */
const answers: Readonly<Record<string, string>> = {
  'get-default-source': 'alsa_input.usb-RODE.mono-fallback\n',
  '--format=json list sources': JSON.stringify([
    { name: 'alsa_output.pci.analog-stereo.monitor', description: 'Monitor of Built-in Audio', state: 'IDLE' },
    { name: 'alsa_input.pci.analog-stereo', description: 'Built-in Audio Analog Stereo', index: 1 },
    { name: 'alsa_input.usb-RODE.mono-fallback', description: 'Røde NT-USB Mono', index: 2 },
  ]),
};
const ask = (words: readonly string[]): string => answers[words.join(' ')] ?? '';

/** PortAudio over ALSA. */
class Inner implements Microphones {
  readonly opened: (string | null)[] = [];
  readonly #names: readonly string[];

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  list(): Result<Device[]> {
    return ok(this.#names.map((name, id) => ({ id, name, isDefault: id === 0 })));
  }

  open(deviceName: string | null): Result<OpenMicrophone> {
    this.opened.push(deviceName);
    return ok({ close: () => Promise.resolve() });
  }
}

function stage(read = () => readPulseSources(ask), names = ['HDA Intel PCH: ALC257 Analog (hw:0,0)', 'pulse']) {
  const [inner, environment] = [new Inner(names), {} as NodeJS.ProcessEnv];
  return { inner, environment, microphones: new PulseMicrophones(inner, read, environment) };
}

const listeners = { samples: () => undefined, lost: () => undefined };
const shown = (microphones: Microphones): string[] => {
  const listed = microphones.list();
  return listed.ok ? listed.value.map(({ name, isDefault }) => (isDefault ? `${name}, default` : name)) : [];
};

describe('PulseMicrophones', () => {
  it('names microphones as people know them, and no loudspeakers', () => {
    expect(shown(stage().microphones)).toEqual(['Built-in Audio Analog Stereo', 'Røde NT-USB Mono, default']);
  });

  it('offers what loudspeakers play where that is the default', () => {
    const monitor: Readonly<Record<string, string>> = {
      ...answers,
      'get-default-source': 'alsa_output.pci.analog-stereo.monitor',
    };
    const read = () => readPulseSources((words) => monitor[words.join(' ')] ?? '');
    expect(shown(stage(read).microphones)[0]).toBe('Monitor of Built-in Audio, default');
  });

  it('opens the one that is meant through the sound server', () => {
    const { inner, environment, microphones } = stage();
    microphones.open('Røde NT-USB Mono', listeners);
    expect([inner.opened, environment['PULSE_SOURCE']]).toEqual([['pulse'], 'alsa_input.usb-RODE.mono-fallback']);
  });

  it('leaves the default, and names that were chosen before, to PortAudio', () => {
    const { inner, environment, microphones } = stage();
    microphones.open(null, listeners);
    microphones.open('HDA Intel PCH: ALC257 Analog (hw:0,0)', listeners);
    expect(inner.opened).toEqual([null, 'HDA Intel PCH: ALC257 Analog (hw:0,0)']);
    expect(environment).toEqual({});
  });

  it("keeps PortAudio's names where there is no sound server, or no way to it", () => {
    const names = ['HDA Intel PCH (hw:0,0)', 'pulse'];
    const fails = (): string => {
      throw new Error('spawn pactl ENOENT');
    };
    expect(shown(stage(() => readPulseSources(fails), names).microphones)).toHaveLength(2);
    expect(shown(stage(() => readPulseSources(() => 'no JSON'), names).microphones)).toHaveLength(2);
    expect(shown(stage(() => readPulseSources(ask), ['HDA Intel PCH (hw:0,0)']).microphones)).toHaveLength(1);
  });
});
