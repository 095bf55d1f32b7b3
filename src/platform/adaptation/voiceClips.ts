import { normalizeText } from '../../core/corpus/normalizeText';
import { splitVoice } from '../../core/voice/splitVoice';
import type { CorpusEntry } from '../corpus/corpus';

/** Recordings of a voice with their texts, as the user wrote them. Held-out ones are not learnt from. */
export interface VoiceClips {
  readonly learnt: readonly CorpusEntry[];
  readonly heldOut: readonly CorpusEntry[];
}

/** Holds some recordings back where none are: whole sentences. */
export function withHeldOut(entries: readonly CorpusEntry[]): VoiceClips {
  return splitVoice(entries.map((entry) => ({ ...entry, text: normalizeText(entry.text) })));
}
