import type { Shaped, ShapedWord, Utterance, Word, WordMark } from '../../contract/transcript';
import { CommandReader, type Token } from './commandReader';
import { type ComposedWord, Composer } from './composer';
import type { Pause } from './heardMark';
import type { ShapingRules } from './rules';

/** The text of an utterance that is not over. */
interface PartialText {
  readonly committed: string;
  readonly unfinished: string;
}

/** It with the marks of its committed words, where any were heard. */
interface MarkedPartial extends PartialText {
  readonly marks?: readonly WordMark[];
}

/**
 * An utterance that is not over. While it goes on, `committed` only ever grows, and the final text of the same words and marks begins with
 * it unless it scratches something: what a word may still change waits in `unfinished`, and a scratch stands there as it was said,
 * because only a final utterance takes back what is shown.
 *
 * @param earlier the utterances before
 * @param pauseSeconds how long nobody spoke before, as far as it is known yet
 */
export function shapePartial(
  rules: ShapingRules,
  earlier: readonly Utterance[],
  { committed, unfinished, marks = [] }: MarkedPartial,
  pauseSeconds = 0,
): PartialText {
  const reader = new CommandReader(rules);
  const composer = new Composer(earlier.map(shapedOf));
  const lead = rules.sentences ? composer.begin(pauseOf(rules, earlier, pauseSeconds)) : '';
  const heard = rules.sentences ? marks : [];
  const decided = reader.push(wordsOf(committed), heard);
  const heldAt = decided.findIndex((token) => token.kind === 'scratch' || composer.replacesStop(token));
  const shown = heldAt < 0 ? decided : decided.slice(0, heldAt);
  for (const token of shown) composer.add(token, markOf(token, heard));
  const solid = composer.text;
  const rest = [...decided.slice(shown.length), ...reader.push(wordsOf(unfinished)), ...reader.finish()];
  for (const token of rest.map(asSaid)) composer.add(token, markOf(token, heard));
  const tail = composer.text.slice(solid.length);
  return solid === ''
    ? { committed: '', unfinished: tail && lead + tail }
    : { committed: lead + solid, unfinished: tail };
}

/**
 * The utterances before one that goes on, with the mark behind the last word that its words have settled: the same objects, but for the one
 * whose text that changes. A mark that was said, or set by hand, stays.
 */
export function settleMarkBefore(
  rules: ShapingRules,
  earlier: readonly Utterance[],
  mark: NonNullable<WordMark['mark']>,
): readonly Utterance[] {
  const place = earlier.findLastIndex(({ words }) => words.length > 0);
  const before = earlier[place];
  const last = before?.words.at(-1);
  if (!rules.sentences || before?.shaped === undefined || last?.mark === undefined || last.mark === mark)
    return earlier;
  const composer = new Composer(earlier.map(shapedOf));
  composer.begin(pauseOf(rules, earlier, 0, mark));
  const shaped = composer.earlier[place];
  if (shaped === undefined || shaped === before.shaped) return earlier;
  return earlier.with(place, { ...before, words: [...before.words.slice(0, -1), { ...last, mark }], shaped });
}

/**
 * The utterance with its shaped text, and the earlier ones as they are after it: the same objects, but for those of which it
 * scratches words or ends a sentence. Recognized words, their times and confidences stay.
 */
export function shapeFinal(
  rules: ShapingRules,
  earlier: readonly Utterance[],
  utterance: Utterance,
): { readonly earlier: readonly Utterance[]; readonly utterance: Utterance; readonly asksToStop: boolean } {
  const reader = new CommandReader(rules);
  const before = earlier.map(shapedOf);
  const composer = new Composer(before);
  if (rules.sentences) composer.begin(pauseOf(rules, earlier, pauseBefore(earlier, utterance), utterance.markBefore));
  const heard = rules.sentences ? utterance.words : [];
  const texts = utterance.words.map((word) => word.text);
  const tokens = [...reader.push(texts, heard), ...reader.finish()];
  for (const token of tokens) composer.add(token, markOf(token, heard));
  const last = utterance.words.at(-1);
  if (rules.sentences && last !== undefined)
    composer.end({ seconds: utterance.endSeconds - last.endSeconds, sentenceSeconds: sentenceSecondsOf(rules, last) });
  const words = composer.words.map((word) => timed(word, utterance.words));
  return {
    earlier: earlier.map((each, index) => {
      const shaped = composer.earlier[index];
      return shaped === undefined || shaped === before[index] ? each : { ...each, shaped };
    }),
    utterance: { ...utterance, shaped: { words, after: composer.after } },
    asksToStop: tokens.some(({ kind }) => kind === 'stop'),
  };
}

/** All the utterances of a recording, shaped one after the other. */
export function shapeAll(rules: ShapingRules, utterances: readonly Utterance[]): readonly Utterance[] {
  let shaped: readonly Utterance[] = [];
  for (const each of utterances) {
    const { earlier, utterance } = shapeFinal(rules, shaped, each);
    shaped = [...earlier, utterance];
  }
  return shaped;
}

/** From the last word that was said to the first of the utterance. */
function pauseBefore(earlier: readonly Utterance[], { words }: Utterance): number {
  const last = earlier.findLast((each) => each.words.length > 0)?.words.at(-1);
  const first = words[0];
  return last === undefined || first === undefined ? 0 : first.startSeconds - last.endSeconds;
}

/** Without marks that are heard, only a pause tells where a sentence ends: 1.2 s end an utterance, of which the last letter may last a little. */
const unheardSentenceSeconds = 1.1;

const sentenceSecondsOf = ({ sentencePauseSeconds }: ShapingRules, last: WordMark): number =>
  last.mark === undefined ? Math.min(unheardSentenceSeconds, sentencePauseSeconds) : sentencePauseSeconds;

function pauseOf(rules: ShapingRules, earlier: readonly Utterance[], seconds: number, mark?: WordMark['mark']): Pause {
  const before = earlier.findLast(({ words }) => words.length > 0);
  const last = before?.words.at(-1);
  return {
    seconds,
    sentenceSeconds: sentenceSecondsOf(rules, last ?? {}),
    paragraphSeconds: rules.paragraphPauseSeconds,
    isMarkHeard: last?.mark !== undefined && isShownAsSaid(before?.shaped?.words.at(-1), last),
    mark,
  };
}

/** Whether a shown word is the recognized one, perhaps with a capital and the mark that was heard: no mark was said, nothing corrected. */
const isShownAsSaid = (shown: ShapedWord | undefined, { text, mark = '' }: Word): boolean => {
  const written = shown?.text.toLowerCase();
  return written === text || written === text + mark || written === `${text}.`;
};

const markOf = ({ from, to }: Token, heard: readonly WordMark[]): WordMark => {
  const { mark } = heard[to - 1] ?? {};
  return { ...(mark !== undefined && { mark }), ...(to === from + 1 && heard[from]?.isCapital && { isCapital: true }) };
};

/** One that was not shaped is text as it was heard. */
const shapedOf = ({ words, shaped }: Utterance): Shaped =>
  shaped ?? { words: words.map((word) => ({ ...word, before: ' ' })), after: '' };

/** The time from the first word that it was made of to the last; as sure as the least sure of them. */
function timed({ before, text, from, to }: ComposedWord, words: readonly Word[]): ShapedWord {
  const parts = words.slice(from, to);
  return {
    before,
    text,
    startSeconds: parts[0]?.startSeconds ?? 0,
    endSeconds: parts.at(-1)?.endSeconds ?? 0,
    confidence: Math.min(1, ...parts.map((part) => part.confidence)),
  };
}

const asSaid = (token: Token): Token =>
  token.kind === 'scratch' || token.kind === 'stop'
    ? { kind: 'word', text: token.spoken, casing: 'as said', from: token.from, to: token.to }
    : token;

const wordsOf = (text: string): string[] => text.split(' ').filter((word) => word !== '');
