import { proseLines } from '../contract/vocabularyProse';
import { readTerm } from '../contract/vocabularyTerm';

/** What the user has typed as a vocabulary, and what there is to say about it. */
export interface TypedVocabulary {
  /** Spelt as the user spelt them, each once however it is spelt. */
  readonly terms: readonly string[];
  readonly hints: readonly string[];
  /** How many of the terms cannot be heard as they stand. */
  readonly unheardCount: number;
}

/** What became of the lines of a file: terms that are new, lines that are terms, lines that are none. */
export interface ImportedTerms {
  readonly added: number;
  readonly taken: number;
  readonly refused: number;
}

const longestTerm = 100;
const mostTerms = 2000;

/**
 * Reads one word or phrase a line, perhaps with how it sounds after "=". What cannot be kept, and what may not be heard as it is spelt, has a
 * hint of its own, and prose one for all of it, the first.
 *
 * @param kept what is in the vocabulary already, and stays, even where it looks like prose
 */
export function readVocabulary(typed: string, kept: readonly string[]): TypedVocabulary {
  const known = new Map<string, string>();
  const { lines, refused } = withoutProse(typed, kept);
  const hints = refused === 0 ? [] : [`${refused === 1 ? oneSentence : sentences(refused)} ${forTexts}`];
  for (const term of lines) {
    if (term === '') continue;
    if (term.startsWith('=')) {
      hints.push(`“${term}” is left out: nothing stands before the “=”.`);
      continue;
    }
    const spoken = spokenAs(readTerm(term).written);
    const same = known.get(spoken);
    if (term.length > longestTerm)
      hints.push(`“${term.slice(0, 24)}…” is left out: it is longer than ${longestTerm} letters.`);
    else if (same !== undefined) hints.push(`“${term}” is left out: “${same}” is in the list.`);
    else if (known.size === mostTerms)
      hints.push(`“${term}” is left out: ${mostTerms} words and phrases are the most.`);
    else known.set(spoken, term);
  }
  const terms = [...known.values()];
  const unheard = terms.flatMap((term) => whyUnheard(term) ?? []);
  const doubtful = terms.flatMap((term) => hintOf(term) ?? []);
  return { terms, hints: [...hints, ...doubtful], unheardCount: unheard.length };
}

function withoutProse(typed: string, kept: readonly string[]): { lines: readonly string[]; refused: number } {
  const isKept = new Set(kept);
  const lines = typed.split('\n').map((line) => line.trim().replace(/\s+/gu, ' '));
  const prose = proseLines(lines.map((line) => (isKept.has(line) ? '' : line)));
  return { lines: lines.filter((_, index) => !prose.has(index)), refused: prose.size };
}

const oneSentence = 'One line is text, no word or phrase, and is left out.';
const sentences = (count: number): string => `${count} lines are text, no words or phrases, and are left out.`;
const forTexts = 'For whole texts there is “Add texts…” in Train, under Set-up: what is written in them is learnt.';

/** What to say of a file that holds whole sentences beside terms, or alone; null where it holds terms alone. */
export function refusalOf({ taken, refused }: Pick<ImportedTerms, 'taken' | 'refused'>): string | null {
  if (refused === 0) return null;
  const lines =
    refused === 1 ? 'One line is no word or phrase and was' : `${refused} lines are no words or phrases and were`;
  const others = taken === 0 ? 'none was taken' : taken === 1 ? 'one was taken' : `${taken} were taken`;
  return `${lines} left out; ${others}. ${forTexts}`;
}

/** Why a term is not heard at all, or null. */
function whyUnheard(entry: string): string | null {
  const { written, spoken } = readTerm(entry);
  for (const sound of spoken) {
    if (/\p{N}/u.test(sound)) return `Write “${sound}” as it is said, in letters: “${written} = how it is said”.`;
    const spelt = spokenAs(sound);
    if (!/[a-z]/u.test(spelt) || /[^a-z' ]/u.test(spelt))
      return `“${sound}” cannot be heard: it has letters that no English word has. Write “${written} = how it sounds”.`;
  }
  return null;
}

/** What keeps a term from being heard as it is spelt, or null. */
function hintOf(entry: string): string | null {
  const unheard = whyUnheard(entry);
  if (unheard !== null) return unheard;
  const { written } = readTerm(entry);
  const spelt = spokenAs(written);
  const isPlain = entry.includes('=') || spelt === written.toLowerCase().replaceAll('-', ' ');
  return isPlain
    ? null
    : `“${written}” is listened for as “${spelt}”. If it is not heard, write “${written} = how it sounds”.`;
}

/** As the recognizer would spell it, as near as the window needs to know. */
const spokenAs = (term: string): string =>
  term
    .replaceAll(/[’‘ʼ`´]/gu, "'")
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}']+/gu, ' ')
    .trim();
