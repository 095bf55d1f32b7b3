import { describe, expect, it } from 'vitest';

import { failures } from '../../../src/contract/result';
import { ArmedMicrophones } from '../../../src/worker/armedMicrophones';
import { FakeMicrophones } from '../../support/fakeMicrophones';

/** Chunks of 10 ms that can be told apart. */
const chunk = (number: number): Int16Array<ArrayBuffer> => new Int16Array(160).fill(number);

function armed() {
  const source = new FakeMicrophones();
  const microphones = new ArmedMicrophones(source);
  const lost: string[] = [];
  expect(microphones.arm(null, ({ code }) => lost.push(`before the take: ${code}`))).toMatchObject({ ok: true });
  return { source, microphones, lost };
}

function openTake(microphones: ArmedMicrophones, lost: string[] = []) {
  const heard: number[] = [];
  const opened = microphones.open(null, {
    samples: (samples) => heard.push(samples[0] ?? Number.NaN),
    lost: ({ code }) => lost.push(`in the take: ${code}`),
  });
  if (!opened.ok) throw new Error(opened.error.code);
  return { heard, microphone: opened.value };
}

describe('ArmedMicrophones', () => {
  it('begins a take with the half second before it', () => {
    const { source, microphones } = armed();
    for (let number = 1; number <= 120; number += 1) source.hear(chunk(number));
    const { heard } = openTake(microphones);
    source.hear(chunk(121));
    expect(heard).toEqual(Array.from({ length: 51 }, (_, index) => 71 + index));
  });

  it('begins with all there is when it was armed a moment ago', () => {
    const { source, microphones } = armed();
    source.hear(chunk(1));
    expect(openTake(microphones).heard).toEqual([1]);
  });

  it('closes the microphone that it armed', async () => {
    const { source, microphones } = armed();
    const { heard, microphone } = openTake(microphones);
    source.lastSamples = chunk(7);
    await microphone.close();
    expect(heard).toEqual([7]);
  });

  it('tells a lost source to whoever listens at the time', () => {
    const { source, microphones, lost } = armed();
    source.lose('microphone-lost');
    openTake(microphones, lost);
    source.lose('microphone-lost');
    expect(lost).toEqual(['before the take: microphone-lost', 'in the take: microphone-lost']);
  });

  it('opens a microphone for the take where none is armed', () => {
    const source = new FakeMicrophones();
    const { heard } = openTake(new ArmedMicrophones(source));
    source.hear(chunk(3));
    expect(heard).toEqual([3]);
  });

  it('says that a microphone cannot be armed', () => {
    const result = new ArmedMicrophones(new FakeMicrophones()).arm('Gone', () => undefined);
    expect(result).toEqual({
      ok: false,
      error: { code: 'microphone-unknown', message: failures['microphone-unknown'] },
    });
  });
});
