import { ok, type Result } from '../../contract/result';
import type { Take, Utterance } from '../../contract/transcript';
import type { VoiceRecording } from '../../contract/voice';
import { sampleRateHz } from '../../core/audio/pcm';
import { type Clip, clipsOf, correctedText } from '../../core/voice/correctionClips';
import { readAudio } from '../audio/audioFile';
import type { VoiceStore } from '../userFolder/voiceStore';
import type { RecordingChecker } from './recordingChecker';

/** Around an utterance, so that a first or last word that was heard late or early is there. */
const aroundSeconds = 0.3;

interface Collecting {
  readonly store: VoiceStore;
  readonly checker: RecordingChecker;
}

/**
 * Makes recordings to learn from out of the words that the user corrected in a take: clips with right boundaries, found by
 * alignment. What was made of a take before is left alone and not made again. Fails where the audio cannot be read or the disk is
 * full.
 *
 * @param wavPath the audio of the take
 */
export async function collectCorrections(
  take: Take,
  wavPath: string,
  { store, checker }: Collecting,
): Promise<Result<VoiceRecording[]>> {
  const corrected = take.utterances.filter((utterance) => correctedText(utterance).isWritten.includes(true));
  if (corrected.length === 0) return ok([]);
  const audio = await readAudio(wavPath);
  if (!audio.ok) return audio;
  const known = new Set((await store.list()).map(({ source }) => source));
  const made: VoiceRecording[] = [];
  for (const clip of corrected.flatMap((utterance) => clipsIn(utterance, audio.value, checker))) {
    const source = `${take.id} ${clip.startSeconds.toFixed(2)}–${clip.endSeconds.toFixed(2)} ${clip.text}`;
    if (known.has(source)) continue;
    const samples = cut(audio.value, clip.startSeconds, clip.endSeconds);
    const checks = checker.check(samples, clip.text);
    const createdAt = new Date().toISOString();
    const isUsed = !checks.findings.includes('other-words') && !checks.findings.includes('clipped');
    const recording = { createdAt, text: clip.text, origin: 'correction', source, checks, isUsed } as const;
    const added = await store.add(samples, recording);
    if (!added.ok) return added;
    made.push(added.value);
  }
  return ok(made);
}

function clipsIn(utterance: Utterance, audio: Float32Array, checker: RecordingChecker): Clip[] {
  const { text, isWritten } = correctedText(utterance);
  const startSeconds = Math.max(0, utterance.startSeconds - aroundSeconds);
  const samples = cut(audio, startSeconds, utterance.endSeconds + aroundSeconds);
  const words = checker.align(samples, text);
  // Words that are spelt with other symbols, or that do not fit into the time, cannot be learnt from.
  if (words === null) return [];
  const seconds = samples.length / sampleRateHz;
  return clipsOf(isWritten, { words, timestepSeconds: checker.timestepSeconds, startSeconds, seconds });
}

const cut = (samples: Float32Array, startSeconds: number, endSeconds: number): Float32Array =>
  samples.subarray(Math.round(startSeconds * sampleRateHz), Math.round(endSeconds * sampleRateHz));
