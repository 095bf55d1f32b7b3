import type { SystemStatus } from '../../contract/ipc';
import type { Lacking } from '../../contract/workerMessages';

/** What is said, a sentence each, where a recognizer goes without something. */
export const lackedBy = ({ marks, rescoring }: Lacking): SystemStatus['lacked'] => ({
  ...(rescoring !== null && { rescoring: withoutRescoring(rescoring.message) }),
  ...(marks !== null && { marks: withoutMarks(marks.message) }),
});

export const withoutMarks = (reason: string): string =>
  `Marks are not heard, and pauses alone end sentences: ${reason}`;

export const withoutRescoring = (reason: string): string =>
  `The model that judges whole sentences cannot be used, and more words will be wrong: ${reason}`;
