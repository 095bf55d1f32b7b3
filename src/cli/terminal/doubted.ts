import type { Utterance } from '../../contract/transcript';
import { formatClock } from '../../core/transcript/timestamp';

/** “Not sure at 1:02: yes (43 %)” */
export const doubtedSentence = ({ startSeconds, words }: Utterance): string =>
  `Not sure at ${formatClock(words[0]?.startSeconds ?? startSeconds)}: ${words
    .map(({ text, confidence }) => `${text} (${Math.round(confidence * 100)} %)`)
    .join(' ')}`;
