/** What can be wrong with a recording of a sentence, each with what to do about it; without zod, because the window shows it. */
export const recordingFindings = {
  silent: 'Nothing was heard. Check the microphone and record again.',
  clipped: 'Too loud: some of it is distorted. Move back a little or lower the input level, and record again.',
  quiet: 'Too quiet. Come closer or raise the input level, and record again.',
  noisy: 'There is much noise behind the voice. Record again where it is quieter.',
  'start-cut': 'The beginning is cut off. Wait a moment before you speak.',
  'end-cut': 'The end is cut off. Wait a moment before you stop.',
  fast: 'This was very fast. Read it as you would dictate.',
  slow: 'This was very slow, or there is a long pause in it. Read it as you would dictate.',
  'other-words': 'This does not sound like the sentence. Read it again, word by word as it stands.',
} as const;

/** The same of a recording that was brought in, where nobody can record again at once. */
export const importFindings: Readonly<Record<keyof typeof recordingFindings, string>> = {
  silent: 'There is no sound in it.',
  clipped: 'Too loud: some of it is distorted.',
  quiet: 'Very quiet.',
  noisy: 'There is much noise behind the voice.',
  'start-cut': 'The beginning is cut off.',
  'end-cut': 'The end is cut off.',
  fast: 'Very fast, or its text is longer than what is said.',
  slow: 'Very slow, or there is a long pause in it.',
  'other-words': 'It does not sound like its text.',
};
