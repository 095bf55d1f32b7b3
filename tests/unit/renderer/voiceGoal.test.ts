import { describe, expect, it } from 'vitest';

import { voiceGoal } from '../../../src/renderer/voiceGoal';

describe('voiceGoal', () => {
  it('says how far it is to the next training that is worth it', () => {
    expect(voiceGoal(6, 32)).toEqual({
      text: '6 sentences, 0:32 of 1:00',
      fraction: 32 / 60,
      next: 'About 6 more for Quick.',
    });
    expect(voiceGoal(1, 0)).toMatchObject({ text: '1 sentence, 0:00 of 1:00', fraction: 0 });
    expect(voiceGoal(0, 0).next).toBe('About 12 more for Quick. At least 4 are needed.');
    expect(voiceGoal(20, 90).next).toBe('Enough for Quick. About 42 more for Standard.');
  });

  it('is there at the last one', () => {
    expect(voiceGoal(300, 1500)).toEqual({
      text: '300 sentences, 25:00 of 20:00',
      fraction: 1,
      next: 'Enough for Thorough.',
    });
  });
});
