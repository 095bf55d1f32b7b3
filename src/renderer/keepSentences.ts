import type { RequestOutput } from '../contract/ipc';
import { formatAbout } from './format';

/** What a rule to keep takes for so many days does. */
type Expiring = RequestOutput<'takes:expiring'>;

/**
 * Beside the rule that is in force. What is due already goes with the next look at it, within the hour.
 *
 * @param outcome null while there is no rule, or it is counted
 */
export function keepNote(outcome: Expiring | null): string {
  if (outcome === null) return 'Pinned takes are kept in any case.';
  const due = outcome.now + outcome.soon;
  const going = due === 0 ? 'None goes' : `${takes(due)} will go`;
  return capital(`${going} within the next week; ${outcome.pinned === 0 ? 'pinned takes stay' : staying(outcome)}.`);
}

/** Before a rule is in force that deletes takes at once. */
export function keepQuestion(outcome: Expiring): string {
  const going = `${takes(outcome.now)}, ${formatAbout(outcome.nowSeconds)} of sound, will be deleted now, and others as they come of age.`;
  return capital(outcome.pinned === 0 ? going : `${going} ${capital(staying(outcome))}.`);
}

const staying = ({ pinned }: Expiring): string =>
  `${takes(pinned)} ${pinned === 1 ? 'stays' : 'stay'} because of a pin`;

const takes = (count: number): string => (count === 1 ? 'one take' : `${count} takes`);

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
