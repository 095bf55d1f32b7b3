import mammoth from 'mammoth';
import { describe, expect, it } from 'vitest';

import { defaultExport } from '../../../../src/contract/defaultExport';
import { defaultShaping } from '../../../../src/contract/defaultShaping';
import type { ExportOptions } from '../../../../src/contract/exporting';
import { shapeAll } from '../../../../src/core/shaping/shape';
import { toCaptions } from '../../../../src/core/transcript/captions';
import { exportTake } from '../../../../src/core/transcript/exportTake';
import { formatTake } from '../../../../src/core/transcript/formats';
import { spoken, take } from '../../../support/fakeBridge';

const letter = take(1, {
  title: 'Letter & notes',
  utterances: [
    ...shapeAll(defaultShaping, [
      spoken('dear anna comma new paragraph thank you for the seeds full stop', 0.5),
      spoken('we have had no rain new line none at all full stop', 65),
    ]),
  ],
});
const heard = take(2, { utterances: [spoken('one two three', 0), spoken('four five', 10)] });
const with_ = (changes: Partial<ExportOptions>): ExportOptions => ({ ...defaultExport, ...changes });

describe('the options of an export', () => {
  it('put the time before each paragraph', () => {
    expect(formatTake(letter, 'txt', with_({ times: true }))).toMatch(
      /^\[0:00\] Dear anna,\n\n\[0:02\] Thank you for the seeds\./u,
    );
    expect(formatTake(heard, 'html', with_({ times: true }))).toContain('<p>[0:10] four five</p>');
  });

  it('make a paragraph of each utterance', () => {
    const text = formatTake(letter, 'txt', with_({ paragraphs: 'utterances', times: true }));
    expect(text.match(/\[\d:\d\d\]/gu)).toEqual(['[0:00]', '[1:05]']);
  });

  it('take the words of a range alone, whatever the format', () => {
    const options = with_({ fromSeconds: 0.5, toSeconds: 10.3 });
    expect(formatTake(heard, 'txt', options)).toBe('two three\nfour\n');
    expect(formatTake(heard, 'csv', options)).toBe('start,end,text\n0.500,1.160,"two three"\n10.000,10.300,"four"\n');
    expect(formatTake(letter, 'txt', with_({ toSeconds: 60 }))).not.toContain('rain');
  });

  it('rule the captions', () => {
    const rules = (changes: Partial<ExportOptions['captions']>) =>
      toCaptions([spoken('one two three four five six seven eight', 0)], { ...defaultExport.captions, ...changes });
    expect(rules({})).toHaveLength(1);
    expect(rules({ lines: 1, lineCharacters: 16 }).map(({ lines }) => lines)).toEqual([
      ['one two three'],
      ['four five six'],
      ['seven eight'],
    ]);
    const [first, second] = rules({ lines: 1, lineCharacters: 16, gapMilliseconds: 100 });
    expect(second!.startMilliseconds - first!.endMilliseconds).toBe(100);
    const ends = (charactersPerSecond: number | null) =>
      toCaptions([spoken('extraordinarily long', 0)], { ...defaultExport.captions, charactersPerSecond }).at(-1)!
        .endMilliseconds;
    expect([ends(null), ends(10)]).toEqual([833, 2000]);
  });
});

describe('a Word document', () => {
  const html = async (options: Partial<ExportOptions> = {}): Promise<string> => {
    const bytes = await exportTake(letter, 'docx', with_(options));
    return (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) })).value;
  };

  it('holds the title, the paragraphs and their lines, as another library reads it', async () => {
    expect(await html()).toBe(
      '<h1>Letter &amp; notes</h1><p>Dear anna,</p><p>Thank you for the seeds.</p>' +
        '<p>We have had no rain<br />None at all.</p>',
    );
  });

  it('holds the times, and the range that is asked for', async () => {
    const text = await html({ times: true, fromSeconds: 60 });
    expect(text).toContain('<p>1:05  We have had no rain');
    expect(text).not.toContain('Dear');
  });
});
