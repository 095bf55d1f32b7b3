/** Bytes that are no text in the encoding that they should be in. The message ends the sentence "… is refused: …". */
export class TextRefused extends Error {}

/** Its name where `TextDecoder` knows an encoding by this label, such as "latin1"; else null. */
export function encodingNamed(label: string): string | null {
  try {
    return new TextDecoder(label).encoding;
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

/**
 * Bytes of a text → its lines, in pieces as they come; no more is held back than the line that is not complete. What begins with the
 * mark of UTF-8 or UTF-16 is that, anything else what it is said to be, UTF-8 where nothing is said. Lines end as on any system.
 * Nothing is ever replaced: what cannot be decoded throws a `TextRefused` that names the line.
 */
export class LineDecoder {
  readonly #named: string;
  #encoding: string | null = null;
  /** The bytes of the incomplete line. */
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #lines = 0;

  /** @param encoding as `encodingNamed` gives it */
  constructor(encoding = 'utf-8') {
    this.#named = encoding;
  }

  /** The lines that are complete. */
  push(bytes: Uint8Array): string[] {
    const end = this.#endOfLines(bytes);
    if (end === 0) {
      this.#hold(bytes);
      return [];
    }
    const lines = this.#decode(this.#joined(bytes.subarray(0, end)));
    this.#hold(bytes.slice(end));
    return lines;
  }

  /** The last line, where no line end follows it. */
  finish(): string[] {
    return this.#decode(this.#joined(new Uint8Array(0)));
  }

  #hold(bytes: Uint8Array): void {
    this.#held.push(bytes);
    this.#heldBytes += bytes.length;
  }

  #joined(bytes: Uint8Array): Uint8Array {
    const joined = this.#held.length === 0 ? bytes : Buffer.concat([...this.#held, bytes]);
    this.#held = [];
    this.#heldBytes = 0;
    return joined;
  }

  /** Where the last complete line of a piece ends; 0 where none does, or where the mark may not be whole yet. */
  #endOfLines(bytes: Uint8Array): number {
    const encoding = this.#encoding ?? encodingOf(Buffer.concat([...this.#held, bytes.subarray(0, 3)]), this.#named);
    if (!isWide(encoding)) return bytes.lastIndexOf(lineFeed) + 1;
    const high = encoding === 'utf-16le' ? 1 : 0;
    // A unit that is cut by the piece's beginning ends no line here: it will by the next piece.
    for (let unit = bytes.length - 2 - ((this.#heldBytes + bytes.length) % 2); unit >= 0; unit -= 2)
      if (bytes[unit + high] === 0 && bytes[unit + 1 - high] === lineFeed) return unit + 2;
    return 0;
  }

  #decode(bytes: Uint8Array): string[] {
    const isFirst = this.#encoding === null;
    this.#encoding ??= encodingOf(bytes, this.#named);
    const decoded = decodeFrom(bytes, this.#encoding, this.#lines);
    const text = isFirst ? unmarked(decoded) : decoded;
    if (text === '') return [];
    const lines = text.split(lineEnd);
    if (lines.at(-1) === '') lines.pop();
    this.#lines += lines.length;
    return lines;
  }
}

/** A whole text, its line ends as they are; otherwise as `LineDecoder`. @throws TextRefused */
export const decodeText = (bytes: Uint8Array, encoding = 'utf-8'): string =>
  unmarked(decodeFrom(bytes, encodingOf(bytes, encoding), 0));

/** The lines of a text that is at hand, a part at a time, so that one of any length can be read. @throws TextRefused */
export function* linesIn(bytes: Uint8Array): Generator<string, void> {
  const decoder = new LineDecoder();
  for (let start = 0; start < bytes.length; start += partBytes)
    yield* decoder.push(bytes.subarray(start, start + partBytes));
  yield* decoder.finish();
}

const partBytes = 1 << 20;

const unmarked = (text: string): string => text.replace(/^\ufeff/u, '');

const lineFeed = 0x0a;
/** Of any system. */
export const lineEnd = /\r\n|\n|\r/u;

const isWide = (encoding: string): boolean => encoding.startsWith('utf-16');

/** By the mark, which goes before what is said. */
function encodingOf([first, second, third]: Uint8Array, named: string): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : named;
}

/** @param lines that came before */
function decodeFrom(bytes: Uint8Array, encoding: string, lines: number): string {
  const text = decode(bytes, encoding, true);
  if (text === null) throw new TextRefused(placeOfFault(bytes, encoding, lines));
  if (!text.includes('\0')) return text;
  const line = lines + text.slice(0, text.indexOf('\0')).split(lineEnd).length;
  throw new TextRefused(`line ${line} holds what no text holds: it is UTF-16 without a mark, or no text at all`);
}

/** Null where something cannot be decoded. */
function decode(bytes: Uint8Array, encoding: string, isFatal: boolean): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: isFatal, ignoreBOM: true }).decode(bytes);
    return encoding === 'windows-1252' ? text.replace(/[\u0080-\u009f]/gu, windowsLetter) : text;
  } catch (cause) {
    if (cause instanceof TypeError) return null;
    throw cause;
  }
}

/** What Windows-1252 has where Latin-1 has control characters: Node 20 decodes the one as the other (WHATWG Encoding, index-windows-1252). */
const windowsLetters =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const windowsLetter = (control: string): string => windowsLetters[control.charCodeAt(0) - 0x80] ?? control;

const shownCharacters = 30;

function placeOfFault(bytes: Uint8Array, encoding: string, lines: number): string {
  const replaced = decode(bytes, encoding, false) ?? '';
  const before = replaced.slice(0, Math.max(0, replaced.indexOf('\ufffd'))).split(lineEnd);
  const beginning = (before.at(-1) ?? '').slice(-shownCharacters);
  const place = `line ${lines + before.length} is not ${encoding.toUpperCase()}`;
  const after = beginning === '' ? place : `${place} after “${beginning}”`;
  return `${after}; save it as UTF-8, or name its encoding with --encoding, such as windows-1252`;
}
