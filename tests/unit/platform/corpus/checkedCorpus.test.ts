import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { float32ToInt16 } from '../../../../src/core/audio/pcm';
import { formatWav } from '../../../../src/core/audio/wav';
import { checkRecordings } from '../../../../src/platform/corpus/checkedCorpus';
import { silence } from '../../../support/audio';
import { temporaryFolder } from '../../../support/temporaryFolder';

describe('checkRecordings', () => {
  it('keeps what can be learnt from, with its text spelt and its length measured, and tells why the others are not kept', async () => {
    const folder = temporaryFolder();
    const recording = (name: string, seconds: number, text: string): { path: string; text: string } & typeof who => {
      const path = join(folder, name);
      writeFileSync(path, formatWav(float32ToInt16(silence(seconds))));
      return { path, text, ...who };
    };
    const who = { speaker: 'ann', source: 'test' };
    const listed = [
      recording('good.wav', 1.5, 'Good morning!'),
      recording('empty.wav', 1, ' – '),
      recording('figures.wav', 1, 'Room 101, naïve'),
      recording('short.wav', 0.2, 'no'),
      recording('long.wav', 20.5, 'a long silence'),
      recording('hurried.wav', 0.5, 'all this in half a second'),
      { path: join(folder, 'lost.wav'), text: 'lost', ...who },
      { path: join(folder, 'good.wav'), text: 'Good night!', ...who },
      { path: join(folder, 'lost.wav'), text: 'lost', ...who },
      recording('marked.wav', 1, '<noise> hello [laughter] (uh)'),
      recording('mangled.wav', 1, 'caf\ufffd'),
      recording('two\nlines.wav', 1, 'hello'),
      { ...recording('latin.wav', 1, ''), fault: 'its text is refused' },
    ];
    const told: number[] = [];
    const { entries, refused } = await checkRecordings(listed, (done) => told.push(done));
    expect(entries).toEqual([{ path: listed[0]!.path, seconds: 1.5, text: 'good morning', ...who }]);
    expect(refused.map(({ reason, detail }) => [reason, detail])).toEqual([
      ['no text', '–'],
      ['figures in the text', 'write 101 as it is said'],
      ['too short', '0.20 s'],
      ['too long', '20.50 s'],
      ['text too long for its audio', '25 letters in 0.50 s'],
      ['unreadable', '“lost.wav” cannot be read: there is no such file.'],
      ['listed twice', ''],
      ['listed twice', ''],
      ['annotations in the text', '<noise> [laughter]'],
      ['letters outside the alphabet', '\ufffd'],
      ['a name that no list can hold', JSON.stringify(join(folder, 'two\nlines.wav'))],
      ['unreadable', 'its text is refused'],
    ]);
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  });
});
