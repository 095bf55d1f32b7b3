import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { fail, ok, type Result } from '../../contract/result';
import type { AdaptationProgress } from '../../contract/voice';
import { english } from '../../core/alphabet';
import { normalizeText } from '../../core/corpus/normalizeText';
import type { Features } from '../../core/features/config';
import type { Analysis } from '../corpus/analysis';
import { type CorpusEntry, readCorpus } from '../corpus/corpus';
import { Examples } from '../corpus/examples';
import { FeatureCache } from '../corpus/featureCache';
import type { VoiceClips } from './voiceClips';

/** What an adaptation reads: recordings and their features. */
interface Part {
  readonly entries: readonly CorpusEntry[];
  readonly examples: Examples;
}

export interface AdaptationMaterial {
  readonly learnt: Part;
  readonly heldOut: Part;
  /** General speech that is learnt again, so that it is not forgotten. */
  readonly replay: Part;
  /** General speech that tells whether something was forgotten all the same. */
  readonly canary: Part;
  /** Changes with the recordings, their texts and the general speech. */
  readonly hash: string;
}

interface MaterialPlaces {
  readonly generalFolder: string;
  readonly cacheFolder: string;
  readonly replaySeconds: number;
}

/**
 * Opens the recordings of a voice and the general speech that comes with Utter. Fails with `speech-too-little`, and with
 * `corpus-invalid` where a list of the general speech cannot be read, or none of its recordings can.
 *
 * @param generalFolder holds `replay.tsv`, `canary.tsv` and what they list
 * @param cacheFolder where the features go
 * @param replaySeconds how much of the general speech is learnt again at most: what no step would read is not analysed
 * @param tell how far it is, and which recordings are left out
 */
export async function openMaterial(
  voice: VoiceClips,
  { features, analysis }: { readonly features: Features; readonly analysis: Analysis },
  { generalFolder, cacheFolder, replaySeconds }: MaterialPlaces,
  tell: (progress: AdaptationProgress) => void,
): Promise<Result<AdaptationMaterial>> {
  if (voice.learnt.length === 0 || voice.heldOut.length === 0) return fail('speech-too-little');
  const replay = await readCorpus(join(generalFolder, 'replay.tsv'), generalFolder);
  if (!replay.ok) return replay;
  const canary = await readCorpus(join(generalFolder, 'canary.tsv'), generalFolder);
  if (!canary.ok) return canary;
  const spelt = (entries: readonly CorpusEntry[]): CorpusEntry[] =>
    entries.map((entry) => ({ ...entry, text: normalizeText(entry.text) }));
  const lists = [spelt(voice.learnt), spelt(voice.heldOut), evenly(replay.value, replaySeconds), canary.value] as const;
  const total = lists.reduce((sum, entries) => sum + entries.length, 0);
  const parts: Part[] = [];
  let before = 0;
  for (const entries of lists) {
    const done = before;
    const cache = await FeatureCache.open(entries, analysis, cacheFolder, (count) => {
      tell({ type: 'preparing', done: done + count, total });
    });
    const examples = new Examples(entries, cache, features, english);
    for (const refusal of examples.refusals) tell({ type: 'left-out', ...refusal });
    parts.push(usable(entries, examples));
    before += entries.length;
  }
  const [learnt, heldOut, general, canaries] = parts as [Part, Part, Part, Part];
  const enough = checkEnough([learnt, heldOut], { 'replay.tsv': general, 'canary.tsv': canaries });
  return enough.ok ? ok({ learnt, heldOut, replay: general, canary: canaries, hash: hashOf(parts) }) : enough;
}

/** So many seconds of a list, spread over it; one recording at least. */
function evenly(entries: readonly CorpusEntry[], seconds: number): CorpusEntry[] {
  const all = entries.reduce((sum, entry) => sum + entry.seconds, 0);
  const kept = Math.min(entries.length, Math.max(1, Math.ceil((entries.length * seconds) / all)));
  return Array.from({ length: kept }, (_, place) => entries[Math.floor((place * entries.length) / kept)]!);
}

/** @param general by the name of its list */
function checkEnough(
  [learnt, heldOut]: readonly [Part, Part],
  general: Readonly<Record<string, Part>>,
): Result<undefined> {
  const isEnough = learnt.examples.frames.some((frames) => frames > 0) && heldOut.entries.length > 0;
  if (!isEnough) return fail('speech-too-little');
  for (const [name, { entries, examples }] of Object.entries(general)) {
    if (entries.length > 0) continue;
    const reason = examples.refusals[0]?.reason ?? '';
    return fail('corpus-invalid', `Of the general speech, nothing that ${name} lists can be used: ${reason}`);
  }
  return ok(undefined);
}

/** What is refused stays in the list of what is learnt, with no frames; it cannot be judged by, though. */
function usable(entries: readonly CorpusEntry[], examples: Examples): Part {
  const refused = new Set(examples.refusals.map(({ path }) => path));
  return { entries: entries.filter(({ path }) => !refused.has(path)), examples };
}

function hashOf(parts: readonly Part[]): string {
  const hash = createHash('sha256');
  for (const { entries, examples } of parts) {
    for (const { path, text } of entries) hash.update(`${path}\t${text}\n`);
    hash.update(examples.frames.join());
  }
  return hash.digest('hex').slice(0, 16);
}

/** Tells one model file from another. @throws where it cannot be read: it was read before */
export const hashOfFile = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16);
