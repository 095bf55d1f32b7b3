import { Random } from '../training/random';

interface Spoken {
  readonly seconds: number;
  readonly text: string;
}

/** About this share of the recordings tells how good the new model is. */
const heldOutShare = 0.12;
const fewestHeldOut = 2;
const mostHeldOut = 60;

export interface SplitVoice<Item> {
  readonly learnt: readonly Item[];
  readonly heldOut: readonly Item[];
}

/**
 * Holds some of the recordings of one voice back. Whole sentences: what was read twice is on one side. The same recordings are
 * split in the same way, and one more moves none of the others.
 */
export function splitVoice<Item extends Spoken>(recordings: readonly Item[]): SplitVoice<Item> {
  const wanted = Math.min(mostHeldOut, Math.max(fewestHeldOut, Math.round(recordings.length * heldOutShare)));
  const texts = [...new Set(recordings.map(({ text }) => text))].sort((a, b) => placeOf(a) - placeOf(b));
  const heldOut = new Set<string>();
  let count = 0;
  for (const text of texts.slice(0, -1)) {
    if (count >= wanted) break;
    heldOut.add(text);
    count += recordings.filter((one) => one.text === text).length;
  }
  return {
    learnt: recordings.filter(({ text }) => !heldOut.has(text)),
    heldOut: recordings.filter(({ text }) => heldOut.has(text)),
  };
}

/** A number that a text always gets, as if drawn: FNV-1a (Fowler, Noll and Vo). */
function placeOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Some of the recordings, drawn at random, so many minutes of them; all of them where there are no more. */
export function someMinutes<Item extends Spoken>(recordings: readonly Item[], minutes: number, seed: number): Item[] {
  let seconds = 0;
  return new Random(seed).shuffled(recordings).filter((one) => {
    const fits = seconds + one.seconds <= minutes * 60;
    if (fits) seconds += one.seconds;
    return fits;
  });
}
