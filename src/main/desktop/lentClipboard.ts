import { clipboard, ClipboardItem, type NativeImage } from 'electron';

import type { LentClipboard } from './delivery';

/** The system's clipboard. */
export const lentClipboard: LentClipboard = {
  write: async (text) => {
    await clipboard.writeText(text);
  },
  lend: (text, from) => (from === 'clipboard' ? lend(text) : lendSelection(text)),
};

async function lend(text: string): Promise<() => Promise<void>> {
  const putBack = await keep();
  await clipboard.writeText(text);
  return async () => {
    // Whoever has copied something meanwhile keeps that.
    if ((await clipboard.readText()) === text) await putBack();
  };
}

/** Of X11: what is selected anywhere, which is text, or nothing that could be put back. */
async function lendSelection(text: string): Promise<() => Promise<void>> {
  const selection = selectionOf(clipboard);
  const before = await selection.readText();
  await selection.writeText(text);
  return async () => {
    if ((await selection.readText()) === text) await selection.writeText(before);
  };
}

type TextClipboard = Pick<typeof clipboard, 'readText' | 'writeText'>;

const selectionOf = (candidate: typeof clipboard): TextClipboard =>
  isOlder(candidate)
    ? {
        readText: () => Promise.resolve(candidate.readText('selection')),
        writeText: (text) => {
          candidate.writeText(text, 'selection');
          return Promise.resolve();
        },
      }
    : candidate.selection;

/** Reads what is on the clipboard, whatever it is: text in its forms, a picture, files. Returns what puts it back. */
const keep = (): Promise<() => void | Promise<void>> => (isOlder(clipboard) ? keepOlder(clipboard) : keepItems());

async function keepItems(): Promise<() => Promise<void>> {
  const items = await clipboard.read();
  // Read now: once another text is there, the old one cannot be asked for.
  const kept = await Promise.all(
    items.map(async (item) => {
      const payloads = item.types.map(async (type) => [type, await item.getType(type)] as const);
      return new ClipboardItem(Object.fromEntries(await Promise.all(payloads)));
    }),
  );
  return async () => {
    if (kept.length === 0) clipboard.clear();
    else await clipboard.write(kept);
  };
}

/** The clipboard of Electron before it took over that of the web; its types are no longer in the package. */
interface OlderClipboard {
  availableFormats(): string[];
  readBuffer(format: string): Buffer;
  writeBuffer(format: string, bytes: Buffer): void;
  readText(type?: 'selection'): string;
  writeText(text: string, type?: 'selection'): void;
  readHTML(): string;
  readRTF(): string;
  readImage(): NativeImage;
  write(data: { text?: string; html?: string; rtf?: string; image?: NativeImage }): void;
  clear(): void;
}

const isOlder = (candidate: object): candidate is OlderClipboard => 'availableFormats' in candidate;

/** Forms in which programs hand over files; the first that is there holds all of them. */
const fileFormats = ['x-special/gnome-copied-files', 'text/uri-list', 'FileNameW', 'NSFilenamesPboardType'];

function keepOlder(older: OlderClipboard): Promise<() => void> {
  const formats = older.availableFormats();
  const files = fileFormats.find((format) => formats.includes(format));
  if (files !== undefined) {
    const bytes = older.readBuffer(files);
    return Promise.resolve(() => {
      older.writeBuffer(files, bytes);
    });
  }
  const [text, html, rtf, image] = [older.readText(), older.readHTML(), older.readRTF(), older.readImage()];
  const kept = {
    ...(text !== '' && { text }),
    ...(html !== '' && { html }),
    ...(rtf !== '' && { rtf }),
    ...(!image.isEmpty() && { image }),
  };
  return Promise.resolve(() => {
    if (Object.keys(kept).length === 0) older.clear();
    else older.write(kept);
  });
}
