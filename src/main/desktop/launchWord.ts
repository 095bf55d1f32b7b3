/** What the app is told when it is started: by the user, or by a shortcut of the desktop while it runs already. */
export const launchWords = ['start', 'stop', 'toggle'] as const;
export type LaunchWord = (typeof launchWords)[number];

/** The word among the arguments of the app, or null; switches and paths are no words. */
export const launchWordOf = (words: readonly string[]): LaunchWord | null =>
  launchWords.find((word) => words.slice(1).includes(word)) ?? null;
