import { describe, expect, it } from 'vitest';

import { type Level, levelVerdict } from '../../../../src/renderer/levelVerdict';
import { LevelCheckState } from '../../../../src/renderer/state/levelCheck.svelte';
import { FakeBridge } from '../../../support/fakeBridge';

/** Two seconds of somebody who speaks so loud, with pauses. */
const speaking = (rmsDbfs: number, peakAbove = 9): Level[] =>
  Array.from({ length: 40 }, (_, at) => {
    const rms = at % 4 === 0 ? -65 : rmsDbfs;
    return { rmsDbfs: rms, peakDbfs: Math.min(0, rms + peakAbove) };
  });

describe('levelVerdict', () => {
  it.each([
    ['good', speaking(-24)],
    ['too-quiet', speaking(-45)],
    ['too-loud', speaking(-6)],
    ['waiting', speaking(-65)],
    ['waiting', Array.from({ length: 40 }, () => ({ rmsDbfs: -30, peakDbfs: -20 }))],
    ['waiting', speaking(-24).slice(0, 10)],
  ])('says "%s"', (verdict, levels) => {
    expect(levelVerdict(levels)).toBe(verdict);
  });
});

describe('LevelCheckState', () => {
  it('listens, says what it hears, and leaves nothing behind', async () => {
    const bridge = new FakeBridge();
    const check = new LevelCheckState(bridge);
    await check.start(null);
    expect(check.phase).toBe('listening');
    for (const level of speaking(-24)) bridge.emit('voice:level', level);
    expect(check.verdict).toBe('good');
    await check.stop();
    expect([check.phase, bridge.asked.at(-1), bridge.listenerCount]).toEqual(['off', 'voice:cancel', 0]);
    expect(bridge.voice.recordings).toEqual([]);
  });

  it('says why there is nothing to hear', async () => {
    const bridge = new FakeBridge();
    bridge.refuse('voice:record', 'microphone-none');
    const check = new LevelCheckState(bridge);
    await check.start(null);
    expect([check.phase, check.failure?.code, bridge.listenerCount]).toEqual(['off', 'microphone-none', 0]);
  });
});
