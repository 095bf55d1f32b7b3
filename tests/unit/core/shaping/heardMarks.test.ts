import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { numberStyles } from '../../../../src/contract/shaping';
import { textOf } from '../../../../src/contract/shownText';
import type { Utterance, Word } from '../../../../src/contract/transcript';
import type { HeardMark } from '../../../../src/core/shaping/heardMark';
import { shapeAll, shapeFinal, shapePartial } from '../../../../src/core/shaping/shape';
import { heardUtterancesOf, shownHeard } from '../../../support/shaping';

describe('a mark that is heard', () => {
  it('is written behind its word, and a capital behind the end of a sentence', () => {
    expect(shownHeard('it rained, so we stayed. did you?')).toBe('It rained, so we stayed. Did you?');
  });

  it('gives way to one that is said, in the same utterance and behind a pause', () => {
    expect(shownHeard('it rained. comma and we stayed')).toBe('It rained, and we stayed');
    expect(shownHeard('did it rain. question mark yes')).toBe('Did it rain? Yes');
    expect(shownHeard('did it rain, |1.5 question mark yes')).toBe('Did it rain? Yes');
    expect(shownHeard('it rained, dash we stayed')).toBe('It rained – we stayed');
  });

  it('stands before a break, and inside a closing quote', () => {
    expect(shownHeard('dear anna, new line thank you. new paragraph yours')).toBe('Dear anna,\nThank you.\n\nYours');
    expect(shownHeard('open quote yes. close quote she said')).toBe('“Yes.” She said');
  });

  it('is taken back with its words', () => {
    expect(shownHeard('it rained. we went, scratch that we stayed')).toBe('It rained. We stayed');
  });

  it('stands behind a number in digits and behind a term of the vocabulary', () => {
    expect(shownHeard('twenty three, maybe', { numbers: 'digits' })).toBe('23, maybe');
    expect(shownHeard('we left port haven. then', { vocabulary: ['Port Haven'] })).toBe('We left Port Haven. Then');
  });

  it('parts two numbers, and what counts from what is counted', () => {
    expect(shownHeard('in two thousand twenty, five people came')).toBe('In 2020, five people came');
    expect(shownHeard('in two thousand twenty. five people came')).toBe('In 2020. Five people came');
    expect(shownHeard('it was twenty, three of us left')).toBe('It was 20, three of us left');
    expect(shownHeard('we are ten, dollars are gone')).toBe('We are 10, dollars are gone');
    expect(shownHeard('they left at ten, thirty people stayed')).toBe('They left at 10, 30 people stayed');
    expect(shownHeard('look at page. five people')).toBe('Look at page. Five people');
    expect(shownHeard('one, two, three')).toBe('One, two, three');
    expect(shownHeard('on march third, nineteen eighty four it rained')).toBe('On March 3, 1984 it rained');
  });

  it('parts no number from a sign that is said behind it', () => {
    expect(shownHeard('it was nine. percent sign of it')).toBe('It was 9% of it');
  });

  it('parts no letters that are told one by one', () => {
    expect(shownHeard('the b, b. c reporter')).toBe('The BBC reporter');
  });

  it('is not written where sentences are switched off', () => {
    expect(shownHeard('it rained, in ^lagos. yes', { sentences: false })).toBe('It rained in lagos yes');
  });
});

describe('a capital that is heard', () => {
  it('is that of a name; the spelling of the vocabulary comes first', () => {
    expect(shownHeard('in ^lagos it rained')).toBe('In Lagos it rained');
    expect(shownHeard('my ^iphone rang', { vocabulary: ['iPhone'] })).toBe('My iPhone rang');
    expect(shownHeard('all caps ^lagos')).toBe('LAGOS');
  });
});

describe('a pause where marks are heard', () => {
  it('ends the sentence after two seconds, whatever was heard, and the paragraph after three', () => {
    expect(shownHeard('it rained |1.5 and we stayed')).toBe('It rained and we stayed');
    expect(shownHeard('it rained, |2.5 and we stayed')).toBe('It rained. And we stayed');
    expect(shownHeard('did it rain? |2.5 yes')).toBe('Did it rain? Yes');
    expect(shownHeard('it rained |3.5 we stayed')).toBe('It rained.\n\nWe stayed');
  });

  it('lasts as long as is chosen', () => {
    expect(shownHeard('it rained |2.5 and we stayed', { sentencePauseSeconds: 3 })).toBe('It rained and we stayed');
    expect(shownHeard('it rained |2.5 we stayed', { paragraphPauseSeconds: 2.2 })).toBe('It rained.\n\nWe stayed');
  });

  it('lets the next words change the mark before it, but none that was said', () => {
    expect(shownHeard('it rained. |1 +, and we stayed')).toBe('It rained, and we stayed');
    expect(shownHeard('it rained |1 +. we stayed')).toBe('It rained. We stayed');
    expect(shownHeard('it rained question mark. |1 +, and we stayed')).toBe('It rained? And we stayed');
  });
});

const word = fc.constantFrom(
  ...'we, rained. who? ^lagos, i nine. comma full stop question mark new line open quote close cap hyphen literal'.split(
    ' ',
  ),
);
const phrase = fc.constantFrom(
  'full stop',
  'comma',
  'new line',
  'new paragraph',
  'open quote',
  'close quote',
  'cap',
  'all caps',
  'scratch that',
  'question mark',
  'dash',
  'at sign',
  'percent sign',
);
const speech = fc.array(
  fc.tuple(
    fc.constantFrom('', '|1 +,', '|1 +.', '|1.5', '|2.5', '|4'),
    fc.array(fc.oneof(word, phrase), { minLength: 1, maxLength: 6 }),
  ),
  {
    minLength: 1,
    maxLength: 5,
  },
);
const notationOf = (parts: readonly (readonly [string, readonly string[]])[]): string =>
  parts.map(([pause, words], index) => `${index === 0 ? '' : pause} ${words.join(' ')}`).join(' ');

const hardWord = fc.constantFrom(
  ...(
    'twenty, twenty five. five, point hundred thousand. nineteen eighty four, half past two. ten to oh seven dollars, dollar a percent. ' +
    'third, of march. first minus degrees i, port haven. haven port iphone, ten hundred at example dot com. u s a. p m, by foot world'
  ).split(' '),
);
const hardSpeech = fc.array(
  fc.tuple(
    fc.constantFrom('', '|1 +,', '|1 +.', '|1 +?', '|1.5', '|2.5', '|4'),
    fc.array(fc.oneof(word, phrase, hardWord, hardWord), { minLength: 1, maxLength: 8 }),
  ),
  { minLength: 1, maxLength: 4 },
);
const marksOfTheMoment = fc.array(fc.constantFrom<HeardMark>('', ',', '.', '?'), { minLength: 30, maxLength: 30 });

function expectWellFormed(text: string): void {
  expect(text).not.toMatch(/ {2}| [,.?!;:](?!\w)|[,?!;:][,.?!;:]|(?<![ap]\.m)\.[,.?!;:]/u);
  expect(text).not.toMatch(/(?<![ap]\.m\.)(?<=[.?!])\s+[a-z](?!\S*[@A-Z])/u);
}

describe('text with marks that are heard', () => {
  it('has no two spaces, no space before a mark, no two marks, and a capital behind each end', () => {
    fc.assert(
      fc.property(speech, fc.constantFrom(...numberStyles), (parts, numbers) => {
        const text = shownHeard(notationOf(parts), { numbers });
        expect(text).not.toMatch(/ {2}| [,.?!;:]|[,.?!;:][,.?!;:]/u);
        expect(text).not.toMatch(/[.?!]\s+[a-z]/u);
      }),
    );
  });

  it('is well formed with numbers, terms and what was said before, at any cut of the stream, whatever the last mark turns into', () => {
    fc.assert(
      fc.property(hardSpeech, fc.constantFrom(...numberStyles), marksOfTheMoment, (parts, numbers, last) => {
        const rules = { ...defaultShaping, numbers, vocabulary: ['Port Haven', 'iPhone', 'Ten Hundred'] };
        let earlier: readonly Utterance[] = [];
        for (const utterance of heardUtterancesOf(notationOf(parts))) {
          let before = '';
          for (const [count, mark] of [...utterance.words.keys()].map((place) => [place + 1, last[place]] as const)) {
            const committed = utterance.words.slice(0, count);
            // The mark of the last word may be another until a word follows.
            const marks = committed.map((word, index) => (index === count - 1 ? { ...word, mark: mark ?? '' } : word));
            const texts = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ');
            const unfinished = texts(utterance.words.slice(count, count + 2));
            const partial = shapePartial(rules, earlier, { committed: texts(committed), unfinished, marks }, 0.4);
            expect(partial.committed.startsWith(before)).toBe(true);
            // What is unfinished stands behind a mark that only the final text replaces.
            expectWellFormed(textOf(earlier) + partial.committed);
            before = partial.committed;
          }
          const shaped = shapeFinal(rules, earlier, utterance);
          earlier = [...shaped.earlier, shaped.utterance];
          expectWellFormed(textOf(earlier));
        }
      }),
    );
  });

  it('loses no word and adds none, where none is scratched', () => {
    fc.assert(
      fc.property(speech, (parts) => {
        fc.pre(!parts.some(([, words]) => words.includes('scratch that')));
        const heard = heardUtterancesOf(notationOf(parts));
        const plain = heard.map((each) => ({ ...each, words: each.words.map(({ mark: _mark, ...rest }) => rest) }));
        const letters = (utterances: typeof heard): string =>
          // A mark parts two numbers, so that they are others.
          textOf(shapeAll({ ...defaultShaping, numbers: 'words', sentences: true }, utterances))
            .toLowerCase()
            .replace(/[^a-z0-9]/gu, '');
        expect(letters(heard)).toBe(letters(plain));
      }),
    );
  });

  it('grows while it is committed, and the final text begins with it unless words were scratched', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(word, phrase), { minLength: 1, maxLength: 8 }), (parts) => {
        const [utterance] = heardUtterancesOf(parts.join(' '));
        const { words } = utterance!;
        let before = '';
        for (let count = 0; count <= words.length; count += 1) {
          const [committed, unfinished] = [words.slice(0, count), words.slice(count)];
          const partial = shapePartial(defaultShaping, [], {
            committed: committed.map(({ text }) => text).join(' '),
            unfinished: unfinished.map(({ text }) => text).join(' '),
            marks: committed,
          });
          expect(partial.committed.startsWith(before)).toBe(true);
          before = partial.committed;
        }
        const { shaped } = shapeFinal(defaultShaping, [], utterance!).utterance;
        const final = shaped!.words.map((each) => each.before + each.text).join('') + shaped!.after;
        if (!parts.includes('scratch that')) expect(final.startsWith(before)).toBe(true);
      }),
    );
  });
});
