import { formatDuration } from './format';

/** What a training of each length asks for, in minutes of speech; the last is where more brings little. */
const goals = [
  { minutes: 1, enoughFor: 'Quick' },
  { minutes: 5, enoughFor: 'Standard' },
  { minutes: 20, enoughFor: 'Thorough' },
] as const;
/** Seconds of a sentence that is read aloud. */
const sentenceSeconds = 5;

export interface VoiceGoal {
  /** "6 sentences, 0:32 of 1:00" */
  readonly text: string;
  /** 0 … 1, of the way to the next goal. */
  readonly fraction: number;
  readonly next: string;
}

/** How far the road is: what is recorded, and what it takes to the next length of training that is worth it. */
export function voiceGoal(count: number, seconds: number): VoiceGoal {
  const at = goals.findIndex(({ minutes }) => seconds < minutes * 60);
  const goal = goals[at] ?? goals[goals.length - 1];
  const reached = at === -1 ? goals[goals.length - 1] : goals[at - 1];
  const wanted = (goal?.minutes ?? 20) * 60;
  const missing = Math.max(1, Math.ceil((wanted - seconds) / sentenceSeconds));
  const sentences = count === 1 ? '1 sentence' : `${count} sentences`;
  return {
    text: `${sentences}, ${formatDuration(seconds)} of ${formatDuration(wanted)}`,
    fraction: Math.min(1, seconds / wanted),
    next: [
      ...(reached === undefined ? [] : [`Enough for ${reached.enoughFor}.`]),
      ...(at === -1 ? [] : [`About ${missing} more for ${goal?.enoughFor ?? ''}.`]),
    ].join(' '),
  };
}
