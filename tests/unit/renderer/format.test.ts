import { describe, expect, it } from 'vitest';

import {
  fileName,
  formatAbout,
  formatDay,
  formatDuration,
  formatLevel,
  formatTime,
} from '../../../src/renderer/format';

describe('formatDuration', () => {
  it.each([
    [0, '0:00'],
    [7.99, '0:07'],
    [59.999, '0:59'],
    [60, '1:00'],
    [754, '12:34'],
    [3723, '1:02:03'],
    [-1, '0:00'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatAbout', () => {
  it.each([
    [0, 'less than a minute'],
    [29.9, 'less than a minute'],
    [250, 'about 4 min'],
    [3590, 'about 1 h'],
    [4210, 'about 1 h 10 min'],
  ])('writes %d s as %s', (seconds, text) => {
    expect(formatAbout(seconds)).toBe(text);
  });
});

describe('formatLevel', () => {
  it.each([
    [-18.4, '−18 dB'],
    [0, '0 dB'],
    [-0.2, '0 dB'],
    [-120, '– dB'],
  ])('writes %d dBFS as %s', (level, text) => {
    expect(formatLevel(level)).toBe(text);
  });
});

describe('formatDay', () => {
  const now = new Date(2026, 10, 23, 0, 30);
  const at = (year: number, month: number, day: number, hour = 12): string =>
    new Date(year, month - 1, day, hour).toISOString();

  it.each([
    [at(2026, 11, 23, 0), 'Today'],
    [at(2026, 11, 22, 23), 'Yesterday'],
    [at(2026, 11, 16), 'Monday 16 November'],
    [at(2025, 11, 23), '23 November 2025'],
  ])('names %s', (createdAt, day) => {
    expect(formatDay(createdAt, now)).toBe(day);
  });
});

describe('formatTime', () => {
  it('writes the local time of day with 24 hours', () => {
    expect(formatTime(new Date(2026, 0, 5, 9, 5).toISOString())).toBe('09:05');
  });
});

describe('fileName', () => {
  it.each(['/home/ada/Take.txt', 'C:\\Users\\Ada\\Take.txt', 'Take.txt'])('takes the last part of %s', (path) => {
    expect(fileName(path)).toBe('Take.txt');
  });
});
