/** What the user has typed as a vocabulary, and what there is to say about it. */
export interface TypedVocabulary {
  /** Spelt as the user spelt them, each once however it is spelt. */
  readonly terms: readonly string[];
  readonly hints: readonly string[];
}

const longestTerm = 100;
const mostTerms = 2000;

/** Reads one word or phrase a line. What cannot be kept, and what may not be heard as it is spelt, has a hint of its own. */
export function readVocabulary(typed: string): TypedVocabulary {
  const known = new Map<string, string>();
  const hints: string[] = [];
  for (const term of typed.split('\n').map((line) => line.trim().replace(/\s+/gu, ' '))) {
    if (term === '') continue;
    const spoken = spokenAs(term);
    const same = known.get(spoken);
    if (term.length > longestTerm)
      hints.push(`“${term.slice(0, 24)}…” is left out: it is longer than ${longestTerm} letters.`);
    else if (same !== undefined) hints.push(`“${term}” is left out: “${same}” is in the list.`);
    else if (known.size === mostTerms)
      hints.push(`“${term}” is left out: ${mostTerms} words and phrases are the most.`);
    else known.set(spoken, term);
  }
  const terms = [...known.values()];
  return { terms, hints: [...hints, ...terms.flatMap((term) => hintOf(term) ?? [])] };
}

/** What keeps a term from being heard as it is spelt, or null. */
function hintOf(term: string): string | null {
  if (/\p{N}/u.test(term)) return `Write “${term}” as it is said, in letters.`;
  const spoken = spokenAs(term);
  if (!/[a-z]/u.test(spoken) || /[^a-z' ]/u.test(spoken)) {
    return `“${term}” cannot be heard: it has letters that no English word has.`;
  }
  const isPlain = spoken === term.toLowerCase().replaceAll('-', ' ');
  return isPlain
    ? null
    : `“${term}” is listened for as “${spoken}”. If it is not heard, add a line that spells how it sounds.`;
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
