import { describe, expect, it } from 'vitest';

import { secondsOf } from '../../../../src/renderer/exportFormats';
import { reportOf } from '../../../../src/renderer/state/archive.svelte';
import { ExportState } from '../../../../src/renderer/state/exporting.svelte';
import { NoticeState } from '../../../../src/renderer/state/notice.svelte';
import { FakeBridge, spoken, take, takeId } from '../../../support/fakeBridge';

function stage() {
  const takes = [take(1, { utterances: [spoken('one two', 0), spoken('three', 9)] }), take(2)];
  const bridge = new FakeBridge({ takes });
  const notices = new NoticeState();
  return { bridge, notices, exporting: new ExportState(bridge, notices, () => Promise.resolve(true)) };
}

describe('ExportState', () => {
  it('shows what would be written, as it is chosen', async () => {
    const { exporting } = stage();
    await exporting.open([takeId(1)]);
    await exporting.look();
    expect(exporting.preview?.text).toBe('one two\nthree\n');
    exporting.choose({ options: { fromSeconds: 5, times: true } });
    await exporting.look();
    expect(exporting.preview?.text).toBe('[0:09] three\n');
  });

  it('tells why nothing can be written of a range, and of times that are none', async () => {
    const { exporting } = stage();
    await exporting.open([takeId(1)]);
    await exporting.look();
    expect(exporting.problem).toBeNull();
    exporting.choose({ options: { fromSeconds: 60 } });
    await exporting.look();
    expect(exporting.problem).toBe('There are no words in this range.');
    exporting.choose({ options: { toSeconds: 5 } });
    expect(exporting.problem).toBe('The range ends before it begins.');
    exporting.check('fromSeconds', 'A time is written such as 1:05.');
    expect(exporting.problem).toBe('A time is written such as 1:05.');
    exporting.check('lineCharacters', 'Characters a line: 16 to 80.');
    exporting.check('fromSeconds', null);
    expect(exporting.problem).toBe('Characters a line: 16 to 80.');
    await exporting.open([takeId(1)]);
    await exporting.look();
    expect(exporting.problem).toBeNull();
    await exporting.open([takeId(1), takeId(2)]);
    await exporting.look();
    expect(exporting.problem).toBeNull();
  });

  it('shows what was chosen last, whichever answer comes last', async () => {
    const { bridge, exporting } = stage();
    const answer = bridge.hold('takes:preview');
    await exporting.open([takeId(1)]);
    exporting.choose({ format: 'md' });
    await exporting.look();
    answer();
    await Promise.resolve();
    expect(exporting.preview?.text).toMatch(/^# Take 1/u);
  });

  it('saves one or many, copies, and stays open where nothing was written', async () => {
    const { bridge, notices, exporting } = stage();
    await exporting.open([takeId(1)]);
    bridge.exportFolder = null;
    await exporting.save();
    expect(exporting.ids).toHaveLength(1);
    await exporting.copy();
    expect(bridge.copied).toBe('one two\nthree\n');
    bridge.exportFolder = '/home/ada/Documents';
    await exporting.save();
    expect([exporting.ids, notices.current?.text]).toEqual([[], 'Exported as Take 1.txt.']);
    await exporting.open([takeId(1), takeId(2)]);
    await exporting.save();
    expect(notices.current?.text).toBe('2 takes exported to Documents.');
    notices.dismiss();
  });
});

describe('secondsOf', () => {
  it.each([
    ['1:05', 65],
    ['65', 65],
    ['1:02:03,5', 3723.5],
    [' ', null],
    ['1:5x', undefined],
    ['later', undefined],
  ])('reads "%s" as %s', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
  });
});

describe('reportOf', () => {
  it('says what came back, what was there and what was refused', () => {
    const restored = { takes: 3, recordings: 0, models: 1, there: 2, refused: 1, hasSettings: true };
    expect(reportOf(restored)).toBe(
      '3 takes, 1 model and the settings came back. 2 things were there already and stayed. 1 file could not be used.',
    );
    expect(reportOf({ takes: 0, recordings: 0, models: 0, there: 0, refused: 0, hasSettings: true })).toBe(
      'The settings came back.',
    );
    expect(reportOf({ takes: 0, recordings: 0, models: 0, there: 0, refused: 0, hasSettings: false })).toBe(
      'Nothing came back.',
    );
  });
});
