import type { TakeChange } from '../contract/ipc';

/** What was undone or done again, as a notice says it. */
export const takeChangeNames: Readonly<Record<TakeChange['kind'], string>> = {
  rename: 'new title',
  pin: 'pinning',
  tag: 'tag',
  correct: 'correction',
  confirm: 'confirmed word',
  split: 'splitting',
  merge: 'joining',
  replace: 'replacing',
  revert: 'going back to what was heard',
  choose: 'choosing another text',
  'hear-again': 'transcribing again',
  delete: 'deletion',
  expire: 'deletion of old takes, of which each that is brought back is pinned',
  restore: 'bringing back',
};
