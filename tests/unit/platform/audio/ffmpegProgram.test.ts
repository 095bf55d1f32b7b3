import { readFileSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { FfmpegCore, type FfmpegInput } from '../../../../src/platform/audio/ffmpegCore';
import { chirpBytes } from '../../../support/soundFiles';

function inputOf(bytes: Buffer): FfmpegInput {
  return {
    size: bytes.length,
    extension: '',
    read: (target, offset, length, position) => bytes.copy(target, offset, position, position + length),
  };
}

async function decoded(core: FfmpegCore, bytes: Buffer): Promise<unknown> {
  const probed = await core.probe(inputOf(bytes));
  if (probed.format === null) return probed;
  const parts: Buffer[] = [];
  const end = await core.decode(inputOf(bytes), probed.format, (part) => parts.push(Buffer.from(part)));
  return { ...probed, end, sound: Buffer.concat(parts).toString('base64') };
}

async function decodedInTurn(files: readonly Buffer[]): Promise<string[]> {
  const core = await FfmpegCore.load(readFileSync);
  const results: string[] = [];
  for (const bytes of files) results.push(withoutAddresses(await decoded(core, bytes)));
  return results;
}

describe('FfmpegProgram', () => {
  it('begins each run as it began the first: what was decoded before makes no difference', async () => {
    const files = ['chirp.flac', 'short.mp3', 'chirp.webm', 'short.wma'].map(chirpBytes);
    const damaged = files.map((bytes) => Buffer.from(bytes).fill(0x5a, bytes.length >> 2, bytes.length >> 1));
    const all = [...files, ...damaged];
    const forwards = await decodedInTurn(all);
    const backwards = await decodedInTurn(all.toReversed());
    expect(backwards.toReversed()).toEqual(forwards);
  });

  it('gives its stack back: more runs than it would hold', async () => {
    const core = await FfmpegCore.load(readFileSync);
    const nothing = inputOf(Buffer.from('no sound'));
    for (let run = 0; run < 120; run += 1) expect((await core.probe(nothing)).format).toBeNull();
    expect(await core.probe(inputOf(chirpBytes('short.mp3')))).toMatchObject({ format: { codec: 'mp3' } });
  });
});

/** FFmpeg names what complains by its place in memory. */
const withoutAddresses = (value: unknown): string => JSON.stringify(value).replaceAll(/@ 0x[0-9a-f]+/gu, '');
