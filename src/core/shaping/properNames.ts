const names: ReadonlySet<string> = new Set(
  (
    'monday tuesday wednesday thursday friday saturday sunday january february april june july august september october ' +
    'november december english french german spanish italian american british european christmas easter'
  ).split(' '),
);

/** Whether a word, as the recognizer spells it, has a capital wherever it stands; "may" and "march" are words as well and not told. */
export const isProperName = (word: string): boolean => names.has(word.replace(/'s$/u, ''));
