import type { SpokenCommand } from '../../contract/shaping';

/** Words that nothing but a noun follows: no command is meant right after one. */
const articles: ReadonlySet<string> = new Set(['a', 'an', 'the', 'my', 'your', 'our', 'their', 'its', 'every']);

/** Whether the phrase is meant as words between these neighbours; `next` null at the end of the utterance. */
export function isLiteral(command: SpokenCommand, previous: string | null, next: string | null): boolean {
  if (previous !== null && (articles.has(previous) || command.literalAfter?.includes(previous) === true)) return true;
  // Who goes on speaking did not ask to stop.
  if (command.effect === 'stop') return next !== null;
  return next !== null && command.literalBefore?.includes(next) === true;
}
