import type { AdaptationScores, ErrorRate, TaughtPart } from '../contract/voice';

export interface TrainingVerdict {
  readonly kind: 'better' | 'too-few' | 'no-better' | 'voice-worse' | 'general-worse';
  readonly text: string;
}

/** How much worse general speech may be heard, in percent of its words: as the trainer judges. */
const largestCanaryLoss = 1;
/** About so many words has a sentence that is read aloud. */
const wordsASentence = 9;
/** Of each eight sentences that are recorded one is held out. */
const recordedForOneHeldOut = 8;
/** Under so many words a difference of some words is chance, and so is an interval, which comes of a few sentences drawn again and again. */
const fewestWords = 150;

const isEnough = ({ words }: ErrorRate): boolean => words >= fewestWords;

/** Where the true share of wrong words lies, as "28.0–35.0"; null where that is chance. */
export const intervalOf = (rate: ErrorRate): string | null =>
  isEnough(rate) ? `${rate.lowestWer.toFixed(1)}–${rate.highestWer.toFixed(1)}` : null;

/** What the intervals of a result mean. */
export function intervalNote({ voice }: AdaptationScores): string {
  const missing = isEnough(voice.before) ? '' : '; of your voice too few words were judged to tell';
  return `The small figures hold the true value with 95 % probability${missing}.`;
}

/** What is to be known before so many sentences are learnt from: as many as are held out of them may be too few to judge by; null where they are not. */
export function judgingNote(sentences: number): string | null {
  const wanted = Math.round(((fewestWords / wordsASentence) * recordedForOneHeldOut) / 10) * 10;
  return sentences >= wanted
    ? null
    : `Whether a training has helped can hardly be told of fewer than about ${wanted} sentences: one of ${recordedForOneHeldOut} is held back to judge by.`;
}

/** What a result says, and no more than the words that were judged can tell. */
export function verdictOf({ voice, canary, parts }: AdaptationScores): TrainingVerdict {
  const { before, after } = voice;
  const areApart = after.highestWer < before.lowestWer || after.lowestWer > before.highestWer;
  if (canary.after.wer > canary.before.wer + largestCanaryLoss)
    return { kind: 'general-worse', text: 'The new model hears general speech worse. It is best discarded.' };
  if (!isEnough(before)) return tooFew(before.words);
  if (after.wer < before.wer) {
    const certainty = areApart ? '' : ', though by less than is certain';
    const heard = `Utter hears you better${certainty}, and general speech about as well.`;
    return { kind: 'better', text: `${whatHelped(parts)} ${heard}`.trim() };
  }
  if (areApart) return { kind: 'voice-worse', text: 'The new model hears you worse. It is best discarded.' };
  return { kind: 'no-better', text: nothingToMend(before.wer) };
}

const nameOf: Readonly<Record<TaughtPart['part'], string>> = {
  sound: 'the sound of your voice',
  words: 'your words',
};

/** "It helped to learn your words, not the sound of your voice." */
function whatHelped(parts: readonly TaughtPart[]): string {
  const named = (isKept: boolean): string[] =>
    parts.filter((part) => part.isKept === isKept).map(({ part }) => nameOf[part]);
  const [helped, not] = [named(true), named(false)];
  if (helped.length === 0) return '';
  return `It helped to learn ${helped.join(' and ')}${not.length === 0 ? '' : `, not ${not.join(' or ')}`}.`;
}

const nothingToMend = (wer: number): string =>
  `There was nothing to mend: Utter heard ${(100 - wer).toFixed(0)} of 100 of your words right before, and the new model hears you no better. It is best discarded.`;

function tooFew(words: number): TrainingVerdict {
  const missing = ((fewestWords - words) / wordsASentence) * recordedForOneHeldOut;
  const sentences = Math.max(10, Math.ceil(missing / 10) * 10);
  return {
    kind: 'too-few',
    text: `Too few sentences to tell: ${words} words were held back to judge by. Read about ${sentences} more and train again.`,
  };
}

/** One of the things that were tried, as a row of the result. */
export interface TriedRow {
  readonly label: string;
  readonly before: number;
  readonly now: number;
  readonly verdict: 'in the new model' | 'not in the new model';
}

/** What was tried by itself; none where there was one thing alone. */
export const triedRows = ({ parts }: AdaptationScores): readonly TriedRow[] =>
  parts.length < 2
    ? []
    : parts.map(({ part, voice, isKept }) => ({
        label: part === 'sound' ? 'Sound of your voice' : 'Your words',
        before: voice.before.wer,
        now: voice.after.wer,
        verdict: isKept ? 'in the new model' : 'not in the new model',
      }));
