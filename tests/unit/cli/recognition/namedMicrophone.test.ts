import { describe, expect, it } from 'vitest';

import { namedMicrophone } from '../../../../src/cli/recognition/namedMicrophone';
import { ok } from '../../../../src/contract/result';

const devices = ['Built-in', 'Røde NT-USB', 'Built-in'].map((name, id) => ({ id, name, isDefault: id === 0 }));

describe('namedMicrophone', () => {
  it('knows the microphones by their whole names', () => {
    expect(namedMicrophone('Røde NT-USB', devices)).toEqual(ok(undefined));
  });

  it('names what is wrong and what there is', () => {
    const said = (count: number): string => {
      const named = namedMicrophone('nope', devices.slice(0, count));
      return named.ok ? '' : named.error.message;
    };
    expect([0, 1, 3].map(said)).toEqual([
      'No microphone is called “nope”: none was found. Connect one and try again.',
      'No microphone is called “nope”. There is “Built-in”, as "utter devices" lists them.',
      'No microphone is called “nope”. There are “Built-in”, “Røde NT-USB”, as "utter devices" lists them.',
    ]);
  });
});
