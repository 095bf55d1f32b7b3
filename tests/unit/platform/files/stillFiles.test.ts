import { describe, expect, it } from 'vitest';

import { StillFiles } from '../../../../src/platform/files/stillFiles';

const file = (name: string, size: number) => ({ path: `/a/${name}`, name, stamp: `${name} ${size} 0` });

/** Files of so many bytes, a look each: "at 0: a1 b1" → which are whole by then. */
function looks(...lines: string[]): string[] {
  const files = new StillFiles({ quietMilliseconds: 2000, grownQuietMilliseconds: 30_000 });
  return lines.map((line) => {
    const [, seconds = '', sizes = ''] = /at (\d+): ?(.*)/u.exec(line) ?? [];
    const seen = sizes.split(' ').filter((each) => each !== '');
    const { still, againAfterMilliseconds } = files.look(
      seen.map((each) => file(each.charAt(0), Number(each.slice(1)))),
      Number(seconds) * 1000,
    );
    const next = againAfterMilliseconds === null ? '' : ` +${againAfterMilliseconds / 1000}`;
    return `${still.map(({ name }) => name).join('')}${next}`;
  });
}

describe('StillFiles', () => {
  it('takes a file for whole that has stayed as it is for a while', () => {
    expect(looks('at 0: a1', 'at 1: a1', 'at 2: a1', 'at 9: a1')).toEqual([' +2', ' +1', 'a', 'a']);
  });

  it('does not wait for the others: one that is written to all the time keeps none of them', () => {
    expect(looks('at 0: a1 b1', 'at 1: a2 b1', 'at 2: a3 b1')).toEqual([' +2', ' +1', 'b +2']);
  });

  it('leaves one alone for longer that was taken for whole too early', () => {
    expect(looks('at 0: a1', 'at 2: a1', 'at 5: a2', 'at 8: a2', 'at 9: a3', 'at 38: a3', 'at 39: a3')).toEqual([
      ' +2',
      'a',
      ' +30',
      ' +27',
      ' +30',
      ' +1',
      'a',
    ]);
  });

  it('is not misled by a change that comes in the moment in which it would have been whole', () => {
    expect(looks('at 0: a1', 'at 2: a2', 'at 4: a2')).toEqual([' +2', ' +2', 'a']);
  });

  it('begins anew with one that went and came back', () => {
    expect(looks('at 0: a1', 'at 2: a1', 'at 3:', 'at 4: a2', 'at 6: a2')).toEqual([' +2', 'a', '', ' +2', 'a']);
  });
});
