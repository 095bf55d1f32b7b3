/** Parts of the classes of their windows, in small letters; `terminal` is that of many. */
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
 * Whether a window of X11 is a terminal's, by its class. There Ctrl+V is a key of the program inside; all of them paste the selection by
 * Shift+Insert, and tell that program that it was pasted, so that a line break runs no command.
 */
export function isTerminal(windowClass: string): boolean {
  const name = windowClass.toLowerCase();
  return names.includes(name) || parts.some((part) => name.includes(part));
}
