/**
 * How sentences are found in what others publish: each reader takes the bytes of a file and gives sentences as they are written, without those
 * that hold figures, since nobody knows how they are said. `utter lm build` spells them.
 */
const fewest = 2;
const most = 60;

const sentenceEnd = /(?<=(?<!\b(?:mr|mrs|dr|st|u\.s|e\.g|i\.e|vs|etc|[a-z]))[.!?…]["'”’)\]]*)\s+/iu;

function* sentencesIn(text, atLeast = fewest) {
  for (const sentence of text.replaceAll(/\s+/gu, ' ').split(sentenceEnd)) {
    const count = sentence.split(' ').filter((word) => /[a-z]/iu.test(word)).length;
    if (!/\d/u.test(sentence) && count >= atLeast && count <= most) yield sentence.trim();
  }
}

const paragraphsIn = (text) => text.split(/\n\s*\n/u);

/** Markup and what stands for a sign taken out. */
const plain = (text) =>
  text
    .replaceAll(/<[^>]+>/gu, '')
    .replaceAll('&amp;', '&')
    .replaceAll(/&#?\w+;/gu, ' ');

/** What names a source in brackets, by its year. */
const withoutSources = (text) => text.replaceAll(/\([^)]*\d[^)]*\)/gu, ' ');

export function* booksOf(bytes) {
  const text = bytes.toString('utf8').replaceAll(/^#.*$/gmu, '').replaceAll(/[*_]/gu, '');
  for (const paragraph of paragraphsIn(text)) yield* sentencesIn(paragraph, 1);
}

/** CNXML of OpenStax. */
export function* textbooksOf(bytes) {
  const text = bytes.toString('utf8').replaceAll(/<m:math[\s\S]*?<\/m:math>/gu, ' 0 ');
  for (const [, , inside] of text.matchAll(/<(para|item|entry)\b[^>]*>([\s\S]*?)<\/\1>/gu))
    yield* sentencesIn(withoutSources(plain(inside)), 3);
}

/** Markdown of OpenStax, and of posts: paragraphs without formulas. */
export function* lessonsOf(bytes) {
  const text = bytes.toString('utf8').replace(/^---[\s\S]*?---/u, '');
  for (const paragraph of paragraphsIn(text)) {
    if (/<math|\$\$|\{:|^\s*[#|]/u.test(paragraph)) continue;
    const unlinked = plain(paragraph).replaceAll(/!?\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?/gu, '$1');
    yield* sentencesIn(withoutSources(unlinked).replaceAll(/[*_]{1,3}/gu, ''), 4);
  }
}

export function* factsOf(bytes) {
  for (const text of textsIn(JSON.parse(bytes.toString('utf8'))))
    for (const paragraph of text.split(/<br\s*\/?>|;/u)) yield* sentencesIn(plain(paragraph), 5);
}

function* textsIn(value) {
  if (typeof value === 'string') yield value;
  else if (value !== null && typeof value === 'object') for (const each of Object.values(value)) yield* textsIn(each);
}

/** Where an article of Wikipedia ends, and its lists of other texts begin. */
const appendix = /^(?:References|External links|See also|Further reading|Notes|Bibliography|Sources|Category:.*)$/mu;

/** A figure with its unit that the conversion to Markdown has left out, and its brackets. */
const gap = /\s[,.;:)]|\(\s|\b(?:of|at|is|was|about|by|from|to|with|between|over|in) (?:and|or|of|at|by|is|was)\b/u;

/** Markdown of articles: their prose, without sentences that have letters of other languages. */
export function* articlesOf(bytes) {
  const [text] = bytes.toString('utf8').split(appendix, 1);
  for (const paragraph of paragraphsIn(text.replaceAll(/\[\d+\]/gu, ''))) {
    if (/^\s*(?:[-|#>]|\d+\.)|[[\]{}|=]/u.test(paragraph)) continue;
    const unmarked = paragraph.replaceAll(/\S+\.(?:jpe?g|png|svg|gif)\b/giu, ' ').replaceAll(/[*_]/gu, '');
    for (const sentence of sentencesIn(withoutSources(unmarked), 4))
      if (/[.!?]["”’')]*$/u.test(sentence) && !gap.test(sentence) && !/[^\x20-\x7e‘’“”–—…]/u.test(sentence))
        yield sentence;
  }
}

/** Of those that are free for every use. */
export function* storiesOf(bytes) {
  const [story, ...about] = bytes.toString('utf8').split(/\n\* (?=License)/u);
  if (!/^License: \[CC-BY\]/iu.test(about.join(''))) return;
  for (const page of story.split(/\n##/u))
    for (const paragraph of paragraphsIn(page.replaceAll(/^#.*$/gmu, '')))
      yield* sentencesIn(paragraph.replaceAll(/([a-z][.!?])([A-Z])/gu, '$1 $2'));
}

/** Taskmaster: whole conversations, and such as a recording of them quotes. */
export function* conversationsOf(bytes) {
  for (const { utterances, context } of JSON.parse(bytes.toString('utf8')))
    for (const { text } of utterances ?? JSON.parse(context)) if (text !== undefined) yield* sentencesIn(text);
}

export function* queriesOf(bytes) {
  for (const part of Object.values(JSON.parse(bytes.toString('utf8'))))
    for (const [query] of part) yield* sentencesIn(query);
}

export function* firstColumnOf(bytes) {
  for (const line of bytes.toString('utf8').split('\n')) yield* sentencesIn(line.split('\t')[0], 1);
}

export function* speechesOf(bytes, name) {
  const year = Number(/(\d{4})[^/]*$/u.exec(name)?.[1]);
  if (year < 1940) return;
  const text = bytes.toString('utf8').replaceAll(/([a-z])- ([a-z])/gu, '$1$2');
  for (const paragraph of paragraphsIn(text)) yield* sentencesIn(paragraph);
}

/** word_TAG, a sentence a line. */
export function* taggedOf(bytes, name) {
  if (/tweets|categories/u.test(name)) return;
  for (const line of bytes.toString('utf8').split('\n')) {
    const words = line.trim().split(/\s+/u);
    const text = words.map((word) => word.replace(/_[^_]*$/u, '')).join(' ');
    if (/[@#<>=]|http/u.test(text)) continue;
    yield* sentencesIn(text.replaceAll(/ (n't|'[a-z]+)\b/giu, '$1').replaceAll(/ ([.,!?;:])/gu, '$1'));
  }
}
