import type { SpokenCommand } from '../../contract/shaping';

/** What stands at a place: a command of so many words, no command, or `undecided` where the next word may complete one. */
export type Match = { readonly command: SpokenCommand; readonly length: number } | 'none' | 'undecided';

/** Words that nothing but a noun follows: no command is meant right after one. */
const articles: ReadonlySet<string> = new Set(['a', 'an', 'the', 'my', 'your', 'our', 'their', 'its', 'every']);

interface Entry {
  readonly command: SpokenCommand;
  readonly words: readonly string[];
}

/** The spoken commands, found by their first word; where several fit the longest counts. */
export class CommandTable {
  readonly #byFirstWord = new Map<string, Entry[]>();

  constructor(commands: readonly SpokenCommand[]) {
    for (const command of commands) {
      const words = command.spoken.split(' ');
      const [first = ''] = words;
      const entries = this.#byFirstWord.get(first) ?? [];
      if (!entries.some((entry) => entry.command.spoken === command.spoken)) entries.push({ command, words });
      this.#byFirstWord.set(first, entries);
    }
    for (const entries of this.#byFirstWord.values()) entries.sort((a, b) => b.words.length - a.words.length);
  }

  /** @param isOver no word will follow those that are there */
  find(words: readonly string[], from: number, isOver: boolean): Match {
    for (const { command, words: phrase } of this.#byFirstWord.get(words[from] ?? '') ?? []) {
      const isBegun = phrase.every((word, index) => (words[from + index] ?? word) === word);
      if (!isBegun) continue;
      if (from + phrase.length <= words.length) return { command, length: phrase.length };
      if (!isOver) return 'undecided';
    }
    return 'none';
  }
}

/** Whether the phrase is meant as words between these neighbours; `next` null at the end of the utterance. */
export function isLiteral(command: SpokenCommand, previous: string | null, next: string | null): boolean {
  if (previous !== null && (articles.has(previous) || command.literalAfter?.includes(previous) === true)) return true;
  return next !== null && command.literalBefore?.includes(next) === true;
}
