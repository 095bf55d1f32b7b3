import type { Utterance, Word } from '../../contract/transcript';
import type { Gap } from '../../platform/audio/damage';

/** Utterances at the times of the whole recording, where a piece of it could not be read: captions stay with the picture. */
export function behindGap(utterances: readonly Utterance[], gap: Gap): readonly Utterance[] {
  const later = (seconds: number): number => (seconds >= gap.atSeconds ? seconds + gap.seconds : seconds);
  const laterWord = (word: Word): Word => ({
    ...word,
    startSeconds: later(word.startSeconds),
    endSeconds: later(word.endSeconds),
  });
  return utterances.map(({ startSeconds, endSeconds, words }) => ({
    startSeconds: later(startSeconds),
    endSeconds: later(endSeconds),
    words: words.map(laterWord),
  }));
}
