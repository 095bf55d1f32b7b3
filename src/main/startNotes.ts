import type { Ending } from '../platform/userFolder/endingNote';

const dateFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });
const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/**
 * Says that the app ended by an error of its own, in the time of the machine.
 *
 * @param hasTake whether the take that was in progress is there
 */
export function endingSentence({ at, startsAgain }: Ending, hasTake: boolean, logPath: string): string {
  const when = new Date(at);
  const again = startsAgain ? ', which started again' : '';
  const take = hasTake ? ' The take that was in progress is in the Library.' : '';
  return `On ${dateFormat.format(when)} at ${timeFormat.format(when)} an error of its own ended Utter${again}.${take} What went wrong is in ${logPath}.`;
}

/**
 * Says where takes are that something else ended together with the app: its process was killed, or the machine went out.
 *
 * @param count of them
 */
export function cutOffSentences(count: number): string[] {
  if (count === 0) return [];
  const [takes, are] = count === 1 ? ['a take', 'It is'] : [`${count} takes`, 'They are'];
  return [
    `Utter was ended in the middle of ${takes}. ${are} in the Library, with all sound; the last words may be missing.`,
  ];
}

/** @param keptPath where a queue of sound files is that could not be read; null where there is none */
export const damagedQueueSentences = (keptPath: string | null): string[] =>
  keptPath === null
    ? []
    : [
        `The list of sound files to be written down could not be read and is empty now. The old one is kept as ${keptPath}.`,
      ];
