import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ChannelMixer } from '../../../../src/core/audio/channelMixer';
import { joinSamples } from '../../../../src/core/audio/pcm';
import { cut, noise, pushLengths, sameToTheBit, tone } from '../../../support/audio';

function interleaved(...channels: readonly Float32Array[]): Float32Array {
  const mixed = new Float32Array(channels[0]!.length * channels.length);
  for (const [channel, samples] of channels.entries())
    samples.forEach((sample, frame) => (mixed[frame * channels.length + channel] = sample));
  return mixed;
}

function mixed(mixer: ChannelMixer, pieces: readonly Float32Array[]): Float32Array {
  return joinSamples([...pieces.map((piece) => mixer.push(piece)), mixer.finish()]);
}

const voice = tone(300, 2.5);

describe('ChannelMixer', () => {
  it('is the mean of the channels', () => {
    const stereo = interleaved(Float32Array.of(0.5, -0.5), Float32Array.of(0.25, 0.5));
    expect(mixed(new ChannelMixer(2, 'mix'), [stereo])).toEqual(Float32Array.of(0.375, 0));
  });

  it('is one channel where one is asked for', () => {
    const stereo = interleaved(
      voice,
      voice.map((sample) => -sample),
    );
    expect(mixed(new ChannelMixer(2, 0), [stereo])).toEqual(voice);
    expect(mixed(new ChannelMixer(2, 1), [stereo])).toEqual(voice.map((sample) => -sample));
    expect(() => new ChannelMixer(1, 1)).toThrow(RangeError);
  });

  it('takes the louder channel where they cancel each other, and tells since when', () => {
    const inverted = voice.map((sample) => -0.8 * sample);
    const mixer = new ChannelMixer(2, 'mix');
    expect(mixed(mixer, [interleaved(voice, inverted)])).toEqual(voice);
    expect(mixer.taken).toEqual({ channel: 0, fromSeconds: 0 });
  });

  it('takes it from the second in which they begin to', () => {
    const both = interleaved(
      joinSamples([noise(1, 0.3, 1), voice]),
      joinSamples([noise(1, 0.3, 2), voice.map((s) => -s)]),
    );
    const mixer = new ChannelMixer(2, 'mix');
    mixed(mixer, [both]);
    expect(mixer.taken).toEqual({ channel: 0, fromSeconds: 1 });
  });

  it.each([
    ['have nothing in common', noise(2, 0.3, 1), noise(2, 0.3, 2)],
    ['are the same', voice, voice],
    ['are silent in one', voice, new Float32Array(voice.length)],
    ['are silent in all', new Float32Array(voice.length), new Float32Array(voice.length)],
  ])('stays with the mean where channels %s', (_, left, right) => {
    const mixer = new ChannelMixer(2, 'mix');
    mixed(mixer, [interleaved(left, right)]);
    expect(mixer.taken).toBeNull();
  });

  it('multiplies, and hears silence in what is no number', () => {
    const odd = Float32Array.of(NaN, 2, Infinity, -4);
    expect(mixed(new ChannelMixer(1, 'mix', 0.25), [odd])).toEqual(Float32Array.of(0, 0.5, 0, -1));
  });

  it('gives the same for any split of its input', () => {
    const stereo = interleaved(
      joinSamples([noise(0.7, 0.3, 3), voice]),
      joinSamples([noise(0.7, 0.3, 4), voice.map((s) => -s)]),
    );
    const whole = mixed(new ChannelMixer(2, 'mix'), [stereo]);
    fc.assert(
      fc.property(pushLengths(40_000), (lengths) => {
        const split = mixed(
          new ChannelMixer(2, 'mix'),
          cut(
            stereo,
            lengths.map((length) => length + 2000),
          ),
        );
        expect(sameToTheBit([split], [whole])).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
