import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultEndpointRules, Endpoint } from '../../../../src/core/dictation/endpoint';

const timestepSeconds = 0.02;
const opened = (): Endpoint => new Endpoint(defaultEndpointRules, timestepSeconds);

/** Steps through a story such as `['speech', 1, 'silence', 2]`, in seconds; when it is over, or null. */
function secondsUntilOver(endpoint: Endpoint, ...story: readonly ('speech' | 'silence' | number)[]): number | null {
  let timesteps = 0;
  for (let part = 0; part < story.length; part += 2) {
    for (let step = 0; step < Math.round((story[part + 1] as number) / timestepSeconds); step += 1) {
      timesteps += 1;
      if (endpoint.step(story[part] === 'silence')) return timesteps * timestepSeconds;
    }
  }
  return null;
}

describe('Endpoint', () => {
  it('waits 2.4 s where nothing was said', () => {
    expect(secondsUntilOver(opened(), 'silence', 10)).toBeCloseTo(2.4, 6);
  });

  it('waits 1.2 s after something was said', () => {
    expect(secondsUntilOver(opened(), 'speech', 3, 'silence', 10)).toBeCloseTo(4.2, 6);
    expect(secondsUntilOver(opened(), 'silence', 2, 'speech', 0.02, 'silence', 10)).toBeCloseTo(3.22, 6);
  });

  it('lets a speaker breathe', () => {
    expect(secondsUntilOver(opened(), 'speech', 2, 'silence', 1.18, 'speech', 2, 'silence', 1.18)).toBeNull();
  });

  it('is over after 20 s whatever is said', () => {
    expect(secondsUntilOver(opened(), 'speech', 30)).toBeCloseTo(20, 6);
  });

  it('takes the next pause from 12 s on, before it would have to cut a word', () => {
    expect(secondsUntilOver(opened(), 'speech', 14, 'silence', 10)).toBeCloseTo(14.4, 6);
    expect(secondsUntilOver(opened(), 'speech', 11, 'silence', 0.6, 'speech', 2)).toBeNull();
  });

  it('begins anew after finish', () => {
    const endpoint = opened();
    secondsUntilOver(endpoint, 'speech', 1, 'silence', 1);
    endpoint.finish();
    expect(secondsUntilOver(endpoint, 'silence', 10)).toBeCloseTo(2.4, 6);
  });

  it('never lets an utterance go beyond 20 s', () => {
    const parts = fc.tuple(fc.constantFrom('speech' as const, 'silence' as const), fc.integer({ min: 1, max: 300 }));
    fc.assert(
      fc.property(fc.array(parts, { minLength: 12, maxLength: 30 }), (story) => {
        fc.pre(story.reduce((sum, [, timesteps]) => sum + timesteps, 0) > 1000);
        const over = secondsUntilOver(opened(), ...story.flatMap(([part, steps]) => [part, steps * timestepSeconds]));
        expect(over).not.toBeNull();
        expect(over).toBeLessThanOrEqual(20 + 1e-6);
      }),
    );
  });

  it('follows other rules where they are given', () => {
    const rules = [{ needsText: true, trailingSilenceSeconds: 0.1, utteranceSeconds: 1 }];
    expect(secondsUntilOver(new Endpoint(rules, timestepSeconds), 'speech', 0.5, 'silence', 5)).toBeCloseTo(1, 6);
    expect(secondsUntilOver(new Endpoint(rules, timestepSeconds), 'silence', 60)).toBeNull();
  });
});
