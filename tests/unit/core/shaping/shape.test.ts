import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { defaultShaping } from '../../../../src/contract/defaultShaping';
import { numberStyles } from '../../../../src/contract/shaping';
import { textOf } from '../../../../src/contract/shownText';
import { shapeAll, shapeFinal, shapePartial } from '../../../../src/core/shaping/shape';
import { shown, utterancesOf } from '../../../support/shaping';

describe('punctuation', () => {
  it('stands where it was said, with the spaces that belong to it', () => {
    expect(shown('hello comma world exclamation mark')).toBe('Hello, world!');
    expect(shown('we met open bracket late close bracket at nine')).toBe('We met (late) at nine');
    expect(shown('she said colon open quote come in full stop close quote')).toBe('She said: “Come in.”');
    expect(shown('a well hyphen known fact dash or not')).toBe('A well-known fact – or not');
    expect(shown('fifty percent sign of ada at sign home')).toBe('50% of ada@home');
  });

  it('begins a sentence with a capital, and goes on without one after a pause', () => {
    expect(shown('it rained full stop we stayed in question mark yes')).toBe('It rained. We stayed in? Yes');
    expect(shown('it rained | and we stayed in | full stop | so what')).toBe('It rained and we stayed in. So what');
  });

  it('writes I and its forms in capitals', () => {
    expect(shown("then i said i'm here and it is")).toBe("Then I said I'm here and it is");
  });

  it('writes one mark where two were said', () => {
    expect(shown('yes comma comma no full stop full stop')).toBe('Yes, no.');
    expect(shown('yes comma | comma no')).toBe('Yes, no');
  });
});

describe('line breaks', () => {
  it('stand between lines and paragraphs, whichever side of a pause they were said', () => {
    expect(shown('dear anna comma new line thank you full stop new paragraph yours')).toBe(
      'Dear anna,\nThank you.\n\nYours',
    );
    expect(shown('one | new paragraph | two new line | three')).toBe('One\n\nTwo\nThree');
  });

  it('add up to a paragraph at most, and stand neither first nor last', () => {
    expect(shown('new line one new line new line two | new line | new paragraph | three new line')).toBe(
      'One\n\nTwo\n\nThree',
    );
  });
});

describe('half of a day', () => {
  it('ends its sentence with its own full stop, where one was said or where nobody spoke', () => {
    expect(shown('come at ten a m full stop we wait')).toBe('Come at 10 a.m. We wait');
    expect(shown('come at ten a m |1.5 we wait')).toBe('Come at 10 a.m. We wait');
    expect(shown('come at ten a m we wait')).toBe('Come at 10 a.m. we wait');
    expect(shown('at ten a m comma or at one p m question mark we wait')).toBe('At 10 a.m., or at 1 p.m.? We wait');
    expect(shown('at ten a m |1.5 question mark we wait')).toBe('At 10 a.m.? We wait');
  });

  it('is no place to take words back to', () => {
    expect(shown('it rained full stop at ten a m we scratch that they stayed')).toBe('It rained. They stayed');
  });
});

describe('capitals', () => {
  it('are given to the next word', () => {
    expect(shown('we asked cap anna about all caps nasa today')).toBe('We asked Anna about NASA today');
  });

  it('are words themselves before a command and at the end', () => {
    expect(shown('now all caps comma | cap')).toBe('Now all caps, cap');
  });
});

describe('words that sound like commands', () => {
  it('are words after an article', () => {
    expect(shown('it came to a full stop and the comma')).toBe('It came to a full stop and the comma');
    expect(shown('a semi colon')).toBe('A semi colon');
  });

  it('are words between the neighbours that the table names', () => {
    expect(shown('for a long period he was in this period of grace')).toBe(
      'For a long period he was in this period of grace',
    );
    expect(shown('that is all period thanks')).toBe('That is all. Thanks');
    expect(shown('make a dash for it and dash it all')).toBe('Make a dash for it and dash it all');
  });

  it('are words after "literal"', () => {
    expect(shown('write literal comma and literal new line here')).toBe('Write comma and new line here');
    expect(shown('the literal truth')).toBe('The literal truth');
  });
});

describe('scratch that', () => {
  it('takes back what was said since the last sentence or line', () => {
    expect(shown('it rained full stop we went scratch that we stayed')).toBe('It rained. We stayed');
    expect(shown('one new line two three scratch that four')).toBe('One\nFour');
  });

  it('takes back the utterance before, and with every repetition one more', () => {
    expect(shown('it rained | we went | scratch that | we stayed')).toBe('It rained we stayed');
    expect(shown('it rained | we went | scratch that scratch that | we stayed')).toBe('We stayed');
    expect(shown('one | new paragraph | scratch that | two')).toBe('One two');
    expect(shown('scratch that | one')).toBe('One');
  });

  it('leaves the recognized words, their times, and the utterances that it does not concern', () => {
    const said = utterancesOf('it rained | we went | scratch that');
    const shaped = shapeAll(defaultShaping, said);
    expect(shaped.map(({ words }) => words)).toEqual(said.map(({ words }) => words));
    expect(shaped.map((each) => each.shaped?.words.length)).toEqual([2, 0, 0]);
    const before = shapeAll(defaultShaping, said.slice(0, 2));
    const { earlier } = shapeFinal(defaultShaping, before, said[2]!);
    expect(earlier[0]).toBe(before[0]);
    expect(earlier[1]).not.toBe(before[1]);
  });
});

describe('a shaped word', () => {
  it('has the time of all that it was made of and the confidence of the least sure', () => {
    const [said] = utterancesOf('so well hyphen known comma');
    said!.words[1]!.confidence = 0.3;
    const { utterance } = shapeFinal(defaultShaping, [], said!);
    expect(utterance.shaped).toEqual({
      words: [
        { before: '', text: 'So', startSeconds: 0, endSeconds: 0.5, confidence: 0.8 },
        { before: ' ', text: 'well-known,', startSeconds: 0.5, endSeconds: 2.5, confidence: 0.3 },
      ],
      after: '',
    });
  });
});

describe('the table', () => {
  it('may write any text, with spaces and line breaks inside', () => {
    const commands = [{ spoken: 'my address', effect: 'write', text: '12 High Street\nLondon' } as const];
    expect(shown('send it to my address please comma', { commands })).toBe(
      'Send it to 12 High Street\nLondon please comma',
    );
  });

  it('prefers the longer phrase and the first of two that are alike', () => {
    const commands = (['new', 'new line', 'new line please', 'new'] as const).map((spoken, index) => {
      return { spoken, effect: 'write', text: String(index) } as const;
    });
    expect(shown('new new line new line please new line pleased', { commands })).toBe('0 1 2 1 pleased');
  });
});

const spokenWords = fc.constantFrom(
  ...'hello i the new line paragraph full stop comma cap all caps scratch that literal period of twenty three point five'.split(
    ' ',
  ),
  ...'open quote close dash hundred and it nine two hyphen semi colon'.split(' '),
  ...'ten a p m at dot com anna march third dollars percent minus u s'.split(' '),
);
const utterance = fc.array(spokenWords, { minLength: 1, maxLength: 14 });
const shaping = fc.constantFrom(...numberStyles).map((numbers) => ({ ...defaultShaping, numbers }));

describe('a partial text', () => {
  it('is committed for good: it grows, and the final text begins with it unless words were scratched', () => {
    fc.assert(
      fc.property(shaping, fc.array(utterance, { maxLength: 3 }), utterance, (rules, before, words) => {
        const said = [...before, words].map((each) => each.join(' ')).join(' | ');
        const shaped = shapeAll(rules, utterancesOf(said).slice(0, before.length));
        const final = shapeFinal(rules, shaped, utterancesOf(said).at(-1)!);
        const isScratched = ` ${words.join(' ')} `.includes(' scratch that ');
        let committed = '';
        for (let count = 0; count <= words.length; count += 1) {
          const partial = shapePartial(rules, shaped, {
            committed: words.slice(0, count).join(' '),
            unfinished: words.slice(count).join(' '),
          });
          expect(partial.committed.startsWith(committed)).toBe(true);
          committed = partial.committed;
          if (isScratched) continue;
          const whole = final.utterance.shaped!.words.map((word) => word.before + word.text).join('');
          expect((partial.committed + partial.unfinished).trimEnd()).toBe(whole);
        }
      }),
    );
  });

  it('holds back what the next word may change', () => {
    const partial = (committed: string, unfinished = '') => shapePartial(defaultShaping, [], { committed, unfinished });
    expect(partial('hello new')).toEqual({ committed: 'Hello', unfinished: ' new' });
    expect(partial('hello new', 'paragraph yes')).toEqual({ committed: 'Hello', unfinished: '\n\nYes' });
    expect(partial('hello cap')).toEqual({ committed: 'Hello', unfinished: ' cap' });
    expect(partial('hello', 'comma')).toEqual({ committed: 'Hello', unfinished: ',' });
  });

  it('shows a scratch as it was said: only the final text takes back', () => {
    expect(shapePartial(defaultShaping, [], { committed: 'we went scratch that we', unfinished: 'stayed' })).toEqual({
      committed: 'We went',
      unfinished: ' scratch that we stayed',
    });
  });
});

describe('text of several utterances', () => {
  it('has no two spaces, no space before a mark, and no break at its ends', () => {
    fc.assert(
      fc.property(shaping, fc.array(utterance, { maxLength: 4 }), (rules, said) => {
        const text = textOf(shapeAll(rules, utterancesOf(said.map((words) => words.join(' ')).join(' | '))));
        // These have full stops of their own, and a mark may follow.
        expect(text.replaceAll(/[ap]\.m\./gu, 'am')).not.toMatch(/ {2}| [,.;:]|[,.;:][,.;:]|\n{3}|^\s|\s$/u);
      }),
    );
  });
});
