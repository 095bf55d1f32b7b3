const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** What a sentence may begin with before it asks. */
const leading = words('and but so well now okay ok then oh hey yes no please or because also');
const auxiliaries = words(
  'is are was were am do does did have has had can could will would shall should may might must ' +
    "isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't can't couldn't won't wouldn't shouldn't",
);
const pronouns = words(
  'i you he she it we they there this that these those anyone anybody someone somebody everyone everybody no nobody anything something everything nothing any',
);
const determiners = words('the a an my your his her its our their');
/** Behind them a determiner may begin an object as well: “do the dishes”, “have a seat”. */
const commanding = words("do don't have had may will can");
/** “should you need it”, “may they rest”, “might he come”. */
const wishing = words('may might should');
const contracted = words("what's who's where's how's");
const asking = words('what why how who whom whose where when which');
/** They take a noun with them: “what time does”, “how many people are”. */
const withNoun = words('what how whose which');
/** From the word that asks to the auxiliary at most. */
const nounWords = 3;

/**
 * Whether a sentence begins as a question of English does: with an auxiliary before its subject, or a word that asks before an auxiliary.
 * 95 of 100 that do are questions (docs/experiments.md, “Question marks”).
 * @param sentence its words, small
 */
export function opensQuestion(sentence: readonly string[]): boolean {
  const first = sentence.findIndex((word, index) => !leading.has(word) || index >= sentence.length - 2);
  const [word = '', next = ''] = sentence.slice(first);
  if (contracted.has(word)) return true;
  if (auxiliaries.has(word)) return asksOf(word, next);
  return asking.has(word) && asksBefore(word, sentence.slice(first + 1));
}

function asksOf(auxiliary: string, subject: string): boolean {
  if (determiners.has(subject)) return !commanding.has(auxiliary) && !wishing.has(auxiliary);
  // “Had I known …”
  if (auxiliary === 'had' || !pronouns.has(subject)) return false;
  return !wishing.has(auxiliary) || subject === 'i' || subject === 'we';
}

/** @param rest what stands behind the word that asks */
function asksBefore(word: string, rest: readonly string[]): boolean {
  const [next = ''] = rest;
  if (word === 'who') return next !== '' && !isSubject(next);
  // “…, which is why” goes on with the sentence before.
  if (word !== 'which' && auxiliaries.has(next)) return true;
  return withNoun.has(word) && asksOfNoun(rest);
}

/** “… time does the train leave”: an auxiliary behind some words that are no subject, and a subject behind it. */
function asksOfNoun(rest: readonly string[]): boolean {
  const at = rest.findIndex((word) => auxiliaries.has(word) || isSubject(word));
  return at >= 1 && at <= nounWords && auxiliaries.has(rest[at]!) && isSubject(rest[at + 1] ?? '');
}

const isSubject = (word: string): boolean => pronouns.has(word) || determiners.has(word);
