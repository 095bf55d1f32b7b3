import { type FileHandle, open, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

import { z } from 'zod';

import { codeOf } from '../../platform/files/wholeFile';

export const appOrigin = 'app://utter';

/** The window loads its own files and nothing else. Styles and scripts inside the page are refused too. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "media-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface AppFolders {
  /** The built window. */
  readonly window: string;
  /** Where the audio of a take is. */
  readonly takePath: (id: string) => string;
  /** And that of a sentence that the user read. */
  readonly recordingPath: (id: string) => string;
}

/** A file of the window, `takes/ID/audio.wav` or `voice/ID.wav`, whole or the range that was asked for; 404 for everything else. */
export async function answerApp(request: Request, folders: AppFolders): Promise<Response> {
  const path = request.method === 'GET' ? fileOf(request.url, folders) : null;
  if (path === null) return plain(404);
  const size = await sizeOrNull(path);
  if (size === null) return plain(404);
  const asked = request.headers.get('range');
  const range = asked === null ? { start: 0, end: size - 1 } : rangeOf(asked, size);
  if (range === null) return plain(416, { 'Content-Range': `bytes */${size}` });
  const headers = {
    'Content-Type': contentTypes[extname(path)] ?? 'application/octet-stream',
    'Content-Length': String(range.end - range.start + 1),
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'no-store',
    ...(asked === null ? {} : { 'Content-Range': `bytes ${range.start}-${range.end}/${size}` }),
  };
  if (size === 0) return new Response(null, { status: 200, headers: { ...common, ...headers } });
  return new Response(bytesOf(path, range), { status: asked === null ? 200 : 206, headers: { ...common, ...headers } });
}

const chunkBytes = 65_536;

/**
 * The bytes of a file from `start` to `end`, read as they are asked for; shorter where the file is by then. Not `Readable.toWeb`: that throws
 * where nobody can catch it when the window gives a sound up in the moment of its end.
 */
function bytesOf(path: string, { start, end }: { readonly start: number; readonly end: number }): ReadableStream {
  let file: FileHandle | null = null;
  let at = start;
  let isCancelled = false;
  const close = async (): Promise<void> => {
    const opened = file;
    file = null;
    await opened?.close();
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const opened = (file ??= await open(path));
      const wanted = Math.min(chunkBytes, end - at + 1);
      const { bytesRead, buffer } = await opened.read(new Uint8Array(wanted), 0, wanted, at);
      at += bytesRead;
      const isLast = bytesRead === 0 || at > end;
      if (isLast || isCancelled) await close();
      // Given up while it was read: nobody takes it.
      if (isCancelled) return;
      if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
      if (isLast) controller.close();
    },
    async cancel() {
      isCancelled = true;
      await close();
    },
  });
}

const common = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
};

function plain(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers: { ...common, ...headers } });
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wav': 'audio/wav',
};

/** The file that an address of ours means, or null; never one outside the folders. */
function fileOf(address: string, folders: AppFolders): string | null {
  if (!address.startsWith(`${appOrigin}/`)) return null;
  const path = decoded(new URL(address).pathname);
  if (path === null || /[\0\\]/u.test(path)) return null;
  const audio = audioAddress.exec(path)?.groups;
  if (audio !== undefined) return audioOf(audio, folders);
  const file = normalize(join(folders.window, path === '/' ? 'index.html' : path));
  return file.startsWith(folders.window + sep) ? file : null;
}

const audioAddress = /^\/(?:takes\/(?<take>[^/]+)\/audio|voice\/(?<recording>[^/]+))\.wav$/u;

function audioOf({ take, recording = take }: Record<string, string | undefined>, folders: AppFolders): string | null {
  const id = z.uuid().safeParse(recording);
  if (!id.success) return null;
  return take === undefined ? folders.recordingPath(id.data) : folders.takePath(id.data);
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

async function sizeOrNull(path: string): Promise<number | null> {
  try {
    const found = await stat(path);
    return found.isFile() ? found.size : null;
  } catch (cause) {
    if (codeOf(cause) === null) throw cause;
    return null;
  }
}

/** `bytes=A-B`, `bytes=A-` or `bytes=-N` within `size` bytes, both ends included; null where nothing is left of it. */
export function rangeOf(header: string, size: number): { readonly start: number; readonly end: number } | null {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/u.exec(header.trim()) ?? [];
  if (from === '' && to === '') return null;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start <= end ? { start, end } : null;
}
