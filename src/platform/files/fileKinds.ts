import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

/** So many files of a kind are named. */
const namedFiles = 3;

/** The names of the files below a folder, sorted. */
export async function filesBelow(folder: string): Promise<string[]> {
  return (await namesIn(folder, '')).sort();
}

/** Step by step: the Node inside Electron 25 neither goes into folders by itself nor tells where an entry lies. */
async function namesIn(folder: string, below: string): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const names = entries.map(async (entry) => {
    const name = join(below, entry.name);
    return entry.isDirectory() ? await namesIn(folder, name) : [name];
  });
  return (await Promise.all(names)).flat();
}

/** Files by their kinds, for people: "12 .m4a", "1 .json (notes.json)". Shadow files of macOS, which begin with ._, are one kind. */
export function kindsOf(names: readonly string[]): string[] {
  const kinds = new Map<string, string[]>();
  for (const name of names) kinds.set(kindOf(name), [...(kinds.get(kindOf(name)) ?? []), name]);
  return [...kinds].map(([kind, files]) => {
    const named = files.length <= namedFiles ? ` (${files.join(', ')})` : '';
    return `${files.length} ${kind}${named}`;
  });
}

function kindOf(name: string): string {
  if (basename(name).startsWith('._')) return '._…';
  const ending = extname(name).toLowerCase();
  return ending === '' ? 'without an ending' : ending;
}
