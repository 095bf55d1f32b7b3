import type { AdaptationScores } from '../contract/voice';

export interface TrainingVerdict {
  readonly kind: 'better' | 'too-few' | 'no-better' | 'general-worse';
  readonly text: string;
}

/** How much worse general speech may be heard, in percent of its words: as the trainer judges. */
const largestCanaryLoss = 1;
/** About so many words has a sentence that is read aloud. */
const wordsASentence = 9;
/** Of each eight sentences that are recorded one is held out. */
const recordedForOneHeldOut = 8;
/** Under so many words a difference of some words is chance. */
const fewestWords = 150;

/** What a result says, and no more than the words that were judged can tell. */
export function verdictOf({ voice, canary }: AdaptationScores): TrainingVerdict {
  const { before, after } = voice;
  const words = before.words;
  const areApart = after.highestWer < before.lowestWer || after.lowestWer > before.highestWer;
  if (canary.after.wer > canary.before.wer + largestCanaryLoss)
    return { kind: 'general-worse', text: 'The new model hears general speech worse. It is best discarded.' };
  if (!areApart && words < fewestWords) return tooFew(words);
  if (after.wer < before.wer) {
    const certainty = areApart ? '' : ', though by less than is certain';
    return { kind: 'better', text: `The new model hears you better${certainty}, and general speech about as well.` };
  }
  return {
    kind: 'no-better',
    text: 'The new model does not hear you better. It is best discarded; more sentences help more than more passes.',
  };
}

function tooFew(words: number): TrainingVerdict {
  const missing = ((fewestWords - words) / wordsASentence) * recordedForOneHeldOut;
  const sentences = Math.max(10, Math.ceil(missing / 10) * 10);
  return {
    kind: 'too-few',
    text: `Too few sentences to tell: ${words} words were held back to judge by. Read about ${sentences} more and train again.`,
  };
}
