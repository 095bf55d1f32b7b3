import type { ErrorRate, ModelEntry } from '../contract/voice';
import { intervalOf } from './trainingVerdict';

/** Lines that tell where a model comes from, and what its training has brought: words wrong in percent, with 95 % intervals where there are words enough. */
export function aboutModel({ id, createdAt, scores }: ModelEntry): string[] {
  if (id === 'bundled-light') return ['Comes with Utter', 'Quicker, and hears less well'];
  if (createdAt === null) return ['Comes with Utter'];
  const when = new Date(createdAt).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  if (scores === null) return [when];
  const { voice, canary, minutes } = scores;
  return [
    `${when}, of ${minutes < 1 ? 'less than a minute' : `${Math.round(minutes)} min`} of your speech`,
    `Your voice ${fall(voice)}`,
    `General speech ${fall(canary)}`,
  ];
}

function fall({ before, after }: { readonly before: ErrorRate; readonly after: ErrorRate }): string {
  const interval = intervalOf(after);
  return `${before.wer.toFixed(1)} → ${after.wer.toFixed(1)} % of words wrong${interval === null ? '' : ` (${interval})`}`;
}
