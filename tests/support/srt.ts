import type { Caption } from '../../src/core/transcript/captions';

const timesPattern = /^(\d{2,}):(\d\d):(\d\d),(\d{3}) --> (\d{2,}):(\d\d):(\d\d),(\d{3})$/;

/** Reads SubRip captions strictly: numbered from 1, each followed by a blank line. Throws at the first thing that is otherwise. */
export function parseSrt(text: string): Caption[] {
  const blocks = text.split('\n\n');
  if (blocks.pop() !== '') throw new Error('the last caption is not followed by a blank line');
  return blocks.map((block, index) => {
    const [number, times = '', ...lines] = block.split('\n');
    if (number !== String(index + 1)) throw new Error(`caption ${index + 1} has the number ${number}`);
    const parts = timesPattern.exec(times)?.slice(1).map(Number);
    if (!parts || lines.length === 0) throw new Error(`caption ${index + 1} has the times "${times}"`);
    return {
      startMilliseconds: toMilliseconds(parts.slice(0, 4)),
      endMilliseconds: toMilliseconds(parts.slice(4)),
      lines,
    };
  });
}

const toMilliseconds = ([hours = 0, minutes = 0, seconds = 0, rest = 0]: readonly number[]): number =>
  ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest;
