import type { Device } from '../contract/ipc';

interface Choice {
  readonly value: string;
  readonly label: string;
  /** A second, quieter line. */
  readonly detail?: string;
}

/** The names under which ALSA and Windows list, among the microphones, the default once more, and converters before it. */
const aliases =
  /^(?:default|sysdefault|lavrate|samplerate|speexrate|speex|upmix|vdownmix|Microsoft Sound Mapper - Input|Primary Sound Capture Driver)$/iu;

/** What ALSA calls the ways to other sound servers, where those do not name their microphones themselves. */
const servers: Readonly<Record<string, string>> = {
  pulse: 'PulseAudio’s default',
  pipewire: 'PipeWire’s default',
  jack: 'JACK',
};

/** Whether the name stands for the system's default, in whatever words. */
const isAlias = (name: string): boolean => aliases.test(name);

/** What the system's default is called; null where there is none, or an alias is all that the system calls it. */
function defaultNameOf(devices: readonly Device[]): string | null {
  const name = devices.find(({ isDefault }) => isDefault)?.name;
  return name === undefined || isAlias(name) ? null : labelOf(name);
}

/** The value of the system's default; those of the others begin with "name:", since a name may be any text. */
const followsSystem = 'default';

export const valueOfMicrophone = (name: string | null): string =>
  name === null || isAlias(name) ? followsSystem : `name:${name}`;

/** The name that a value stands for; null for the system's default. */
export const microphoneOf = (value: string): string | null =>
  value === followsSystem ? null : value.slice('name:'.length);

/** The system's default, and each microphone once; the chosen one, too, where it is not connected. */
export function microphoneChoices(devices: readonly Device[], chosen: string | null): Choice[] {
  const names = [...new Set(devices.map(({ name }) => name))].filter((name) => !isAlias(name));
  const known = names.map((name) => ({ value: valueOfMicrophone(name), label: labelOf(name) }));
  const isMissing = chosen !== null && !isAlias(chosen) && !names.includes(chosen);
  const missing = isMissing
    ? [{ value: valueOfMicrophone(chosen), label: labelOf(chosen), detail: 'Not connected' }]
    : [];
  const detail = devices.some(({ isDefault }) => isDefault) ? defaultNameOf(devices) : 'No microphone found';
  return [{ value: followsSystem, label: 'System default', ...(detail !== null && { detail }) }, ...known, ...missing];
}

/** What the microphone that is listened to is called. */
export const microphoneName = (devices: readonly Device[], chosen: string | null): string =>
  chosen === null || isAlias(chosen) ? (defaultNameOf(devices) ?? 'The system’s default microphone') : labelOf(chosen);

const labelOf = (name: string): string => servers[name] ?? name;
