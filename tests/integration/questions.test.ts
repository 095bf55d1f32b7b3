import { join } from 'node:path';

import { expect, it } from 'vitest';

import { MarkedSpeech } from '../../src/core/dictation/markedSpeech';
import { Marker } from '../../src/core/marks/marker';
import { readMarks } from '../../src/platform/acoustic/marksFile';

const read = readMarks(join(import.meta.dirname, '../../resources/models/english.marks'));
if (!read.ok) throw new Error(read.error.message);
const marker = new Marker(read.value);

/** One utterance behind another, each word as long as its letters; the text with the mark that each ends with. */
function ends(...texts: readonly string[]): string {
  const speech = new MarkedSpeech(marker);
  let at = 0;
  return texts
    .map((text) => {
      const words = text.split(' ').map((word) => {
        const startSeconds = at;
        at += word.length * 0.065 + 0.06;
        return { text: word, startSeconds, endSeconds: at - 0.06, confidence: 0.9 };
      });
      const { words: marked } = speech.finish({ startSeconds: words[0]!.startSeconds, endSeconds: at, words });
      at += 0.6;
      return marked.at(-1)!.mark;
    })
    .join(' ');
}

it('a long sentence that begins as a question is one, wherever it begins', () => {
  const questions = [
    'is there anything else i should know before i send it',
    'why did nobody tell me that the office would be closed on monday',
    'who is going to pick up the children from school',
    'where did you put the book i gave you for your birthday',
    'when is the next appointment with the doctor',
  ];
  for (const question of questions) expect(ends(question), question).toBe('?');
  expect(ends('i have talked to him about this', ...questions)).toBe('. ? ? ? ? ?');
});

it('a sentence that does not begin as one is none', () => {
  expect(
    ends('i was wondering whether you could help me', 'how nice it is to see you again', 'well that is good'),
  ).toBe('. . .');
});
