import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { RecognizerEvent } from '../../../src/contract/workerMessages';
import { PartialThrottle } from '../../../src/worker/partialThrottle';

function throttled() {
  const told: string[] = [];
  const throttle = new PartialThrottle((event) => told.push(event.type === 'partial' ? event.unfinished : event.type));
  const say = (word: string) => {
    throttle.post({ type: 'partial', committed: '', unfinished: word });
  };
  return { told, throttle, say };
}

const final: RecognizerEvent = { type: 'final', utterance: { startSeconds: 0, endSeconds: 1, words: [] } };

describe('PartialThrottle', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells the first at once, and the newest of the others when its time has come', () => {
    const { told, say } = throttled();
    for (const word of ['a', 'ab', 'abc']) say(word);
    expect(told).toEqual(['a']);
    vi.advanceTimersByTime(100);
    expect(told).toEqual(['a', 'abc']);
  });

  it('tells at most ten a second, and the last of all', () => {
    const { told, say } = throttled();
    for (let number = 1; number <= 500; number += 1) {
      say(String(number));
      vi.advanceTimersByTime(10);
    }
    vi.advanceTimersByTime(100);
    expect(told.length).toBeGreaterThan(45);
    expect(told.length).toBeLessThanOrEqual(51);
    expect(told.at(-1)).toBe('500');
  });

  it('tells a final event at once, in place of the partial one that waits', () => {
    const { told, throttle, say } = throttled();
    say('a');
    say('ab');
    throttle.post(final);
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(['a', 'final']);
  });

  it('keeps quiet once it is disposed of', () => {
    const { told, throttle, say } = throttled();
    say('a');
    say('ab');
    throttle.dispose();
    vi.advanceTimersByTime(1000);
    expect(told).toEqual(['a']);
  });
});
