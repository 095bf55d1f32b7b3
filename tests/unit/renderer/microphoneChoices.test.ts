import { describe, expect, it } from 'vitest';

import {
  microphoneChoices,
  microphoneName,
  microphoneOf,
  valueOfMicrophone,
} from '../../../src/renderer/microphoneChoices';

const devices = (defaultName: string, ...others: readonly string[]) =>
  [defaultName, ...others].map((name, id) => ({ id, name, isDefault: name === defaultName }));
const choices = (list: ReturnType<typeof devices>, chosen: string | null = null): string[] =>
  microphoneChoices(list, chosen).map(({ label, detail }) => (detail === undefined ? label : `${label}: ${detail}`));

describe('the choice of a microphone', () => {
  it('has the default once, and the other names of it not at all', () => {
    expect(choices(devices('default', 'HDA Intel PCH: ALC257 Analog (hw:0,0)', 'sysdefault', 'samplerate'))).toEqual([
      'System default',
      'HDA Intel PCH: ALC257 Analog (hw:0,0)',
    ]);
    expect(choices(devices('Microsoft Sound Mapper - Input', 'Headset', 'Headset'))).toEqual([
      'System default',
      'Headset',
    ]);
  });

  it('names sound servers in words, and says which microphone is the default', () => {
    expect(choices(devices('Headset', 'pulse', 'default'))).toEqual([
      'System default: Headset',
      'Headset',
      'PulseAudio’s default',
    ]);
  });

  it('says what is not there', () => {
    expect(choices([])).toEqual(['System default: No microphone found']);
    expect(choices(devices('default'), 'Headset')).toEqual(['System default', 'Headset: Not connected']);
  });

  it('shows the default where a name of it was chosen before', () => {
    expect(choices(devices('default', 'Headset'), 'default')).toEqual(['System default', 'Headset']);
    expect(valueOfMicrophone('default')).toBe(valueOfMicrophone(null));
  });

  it('calls the default by its name, where it has one', () => {
    expect(microphoneName(devices('Headset'), null)).toBe('Headset');
    expect(microphoneName(devices('default'), null)).toBe('The system’s default microphone');
    expect(microphoneName(devices('Headset'), 'default')).toBe('Headset');
    expect(microphoneName(devices('Headset'), 'Røde')).toBe('Røde');
  });

  it('keeps names apart from the default', () => {
    for (const name of [null, 'Headset', 'name:default']) expect(microphoneOf(valueOfMicrophone(name))).toBe(name);
  });
});
