import { Random } from '../training/random';

export interface Recording {
  readonly seconds: number;
  /** Empty or "unknown" where it is not known. */
  readonly speaker: string;
  readonly text: string;
}

export interface Split<Item extends Recording> {
  readonly training: readonly Item[];
  readonly heldOut: readonly Item[];
  /** In neither: their sentences are held out, and their speakers are not. */
  readonly leftOut: readonly Item[];
}

/** A held-out part may be so much longer than asked for; a speaker who would make it longer is kept for training. */
const largestExcess = 1.5;

/**
 * Holds recordings back from training so that what is measured on them is new in voice and in words: whole speakers, and no
 * sentence of theirs stays in training. Where the speakers are not known, or there are too few of them, whole sentences.
 *
 * @param share of the seconds, about, that is to be held out
 */
export function splitRecordings<Item extends Recording>(
  recordings: readonly Item[],
  share: number,
  seed: number,
): Split<Item> {
  if (share === 0) return { training: recordings, heldOut: [], leftOut: [] };
  const isKnown = ({ speaker }: Item): boolean => speaker !== '' && speaker !== 'unknown';
  const bySpeaker = chosenBy((one) => (isKnown(one) ? `speaker ${one.speaker}` : `text ${one.text}`));
  const heldOut = bySpeaker.size > 0 ? bySpeaker : chosenBy(({ text }) => text);
  const sentences = new Set([...heldOut].map(({ text }) => text));
  const others = recordings.filter((one) => !heldOut.has(one));
  return {
    training: others.filter(({ text }) => !sentences.has(text)),
    heldOut: recordings.filter((one) => heldOut.has(one)),
    leftOut: others.filter(({ text }) => sentences.has(text)),
  };

  /** Whole groups in random order, until they are as long as asked for; none where no group is short enough. */
  function chosenBy(keyOf: (one: Item) => string): Set<Item> {
    const wanted = share * secondsOf(recordings);
    const chosen = new Set<Item>();
    let seconds = 0;
    for (const group of new Random(seed).shuffled([...groupBy(recordings, keyOf).values()])) {
      const longer = seconds + secondsOf(group);
      if (seconds >= wanted || longer > wanted * largestExcess) continue;
      for (const one of group) chosen.add(one);
      seconds = longer;
    }
    return chosen;
  }
}

const secondsOf = (recordings: readonly Recording[]): number =>
  recordings.reduce((sum, { seconds }) => sum + seconds, 0);

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
