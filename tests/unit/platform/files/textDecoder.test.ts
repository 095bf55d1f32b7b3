import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { decodeText, encodingNamed, LineDecoder, lineEnd } from '../../../../src/platform/files/textDecoder';

type Encode = (text: string) => Uint8Array;

const marked: Readonly<Record<string, Encode>> = {
  'UTF-8 without a mark': (text) => Buffer.from(text),
  'UTF-8 with its mark': (text) => Buffer.from(`\ufeff${text}`),
  'UTF-16, low byte first': (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'UTF-16, high byte first': (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
};

/** Text of all scripts and signs; at its beginning, the mark would be taken off. */
const anyText = fc
  .string({ unit: fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }), fc.constant('\ufeff')) })
  .map((text) => text.replaceAll('\0', ' ').replace(/^\ufeff+/u, ''));
const lines = fc.array(fc.tuple(anyText, fc.constantFrom('\n', '\r\n', '\r')));

function piecesOf(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let start = 0;
  for (const size of sizes) {
    pieces.push(bytes.subarray(start, start + size));
    start += size;
  }
  return [...pieces, bytes.subarray(start)];
}

function readLines(pieces: readonly Uint8Array[], encoding?: string): string[] {
  const decoder = new LineDecoder(encoding);
  return [...pieces.flatMap((piece) => decoder.push(piece)), ...decoder.finish()];
}

const refusal = (bytes: Uint8Array, encoding?: string): string => {
  try {
    return decodeText(bytes, encoding);
  } catch (cause) {
    return String(cause);
  }
};

describe('decodeText', () => {
  it.each(Object.entries(marked))('reads %s as it was written', (_, encode) => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(decodeText(encode(text))).toBe(text);
      }),
    );
  });

  it('names the line of the first byte that is not in the encoding', () => {
    expect(refusal(Buffer.from('a\r\nthe café', 'latin1'))).toMatch(
      /line 2 is not UTF-8 after “the caf”; .*--encoding/u,
    );
    expect(refusal(Uint8Array.of(0xff, 0xfe, 0x61, 0, 0x0a, 0, 0, 0xd8))).toContain('line 2 is not UTF-16LE;');
    expect(refusal(Uint8Array.of(0xff, 0xfe, 0x61))).toContain('line 1 is not UTF-16LE');
  });

  it('takes no text for what holds a zero', () => {
    expect(refusal(Buffer.from('ab\n\0', 'utf16le'))).toContain('line 1 holds what no text holds');
    expect(refusal(Buffer.from('PK\x03\x04\n\x14\0'))).toContain('line 2 holds what no text holds');
  });

  it('reads what is named, unless the mark says otherwise', () => {
    const windows = Uint8Array.of(0x93, 0xe9, 0x94, 0x20, 0x80, 0x99);
    expect(decodeText(windows, encodingNamed('cp1252') ?? '')).toBe('“é” €™');
    expect(decodeText(Uint8Array.of(0x83, 0x65), 'shift_jis')).toBe('テ');
    expect(decodeText(Buffer.from('\ufeffé', 'utf16le'), 'windows-1252')).toBe('é');
    expect(encodingNamed('latin1')).toBe('windows-1252');
    expect(encodingNamed('ebcdic')).toBeNull();
  });
});

describe('LineDecoder', () => {
  it.each(Object.entries(marked))('gives the same lines of %s however it is cut', (_, encode) => {
    fc.assert(
      fc.property(lines, fc.array(fc.nat({ max: 9 })), (parts, sizes) => {
        const text = parts.map(([line, end], index) => (index === 1 ? '\ufeff' : '') + line + end).join('');
        const whole = text.split(lineEnd);
        if (whole.at(-1) === '') whole.pop();
        expect(readLines(piecesOf(encode(text), sizes))).toEqual(whole);
      }),
    );
  });

  it('names the line in the whole text, however it is cut', () => {
    const bytes = Buffer.from('one\ntwo\r\nthree\nthe café\nfive', 'latin1');
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 })), (sizes) => {
        expect(() => readLines(piecesOf(bytes, sizes))).toThrow('line 4 is not UTF-8 after “the caf”');
      }),
    );
  });
});
