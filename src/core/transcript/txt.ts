import type { Take } from '../../contract/transcript';

/** Plain text: a line an utterance; utterances without words are left out. */
export function formatTxt(take: Take): string {
  const lines = take.utterances.map((utterance) => utterance.words.map((word) => word.text).join(' '));
  return lines
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('');
}
