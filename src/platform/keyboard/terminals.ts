/** Parts of the classes of their windows; `terminal` is that of many. */
const parts = [
  'terminal',
  'xterm',
  'rxvt',
  'konsole',
  'yakuake',
  'terminator',
  'terminology',
  'tilix',
  'tilda',
  'guake',
  'sakura',
  'alacritty',
  'kitty',
  'wezterm',
  'ghostty',
  'ptyxis',
  'kgx',
  'mlterm',
  'cool-retro-term',
];

/** Too short to be looked for in other names. */
const names = ['st', 'st-256color', 'foot', 'footclient'];

/**
 * The classes of terminals' windows under X11, as a regular expression in which the case of letters does not count. There Ctrl+V is a key
 * of the program inside; all of them paste the selection by Shift+Insert, and tell that program that it was pasted, so that a line break
 * runs no command.
 */
export const terminalClasses = [...parts, ...names.map((name) => `^${name}$`)].join('|');
