import { gzipSync } from 'node:zlib';

import { Header, type HeaderData } from 'tar';

import { takeId } from './fakeBridge';
import type { HostileBytes } from './hostileBytes';

const wav = `takes/${takeId(1)}/audio.wav`;
const json = `takes/${takeId(1)}/take.json`;
const end = Buffer.alloc(1024);

/** One entry: its head says what one likes, whatever follows. */
function entry(head: HeaderData, body: string | Buffer = ''): Buffer {
  const content = Buffer.from(body);
  const header = new Header({ mode: 0o644, type: 'File', size: content.length, mtime: new Date(0), ...head });
  const block = Buffer.alloc(512);
  header.encode(block);
  return Buffer.concat([block, content, Buffer.alloc((512 - (content.length % 512)) % 512)]);
}

/** A pax head: what it says counts for the entry behind it. */
function pax(name: string, value: string): Buffer {
  const rest = ` ${name}=${value}\n`;
  const length = rest.length + String(rest.length + 3).length;
  return entry({ path: 'PaxHeader', type: 'ExtendedHeader' }, `${length}${rest}`);
}

/** Archives that were made to get out of their folder, or to fill the disk. */
export function craftedArchives(target: string): HostileBytes[] {
  const of = (what: string, ...parts: Buffer[]): HostileBytes => ({ what, bytes: Buffer.concat([...parts, end]) });
  const inside = entry({ path: json }, '{}');
  return [
    of('a path upwards', entry({ path: `takes/../../escaped.json` }, '{}')),
    of('a path from the root', entry({ path: `${target}/escaped.json` }, '{}')),
    of('a path with a backslash', entry({ path: 'takes\\..\\..\\escaped.json' }, '{}')),
    of('a pax path upwards', pax('path', '../../escaped.json'), inside),
    of('a pax path with a zero', pax('path', `${json}\0/../../../escaped.json`), inside),
    of('a link for the sound', entry({ path: wav, type: 'SymbolicLink', linkpath: '/etc/passwd' }), inside),
    of('a hard link for the sound', entry({ path: wav, type: 'Link', linkpath: '/etc/passwd' }), inside),
    of('a linked folder', entry({ path: `takes/${takeId(1)}`, type: 'SymbolicLink', linkpath: '..' }), inside),
    of('a linked library', entry({ path: 'takes', type: 'SymbolicLink', linkpath: target }), inside),
    of('a device', entry({ path: wav, type: 'CharacterDevice' })),
    of('a pipe', entry({ path: json, type: 'FIFO' })),
    of('nine petabytes of sound', entry({ path: wav, size: 9e15 })),
    of('a negative size', pax('size', '-1000'), inside),
    of('a name of gigabytes', entry({ path: 'long', type: 'NextFileHasLongPath', size: 4e9 })),
    of('the same file a thousand times', ...Array.from({ length: 1000 }, () => inside)),
    { what: '200 MB of nothing in gzip', bytes: gzipSync(entry({ path: wav }, Buffer.alloc(200_000_000))) },
  ];
}
