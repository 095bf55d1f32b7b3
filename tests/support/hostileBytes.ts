import { seededRandom } from './audio';
import { mutated, mutations } from './mutations';

/** What may stand anywhere in a text, and trips whoever does not expect it. */
const snippets: readonly string[] = [
  ...['"__proto__":{"isPolluted":true},', '"constructor":{"prototype":{"isPolluted":true}},', '__proto__', '[[[[[[[['],
  ...['1e999', '-1', '99999999999999999999', '0.1e-400', 'NaN', 'null', 'true', '""', '{}', '[]', '\0', '\ufeff'],
  ...['\ud800', '\u202e', '../../../etc/passwd', '/dev/zero', '\t\t\t', '"', "'", '\\', '\r', '\n\n', '<s>', '|', ','],
];

/** One byte or sign, so often that whoever looks at it twice never ends. */
const longest = 300_000;

export interface HostileBytes {
  /** For people. */
  readonly what: string;
  readonly bytes: Buffer;
}

/**
 * One hostile input, always the same of a number: those that were made by hand come first, then damaged originals, binary and as text.
 *
 * @param isText whether text is put into originals as well
 */
export function hostileBytes(
  { originals, crafted, isText }: HostileOriginals,
  index: number,
  seed: number,
): HostileBytes {
  const made = crafted[index];
  if (made !== undefined) return made;
  const random = seededRandom(Math.imul(seed, 0x9e37_79b1) + Math.imul(index + 1, 0x85eb_ca6b));
  const original = originals[Math.floor(random() * originals.length)]!;
  if (isText && index % 2 === 0) return withSnippets(original, random);
  const mutation = mutations[Math.floor(random() * mutations.length)]!;
  return { what: mutation, bytes: mutated(original, mutation, random) };
}

export interface HostileOriginals {
  readonly originals: readonly Buffer[];
  readonly crafted: readonly HostileBytes[];
  readonly isText: boolean;
}

function withSnippets(original: Buffer, random: () => number): HostileBytes {
  const text = original.toString('utf8');
  const places = Array.from({ length: 1 + Math.floor(3 * random()) }, () => Math.floor(random() * text.length));
  const used: string[] = [];
  let [hostile, from] = ['', 0];
  for (const place of places.sort((a, b) => a - b)) {
    const snippet = snippets[Math.floor(random() * snippets.length)]!;
    used.push(snippet);
    hostile += text.slice(from, place) + snippet;
    // What stood there stays, or goes up to the next sign that parts one thing from another.
    from = random() < 0.5 ? place : Math.max(place, text.slice(place).search(/[\s,:}\]]/u) + place);
  }
  return { what: `with ${JSON.stringify(used)}`, bytes: Buffer.from(hostile + text.slice(from)) };
}

const made = (what: string, content: string | Buffer): HostileBytes => ({ what, bytes: Buffer.from(content) });

/** Of any file. */
export const craftedBytes: readonly HostileBytes[] = [
  made('nothing', ''),
  made('zeros', Buffer.alloc(longest)),
  made('ones', Buffer.alloc(longest, 255)),
  made('gzip', Buffer.from('1f8b0800000000000003', 'hex')),
];

/** Of any text: one sign, or few, again and again. */
export const craftedTexts: readonly HostileBytes[] = [
  ...craftedBytes,
  ...['a', 'é', '7', ' ', '\n', '\t', '.', "'", '"', '’', '[', '<', '|', '{', '\\'].map((sign) =>
    made(`${JSON.stringify(sign)} × ${longest}`, sign.repeat(longest)),
  ),
  ...["a'b", '. ', '".', '\n ', '" "', '++', '<a', '\\d', 'a\t', '1.'].map((signs) =>
    made(`${JSON.stringify(signs)} × ${longest / 2}`, signs.repeat(longest / 2)),
  ),
  made('a field in quotation marks', `path\ttext\n"${'a'.repeat(30 * longest)}"\tb`),
  made('apostrophes within a word', `path\ttext\nb\ta${"'".repeat(longest)}b`),
];

/** Of any JSON: deep, and with names that mean something to JavaScript. */
export const craftedJson: readonly HostileBytes[] = [
  ...craftedBytes,
  made('deep lists', '['.repeat(longest)),
  made('deep lists, closed', `${'['.repeat(longest)}${']'.repeat(longest)}`),
  made('deep objects, closed', `${'{"a":'.repeat(longest)}1${'}'.repeat(longest)}`),
  made('a prototype', '{"__proto__":{"isPolluted":true},"version":1}'),
  made('a constructor', '{"constructor":{"prototype":{"isPolluted":true}},"version":1}'),
  made('many names', `{${Array.from({ length: 50_000 }, (_, index) => `"n${index}":${index}`).join(',')}}`),
  made('a long number', `{"version":${'9'.repeat(longest)}}`),
  made('a long text', `{"version":1,"title":"${'\\u0000'.repeat(longest / 2)}"}`),
];
