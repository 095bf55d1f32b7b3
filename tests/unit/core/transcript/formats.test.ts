import { parse as parseCaptions } from '@plussub/srt-vtt-parser';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { textOf } from '../../../../src/contract/shownText';
import { Take, type Utterance, type Word } from '../../../../src/contract/transcript';
import { shapeAll } from '../../../../src/core/shaping/shape';
import { captionLimits, toCaptions } from '../../../../src/core/transcript/captions';
import { formatTake } from '../../../../src/core/transcript/formats';
import { formatTimestamp } from '../../../../src/core/transcript/timestamp';
import { utterancesOf } from '../../../support/shaping';
import { parseSrt } from '../../../support/srt';
import { takeWith } from '../../../support/takes';

const word = (text: string, startSeconds: number, endSeconds: number): Word => ({
  text,
  startSeconds,
  endSeconds,
  confidence: 0.5,
});

/** "we 0.1 0.4, climb 0.4 1" */
function utterance(notes: string): Utterance {
  const words = notes.split(', ').map((note) => {
    const [text = '', start, end] = note.split(' ');
    return word(text, Number(start), Number(end));
  });
  return { startSeconds: words[0]!.startSeconds, endSeconds: words.at(-1)!.endSeconds, words };
}

const take = (...utterances: Utterance[]): Take => takeWith({ title: 'A take', seconds: 60, utterances });

const text = fc.oneof(
  { weight: 9, arbitrary: fc.stringMatching(/^[a-z']{1,12}$/) },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z0-9]{40,130}$/) },
);

/** Words in order, with pauses, some of them long; all may be of length 0, as a correction can leave them. */
const utterances = fc
  .array(
    fc.array(
      fc.record({
        text,
        pause: fc.double({ min: 0, max: 3, noNaN: true }),
        length: fc.double({ min: 0, max: 9, noNaN: true }),
      }),
      { maxLength: 30 },
    ),
    { maxLength: 4 },
  )
  .map((lists) => {
    let now = 0;
    return lists.map((list): Utterance => {
      const startSeconds = now;
      const words = list.map(({ text: spelling, pause, length }) => {
        const start = now + pause;
        now = start + length;
        return word(spelling, start, now);
      });
      return { startSeconds, endSeconds: now, words };
    });
  });

const spelling = (list: readonly Utterance[]): string =>
  list.flatMap(({ words }) => words.map((each) => each.text)).join('');

describe('captions', () => {
  it('are in order, overlap nowhere and keep to the limits, for any words', () => {
    fc.assert(
      fc.property(utterances, (list) => {
        let previousEnd = 0;
        for (const caption of toCaptions(list)) {
          expect(caption.startMilliseconds).toBeGreaterThanOrEqual(previousEnd);
          expect(caption.endMilliseconds).toBeGreaterThan(caption.startMilliseconds);
          expect(caption.endMilliseconds - caption.startMilliseconds).toBeLessThanOrEqual(
            captionLimits.longestMilliseconds,
          );
          expect(caption.lines.length).toBeLessThanOrEqual(captionLimits.lines);
          for (const line of caption.lines) expect(line.length).toBeLessThanOrEqual(captionLimits.lineCharacters);
          previousEnd = caption.endMilliseconds;
        }
      }),
    );
  });

  it('hold every letter of the words, in order', () => {
    fc.assert(
      fc.property(utterances, (list) => {
        const shown = toCaptions(list)
          .flatMap((caption) => caption.lines)
          .join('');
        expect(shown.replaceAll(' ', '')).toBe(spelling(list));
      }),
    );
  });

  it('are shown from the first word to the end of the last', () => {
    const [caption] = toCaptions([utterance('we 1.25 1.5, climb 1.5 3.125')]);
    expect(caption).toEqual({ startMilliseconds: 1250, endMilliseconds: 3125, lines: ['we climb'] });
  });

  it('end at a long pause and at the end of an utterance', () => {
    const list = [utterance('one 0 1, two 1.5 2, three 3.5 4'), utterance('four 4 5')];
    expect(toCaptions(list).map(({ lines }) => lines.join('/'))).toEqual(['one two', 'three', 'four']);
  });

  it('break into two lines of like length', () => {
    const words = 'the quick brown fox jumps over the lazy dog and runs'.split(' ');
    const list = [utterance(words.map((each, index) => `${each} ${index / 4} ${(index + 1) / 4}`).join(', '))];
    expect(toCaptions(list)[0]!.lines).toEqual(['the quick brown fox jumps', 'over the lazy dog and runs']);
  });

  it('stay long enough to be read where the next one leaves room', () => {
    const list = [utterance('yes 0 0.1'), utterance('no 0.5 0.6'), utterance('well 5 5.1')];
    const times = toCaptions(list).map(({ startMilliseconds, endMilliseconds }) => [
      startMilliseconds,
      endMilliseconds,
    ]);
    expect(times).toEqual([
      [0, 500],
      [500, 1333],
      [5000, 5833],
    ]);
  });

  it('take white space in a corrected word for the space between words', () => {
    const list = [{ startSeconds: 0, endSeconds: 1, words: [word(' a\nb ', 0, 1)] }];
    expect(toCaptions(list)[0]!.lines).toEqual(['a b']);
  });
});

/** A word as a person may have written it, with all that formats write otherwise. */
const written = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Array.from('&<>"\'\\`*_#+-=.()[]{}!|~:@/1a')),
      fc.constantFrom('é', '日', '-->', '&amp;', '1.'),
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(''));

const writtenUtterances = fc.tuple(utterances, fc.infiniteStream(written)).map(([list, texts]) =>
  list.map((one) => {
    const said = [...texts.take(one.words.length)];
    return { ...one, words: one.words.map((each, index) => ({ ...each, text: said[index] ?? each.text })) };
  }),
);

const unescaped = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** The text of the headings and paragraphs. Throws where there is any other element. */
function paragraphsIn(html: string): string[] {
  expect(html).not.toMatch(/<(?!\/?(?:h1|p|body|html)>)/u);
  return [...html.matchAll(/<(h1|p)>(.*?)<\/\1>/gsu)].map(([, , content = '']) => unescaped(content));
}

describe('export formats', () => {
  it('gives SRT that parses back to the captions', () => {
    fc.assert(
      fc.property(utterances, (list) => {
        expect(parseSrt(formatTake(take(...list), 'srt'))).toEqual(toCaptions(list));
      }),
    );
  });

  it.each(['srt', 'vtt'] as const)('gives %s that another program reads as the captions', (format) => {
    fc.assert(
      fc.property(writtenUtterances, (list) => {
        const { entries } = parseCaptions(formatTake(take(...list), format));
        const shown = (lines: string): string => (format === 'vtt' ? unescaped(lines) : lines.replaceAll('\u2060', ''));
        expect(entries.map(({ from, to, text: lines }) => [from, to, shown(lines)])).toEqual(
          toCaptions(list).map(({ startMilliseconds, endMilliseconds, lines }) => [
            startMilliseconds,
            endMilliseconds,
            lines.join('\n'),
          ]),
        );
      }),
    );
  });

  it('gives CSV that parses back to the utterances, in milliseconds', () => {
    fc.assert(
      fc.property(writtenUtterances, (list) => {
        const rows = parseCsv(formatTake(take(...list), 'csv'), { relax_column_count: false });
        const spoken = list.filter(({ words }) => words.length > 0);
        expect(rows).toEqual([
          ['start', 'end', 'text'],
          ...spoken.map((one) => [one.startSeconds.toFixed(3), one.endSeconds.toFixed(3), textOf([one])]),
        ]);
      }),
    );
  });

  it('writes a title of one sign in Markdown', () => {
    expect(['#', '##', 'C#', '-'].map((title) => formatTake({ ...take(), title }, 'md'))).toEqual([
      '# \\#\n',
      '# \\#\\#\n',
      '# C\\#\n',
      '# \\-\n',
    ]);
  });

  it('gives Markdown and HTML that show the title and the paragraphs', () => {
    fc.assert(
      fc.property(writtenUtterances, written, (list, title) => {
        const titled = { ...take(...list), title };
        const shown = [title, ...list.map((one) => textOf([one]))].filter((each) => each !== '');
        const html = formatTake(titled, 'html');
        expect(paragraphsIn(html.slice(html.indexOf('<body>')))).toEqual(shown);
        expect(paragraphsIn(marked.parse(formatTake(titled, 'md'), { async: false }))).toEqual(shown);
      }),
    );
  });

  it('breaks lines and paragraphs where that was said', () => {
    const shaped = take(...shapeAll(defaultShaping, utterancesOf('dear anna comma new line thanks new paragraph yes')));
    expect(formatTake(shaped, 'md')).toBe('# A take\n\nDear anna,\\\nThanks\n\nYes\n');
    expect(formatTake(shaped, 'html')).toContain('<p>Dear anna,<br>\nThanks</p>\n<p>Yes</p>');
  });

  it('gives JSON that parses back to the take', () => {
    fc.assert(
      fc.property(utterances, (list) => {
        expect(Take.parse(JSON.parse(formatTake(take(...list), 'json')))).toEqual(take(...list));
      }),
    );
  });

  it('gives a line of text an utterance and none for one without words', () => {
    const silent = { startSeconds: 2, endSeconds: 3, words: [] };
    expect(formatTake(take(utterance('we 0 1, climb 1 2'), silent, utterance('down 3 4')), 'txt')).toBe(
      'we climb\ndown\n',
    );
    expect(formatTake(take(), 'txt')).toBe('');
  });

  it('gives shaped text as it is shown, and what was said beside it', () => {
    const shaped = take(
      ...shapeAll(defaultShaping, utterancesOf('dear anna | comma new line thanks | scratch that | yes')),
    );
    expect(formatTake(shaped, 'txt')).toBe('Dear anna,\nYes\n');
    expect(parseSrt(formatTake(shaped, 'srt')).map(({ lines }) => lines)).toEqual([['Dear anna,'], ['Yes']]);
    expect(Take.parse(JSON.parse(formatTake(shaped, 'json'))).utterances.map(({ words }) => words.length)).toEqual([
      2, 4, 2, 1,
    ]);
  });

  it('parts in SRT what players would take for tags, and leaves every word in sight', () => {
    const said = ['put', '<b>', 'and', '</i>', 'a', '<', 'b>', 'List<String>', '<3', '5', '>', '4'];
    const spoken = utterance(said.map((each, index) => `${each} ${index / 4} ${(index + 1) / 4}`).join(', '));
    const blocks = formatTake(take(spoken), 'srt').replaceAll('\u2060', '|').split('\n');
    expect(blocks.filter((line) => /^[a-zL<]/u.test(line)).join(' ')).toBe(
      'put <|b> and <|/i> a <| b> List<|String> <|3 5 > 4',
    );
  });

  it('writes SRT as players expect it', () => {
    expect(formatTake(take(utterance('hello 3723.004 3724')), 'srt')).toBe(
      '1\n01:02:03,004 --> 01:02:04,000\nhello\n\n',
    );
  });

  it('writes times beyond 99 hours', () => {
    expect(formatTimestamp(360_000_000, ',')).toBe('100:00:00,000');
  });
});
