import type { TakeEdit } from '../contract/transcript';

/** What is done with all chosen takes at once. */
export type ChosenEdit = Extract<TakeEdit, { kind: 'tag' | 'pin' }>;

/** What so many takes are after the edits, as a notice says it; of several edits all are tags. */
export function sentenceOfChosen(edits: readonly ChosenEdit[], count: number): string {
  const [takes, are, have] = count === 1 ? ['One take', 'is', 'has'] : [`${count} takes`, 'are', 'have'];
  const tags = edits.flatMap((edit) => (edit.kind === 'tag' ? [`“${edit.tag}”`] : []));
  if (tags.length === 0) {
    const isPinned = edits.some((edit) => edit.kind === 'pin' && edit.pinned);
    return `${takes} ${are} ${isPinned ? 'pinned' : 'no longer pinned'}.`;
  }
  const names = [tags.slice(0, -1).join(', '), ...tags.slice(-1)].filter((part) => part !== '').join(' and ');
  return `${takes} ${have} the ${tags.length === 1 ? 'tag' : 'tags'} ${names}.`;
}
