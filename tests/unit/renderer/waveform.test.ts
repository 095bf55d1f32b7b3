import { describe, expect, it } from 'vitest';

import { barsOf, speedBeside, speeds, waveformPath } from '../../../src/renderer/waveform';

describe('barsOf', () => {
  it('gives each bar the loudest of its peaks, and every peak a bar', () => {
    expect(barsOf([0, 51, 255, 102], 2)).toEqual([0.2, 1]);
    expect(barsOf([0, 0, 0, 0, 0, 0, 255], 3).at(-1)).toBe(1);
  });

  it('makes no more bars than there are peaks, and none of nothing', () => {
    expect(barsOf([255], 300)).toEqual([1]);
    expect([barsOf([], 300), barsOf([255], 0)]).toEqual([[], []]);
  });
});

describe('waveformPath', () => {
  it('draws a bar from the middle both ways, and silence as a line', () => {
    expect(waveformPath([1, 0])).toBe('M0.15 0.000h0.7v2.000h-0.7zM1.15 0.960h0.7v0.080h-0.7z');
  });
});

describe('speedBeside', () => {
  it('walks the speeds and stays at their ends', () => {
    const faster = speeds.map((speed) => speedBeside(speed, 1));
    expect(faster).toEqual([...speeds.slice(1), 2]);
    expect(speedBeside(0.5, -1)).toBe(0.5);
    expect(speedBeside(1, -1)).toBe(0.75);
  });
});
