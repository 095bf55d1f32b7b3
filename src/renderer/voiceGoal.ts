import { fewestRecordings } from '../contract/fewestRecordings';
import type { AdaptationSettings } from '../contract/voice';
import { formatDuration } from './format';

/** What a training of each length asks for, in minutes of speech; the last is where more brings little. */
export const goals = [
  { preset: 'quick', label: 'Quick', minutes: 1 },
  { preset: 'standard', label: 'Standard', minutes: 5 },
  { preset: 'thorough', label: 'Thorough', minutes: 20 },
] as const satisfies readonly { preset: AdaptationSettings['preset']; label: string; minutes: number }[];
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
  const next = goals.find(({ minutes }) => seconds < minutes * 60);
  const reached = goals.findLast(({ minutes }) => seconds >= minutes * 60);
  const wanted = (next ?? goals[2]).minutes * 60;
  const missing = Math.max(1, Math.ceil((wanted - seconds) / sentenceSeconds));
  const sentences = count === 1 ? '1 sentence' : `${count} sentences`;
  return {
    text: `${sentences}, ${formatDuration(seconds)} of ${formatDuration(wanted)}`,
    fraction: Math.min(1, seconds / wanted),
    next: [
      ...(reached === undefined ? [] : [`Enough for ${reached.label}.`]),
      ...(next === undefined ? [] : [`About ${missing} more for ${next.label}.`]),
      ...(count < fewestRecordings ? [`At least ${fewestRecordings} are needed.`] : []),
    ].join(' '),
  };
}
