import { z } from 'zod';

import { mostLineLetters, mostTagLetters, mostTags } from './textLimits';

/** What can stand behind a word that was heard; nothing, too. */
const Mark = z.enum(['', ',', '.', '?']);

/** What a word is written with in a sentence; it is no part of what was said. */
export const WordMark = z.strictObject({
  /** Behind it. Missing where nothing listens for marks. */
  mark: Mark.exactOptional(),
  /** It has a capital wherever it stands. */
  isCapital: z.literal(true).exactOptional(),
});
export type WordMark = z.infer<typeof WordMark>;

/** The words of an utterance that is not over. */
export const PartialWords = z.strictObject({
  /** As they were heard, and where in the take. */
  words: z.array(z.strictObject({ text: z.string(), startSeconds: z.number() })).optional(),
  /** Those committed that the lexicon lacks: names, or letters that ran together. None where missing. */
  unlisted: z.array(z.string()).exactOptional(),
});

/** What is heard beside the words of an utterance that is not over, where something listens for marks. */
export const PartialMarks = z.strictObject({
  /** Of each committed word; but for the mark behind the last, which is not shown yet, nothing of them changes again. */
  marks: z.array(WordMark).exactOptional(),
  /** Behind the last word of the utterance before, from when it is settled. */
  markBefore: Mark.exactOptional(),
});
export type PartialMarks = z.infer<typeof PartialMarks>;

/** One recognized word. Times are seconds from the start of the take's audio. */
export const Word = WordMark.extend({
  text: z.string().min(1),
  startSeconds: z.number().nonnegative(),
  endSeconds: z.number().nonnegative(),
  /** 0 … 1, how sure the recognizer is of this word. */
  confidence: z.number().min(0).max(1),
});
export type Word = z.infer<typeof Word>;

/** A word of the text that is shown, of one or several recognized ones: "23" has the time of "twenty three", "well," of "well comma". */
export const ShapedWord = Word.extend({
  /** What stands between the text before and this word. */
  before: z.enum(['', ' ', '\n', '\n\n']),
});
export type ShapedWord = z.infer<typeof ShapedWord>;

/** The text that is shown of an utterance: spoken commands obeyed, with capitals and spacing. What was scratched is not in it. */
export const Shaped = z.strictObject({
  words: z.array(ShapedWord),
  /** A break that was asked for and that no word has followed yet. */
  after: z.enum(['', '\n', '\n\n']),
});
export type Shaped = z.infer<typeof Shaped>;

/** Speech between two endpoints. `words` may be empty where only noise was heard. */
export const Utterance = z.strictObject({
  startSeconds: z.number().nonnegative(),
  endSeconds: z.number().nonnegative(),
  /** What was said, each word as it was heard or corrected. */
  words: z.array(Word),
  /** What its words say of the mark behind the last word before it; missing where they came too late to have a say. */
  markBefore: Mark.exactOptional(),
  /** What is shown in place of `words`; missing where the text is shown as it was heard. */
  shaped: Shaped.optional(),
});
export type Utterance = z.infer<typeof Utterance>;

/** Those that are text. Each is the ending of its files, too. */
export const textFormats = ['txt', 'md', 'html', 'srt', 'vtt', 'csv', 'json'] as const;
export type TextFormat = (typeof textFormats)[number];
export const ExportFormat = z.enum([...textFormats, 'docx']);
export type ExportFormat = z.infer<typeof ExportFormat>;

/** One text of a take's audio: what a recognizer made of it, and what the user made of that. */
const Hearing = z.strictObject({
  /** ISO 8601, UTC: when it was recognized. */
  heardAt: z.iso.datetime(),
  /** Name of the acoustic model; null where it was not noted. */
  model: z.string().nullable(),
  /** With all that the user has changed. */
  utterances: z.array(Utterance),
  /** What was heard, never changed; missing while `utterances` is that, and in takes corrected before it was kept. */
  heard: z.array(Utterance).exactOptional(),
  /** True once the user has changed the text. */
  corrected: z.boolean(),
  /** The app ended before the take was heard to its end: its last words may be wrong or missing. Missing of a text that is whole. */
  isCutOff: z.literal(true).exactOptional(),
});
export type Hearing = z.infer<typeof Hearing>;

/** What take.json holds, beside audio.wav in the take's folder. */
export const Take = z.strictObject({
  version: z.literal(2),
  id: z.uuid(),
  /** The user's, or the first words of the text. */
  title: z.string(),
  titleIsOwn: z.boolean(),
  /** ISO 8601, UTC. */
  createdAt: z.iso.datetime(),
  /** Length of the audio. */
  seconds: z.number().nonnegative(),
  tags: z.array(z.string().min(1).max(mostTagLetters)).max(mostTags),
  pinned: z.boolean(),
  /** The text that is shown. */
  ...Hearing.shape,
  /** Texts of the same audio that it had before it was transcribed again, newest first. */
  earlier: z.array(Hearing),
});
export type Take = z.infer<typeof Take>;

/** take.json of before there were tags, and of before what was heard was kept beside what was corrected. */
const TakeOfVersion1 = z.strictObject({
  version: z.literal(1),
  id: z.uuid(),
  title: z.string(),
  createdAt: z.iso.datetime(),
  seconds: z.number().nonnegative(),
  utterances: z.array(Utterance),
  corrected: z.boolean(),
});

/** take.json of any version, as a take of the present one. */
export const StoredTake = z.discriminatedUnion('version', [Take, TakeOfVersion1]).transform((stored): Take => {
  if (stored.version === 2) return stored;
  const titleIsOwn = !dateTitle.test(stored.title) && stored.title !== '';
  const { id, title, createdAt, seconds, utterances, corrected } = stored;
  const text = { heardAt: createdAt, model: null, utterances, corrected };
  return { version: 2, id, title, titleIsOwn, createdAt, seconds, tags: [], pinned: false, ...text, earlier: [] };
});

/** What version 1 called a take that the user had not named: "27 November 2026 at 07:12". */
const dateTitle = /^\d{1,2} \p{L}+ \d{4} at \d{2}:\d{2}$/u;

/** What a user may change of a take. All of it can be undone, and what was heard is kept. */
export const TakeEdit = z.discriminatedUnion('kind', [
  /** An empty title is that of the first words. */
  z.strictObject({ kind: z.literal('rename'), title: z.string().max(200) }),
  z.strictObject({ kind: z.literal('pin'), pinned: z.boolean() }),
  z.strictObject({ kind: z.literal('tag'), tag: Take.shape.tags.element, isOn: z.boolean() }),
  /** New text of one utterance; words that stay keep their times. */
  z.strictObject({
    kind: z.literal('correct'),
    utterance: z.int().nonnegative(),
    text: z.string().max(mostLineLetters),
  }),
  /** The words at these places of the shown text are right as they stand. */
  z.strictObject({
    kind: z.literal('confirm'),
    utterance: z.int().nonnegative(),
    word: z.int().nonnegative(),
  }),
  /** A new utterance begins with this shown word. */
  z.strictObject({ kind: z.literal('split'), utterance: z.int().nonnegative(), word: z.int().positive() }),
  /** The utterance and the one after it become one. */
  z.strictObject({ kind: z.literal('merge'), utterance: z.int().nonnegative() }),
  /** In the shown text; a match lies within one utterance. */
  z.strictObject({
    kind: z.literal('replace'),
    find: z.string().min(1).max(200),
    replacement: z.string().max(200),
    matchCase: z.boolean(),
    wholeWords: z.boolean(),
  }),
  /** Back to what was heard; `utterance` null: all of it. */
  z.strictObject({ kind: z.literal('revert'), utterance: z.int().nonnegative().nullable() }),
  /** The text of `earlier` is shown, and the present one is kept in its place. */
  z.strictObject({ kind: z.literal('choose'), earlier: z.int().nonnegative() }),
]);
export type TakeEdit = z.infer<typeof TakeEdit>;

/** What the user put right: counted over the takes that were corrected last, what happened most often first. */
export const MisheardWord = z.strictObject({ heard: z.string(), written: z.string(), times: z.int().positive() });
export type MisheardWord = z.infer<typeof MisheardWord>;
