/** What the app is told when it is started: by the user, or by a shortcut of the desktop while it runs already. */
export const launchWords = ['start', 'stop', 'toggle'] as const;
export type LaunchWord = (typeof launchWords)[number];

/** The word among the arguments of the app, or null; switches and paths are no words. */
export const launchWordOf = (words: readonly string[]): LaunchWord | null =>
  launchWords.find((word) => words.slice(1).includes(word)) ?? null;

/** What is said where the app would be opened to stop. */
export const nothingToStop =
  'Utter is not running, so that there is no take to stop. “utter start” opens it and starts one.';
