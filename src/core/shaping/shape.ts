import type { Shaping } from '../../contract/shaping';
import type { Shaped, ShapedWord, Utterance, Word } from '../../contract/transcript';
import { CommandReader, type Token } from './commandReader';
import { type ComposedWord, Composer } from './composer';

/** Shaped text to be shown of an utterance that is not over, in place of its words. */
interface ShapedPartial {
  readonly committed: string;
  readonly unfinished: string;
}

/**
 * An utterance that is not over. While it goes on, `committed` only ever grows, and the final text begins with it unless it scratches
 * something: what a word may still change waits in `unfinished`, and a scratch stands there as it was said, because only a final
 * utterance takes back what is shown.
 *
 * @param earlier the utterances before
 */
export function shapePartial(
  shaping: Shaping,
  earlier: readonly Utterance[],
  { committed, unfinished }: { readonly committed: string; readonly unfinished: string },
): ShapedPartial {
  const reader = new CommandReader(shaping);
  const composer = new Composer(earlier.map(shapedOf));
  const decided = reader.push(wordsOf(committed));
  const scratchAt = decided.findIndex((token) => token.kind === 'scratch');
  const shown = scratchAt < 0 ? decided : decided.slice(0, scratchAt);
  for (const token of shown) composer.add(token);
  const solid = composer.text;
  const rest = [...decided.slice(shown.length), ...reader.push(wordsOf(unfinished)), ...reader.finish()];
  for (const token of rest.map(asSaid)) composer.add(token);
  return { committed: solid, unfinished: composer.text.slice(solid.length) };
}

/**
 * The utterance with its shaped text, and the earlier ones as they are after it: the same objects, but for those of which it
 * scratches words. Recognized words, their times and confidences stay.
 */
export function shapeFinal(
  shaping: Shaping,
  earlier: readonly Utterance[],
  utterance: Utterance,
): { readonly earlier: readonly Utterance[]; readonly utterance: Utterance } {
  const reader = new CommandReader(shaping);
  const before = earlier.map(shapedOf);
  const composer = new Composer(before);
  const texts = utterance.words.map((word) => word.text);
  for (const token of [...reader.push(texts), ...reader.finish()]) composer.add(token);
  const words = composer.words.map((word) => timed(word, utterance.words));
  return {
    earlier: earlier.map((each, index) => {
      const shaped = composer.earlier[index];
      return shaped === undefined || shaped === before[index] ? each : { ...each, shaped };
    }),
    utterance: { ...utterance, shaped: { words, after: composer.after } },
  };
}

/** All the utterances of a recording, shaped one after the other. */
export function shapeAll(shaping: Shaping, utterances: readonly Utterance[]): readonly Utterance[] {
  let shaped: readonly Utterance[] = [];
  for (const each of utterances) {
    const { earlier, utterance } = shapeFinal(shaping, shaped, each);
    shaped = [...earlier, utterance];
  }
  return shaped;
}

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
  token.kind === 'scratch'
    ? { kind: 'word', text: token.spoken, casing: 'as said', from: token.from, to: token.to }
    : token;

const wordsOf = (text: string): string[] => text.split(' ').filter((word) => word !== '');
