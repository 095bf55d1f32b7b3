import type { ModelFiles } from '../../contract/modelFiles';
import { fail, ok, type Result } from '../../contract/result';
import type { AdaptationProgress, AdaptationScores, HeardSentence, TaughtPart } from '../../contract/voice';
import { errorRateOf } from '../../core/voice/errorInterval';
import type { AdaptationMaterial } from './adaptationMaterial';
import type { Hear, HeardEntry, HearingFiles, Listening } from './hearing';

/** Something that was taught, and what it changes of what is heard with. */
export interface Candidate {
  readonly part: TaughtPart['part'];
  readonly files: Partial<ModelFiles>;
}

interface Judging {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: AdaptationProgress) => void;
  /** How recordings are heard. */
  readonly hear: Hear;
}

/** The error rates on the voice and on general speech, and what was heard of the voice. */
interface Judgement extends Pick<AdaptationScores, 'voice' | 'canary' | 'parts'> {
  readonly sentences: HeardSentence[];
}

const noneLeft =
  'What was learnt is kept, but the recordings that the new model is to be judged by can no longer be read.';
/** How much worse the canary may get, in points of WER. */
const largestCanaryLoss = 1;

/**
 * Judges what was taught by what dictation would write of recordings that were not learnt from: each candidate on top of those that
 * helped before it. Null where `signal` stops it. Fails as `Hear` does, and with `recording-missing` where nothing can be read any more.
 *
 * @param candidates one at least
 */
export async function judge(
  base: HearingFiles,
  candidates: readonly Candidate[],
  material: Judged,
  { signal, onProgress, hear }: Judging,
): Promise<Result<Judgement | null>> {
  const entries = [...material.heldOut.entries, ...material.canary.entries];
  let done = 0;
  const total = (candidates.length + 1) * entries.length;
  const listening: Listening = {
    signal,
    onHeard: () => {
      onProgress({ type: 'judging', done: ++done, total });
    },
    onLeftOut: (path, reason) => {
      onProgress({ type: 'left-out', path, reason });
    },
  };
  const first = await hear(base, entries, listening);
  if (!first.ok) return first;
  const parts: TaughtPart[] = [];
  let [files, best] = [base, first.value];
  // Where nothing helps, what is told is what was tried first.
  let told: readonly HeardEntry[] | null = null;
  for (const candidate of candidates) {
    const tried = { ...files, ...candidate.files };
    const readable = best.map(({ entry }) => entry);
    const heard = await hear(tried, readable, listening);
    if (!heard.ok) return heard;
    if (signal.aborted) return ok(null);
    const rates = ratesOf(best, heard.value, material);
    if (rates === null) return fail('recording-missing', noneLeft);
    const isKept = helps(rates);
    parts.push({ part: candidate.part, ...rates, isKept });
    if (isKept) [files, best] = [tried, heard.value];
    if (isKept || told === null) told = heard.value;
  }
  return judgementOf(first.value, told ?? best, parts, material);
}

type Judged = Pick<AdaptationMaterial, 'heldOut' | 'canary'>;

/** Whether the voice gained, and general speech lost no more than is allowed. */
const helps = ({ voice, canary }: Pick<AdaptationScores, 'voice' | 'canary'>): boolean =>
  voice.after.wer < voice.before.wer && canary.after.wer <= canary.before.wer + largestCanaryLoss;

/** Of the recordings that could be read both times; null where none of the voice or none of general speech could. */
function ratesOf(
  before: readonly HeardEntry[],
  after: readonly HeardEntry[],
  { heldOut, canary }: Judged,
): Pick<AdaptationScores, 'voice' | 'canary'> | null {
  const both = inBoth(before, after);
  const rates = [heldOut, canary].map(({ entries }) => {
    const some = both.filter(({ was }) => entries.includes(was.entry));
    const [first, second] = [some.map(({ was }) => was), some.map(({ is }) => is)];
    return some.length === 0 ? null : { before: errorRateOf(first), after: errorRateOf(second) };
  });
  const [voice = null, general = null] = rates;
  return voice === null || general === null ? null : { voice, canary: general };
}

function inBoth(
  before: readonly HeardEntry[],
  after: readonly HeardEntry[],
): { readonly was: HeardEntry; readonly is: HeardEntry }[] {
  const later = new Map(after.map((heard) => [heard.entry, heard]));
  return before.flatMap((was) => {
    const is = later.get(was.entry);
    return is === undefined ? [] : [{ was, is }];
  });
}

function judgementOf(
  first: readonly HeardEntry[],
  told: readonly HeardEntry[],
  parts: readonly TaughtPart[],
  material: Judged,
): Result<Judgement> {
  const rates = ratesOf(first, told, material);
  if (rates === null) return fail('recording-missing', noneLeft);
  const ofVoice = inBoth(first, told).filter(({ was }) => material.heldOut.entries.includes(was.entry));
  const sentences = ofVoice.map(({ was, is }) => ({ said: was.said, before: was.heard, now: is.heard }));
  return ok({ ...rates, parts: [...parts], sentences });
}
