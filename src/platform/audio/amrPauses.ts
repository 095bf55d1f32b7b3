import { open } from 'node:fs/promises';

import { sampleRateHz } from '../../core/audio/pcm';
import { amrFrames } from './amrFrames';
import { FileBlocks } from './fileBlocks';

/** Frames that tell of no speech, one after another. */
interface Pause {
  /** Samples of speech at 16 kHz before it, without other pauses. */
  readonly at: number;
  readonly samples: number;
}

/** 20 ms. */
const frameSamples = sampleRateHz / 50;
const longestMark = 9;

/** The lowest type of a frame without speech (3GPP TS 26.101 table 1a, 26.201 table 1a). */
const firstSilentType = (codec: string): number => (codec === 'amr_wb' ? 9 : 8);

/** The pauses between speech; behind the last of it nothing comes too early. */
async function* pausesIn(path: string, codec: string): AsyncGenerator<Pause, void> {
  const kind = amrFrames(codec);
  const handle = await open(path, 'r');
  try {
    const file = await FileBlocks.of(handle);
    let [spoken, silent] = [0, 0];
    for (let at = 0; at < file.size;) {
      const head = await file.bytesAt(at, longestMark);
      const bytes = kind.frameBytes(head);
      at += bytes ?? 1;
      if (bytes === null || isMark(head)) continue;
      const isSilent = ((head.readUInt8(0) >> 3) & 15) >= firstSilentType(codec);
      if (!isSilent && silent > 0) yield { at: spoken, samples: silent };
      silent = isSilent ? silent + frameSamples : 0;
      if (!isSilent) spoken += frameSamples;
    }
  } finally {
    await handle.close();
  }
}

const isMark = (head: Buffer): boolean => head.toString('latin1', 0, 2) === '#!';

/** Pieces of silence are no longer than pieces of sound. */
const pieceSamples = sampleRateHz;

/**
 * The sound of an AMR file with its pauses, of which FFmpeg makes none, so that what follows would come too early.
 *
 * @param pieces as FFmpeg decodes them, 16 kHz; @param codec FFmpeg's name of the coding
 */
export async function* withAmrPauses(
  pieces: AsyncIterable<Float32Array>,
  path: string,
  codec: string,
): AsyncGenerator<Float32Array, void> {
  const pauses = pausesIn(path, codec);
  try {
    let pause = (await pauses.next()).value;
    let samples = 0;
    for await (const piece of pieces) {
      let from = 0;
      for (; pause && pause.at < samples + piece.length; pause = (await pauses.next()).value) {
        const at = Math.max(from, pause.at - samples);
        yield* part(piece, from, at);
        yield* silence(pause.samples);
        from = at;
      }
      yield* part(piece, from, piece.length);
      samples += piece.length;
    }
  } finally {
    await pauses.return();
  }
}

function* part(piece: Float32Array, from: number, to: number): Generator<Float32Array, void> {
  if (to > from) yield piece.subarray(from, to);
}

function* silence(samples: number): Generator<Float32Array, void> {
  for (let left = samples; left > 0; left -= pieceSamples) yield new Float32Array(Math.min(left, pieceSamples));
}
