import type { ChunkConfig } from './config';
import { pack, type Packing } from './packing';

/**
 * The windows of the backward recurrence over a packed batch, themselves a packed batch of reversed sequences:
 *
 *     chunk k of a sequence    timesteps k·S … k·S + S − 1 are emitted
 *     its window               timesteps k·S … k·S + S + R − 1, or to the end of the sequence, last one first
 */
export interface Windowing {
  readonly packing: Packing;
  /** Row of the batch that stands at each row of the windows; shape [packing.rows]. */
  readonly gather: Int32Array;
  /** Row of the windows that holds each emitted row of the batch; shape [batch.rows]. */
  readonly emit: Int32Array;
}

interface Window {
  readonly sequence: number;
  readonly start: number;
  readonly length: number;
}

export function windowing(batch: Packing, { chunk, lookAhead }: ChunkConfig): Windowing {
  const windows: Window[] = [];
  batch.lengths.forEach((timesteps, sequence) => {
    for (let start = 0; start < timesteps; start += chunk) {
      windows.push({ sequence, start, length: Math.min(chunk + lookAhead, timesteps - start) });
    }
  });
  windows.sort((a, b) => b.length - a.length);
  const packing = pack(Int32Array.from(windows, (window) => window.length));
  const gather = new Int32Array(packing.rows);
  const emit = new Int32Array(batch.rows);
  windows.forEach(({ sequence, start, length }, index) => {
    for (let step = 0; step < length; step += 1) {
      const timestep = start + length - 1 - step;
      const row = batch.offsets[timestep]! + sequence;
      const place = packing.offsets[step]! + index;
      gather[place] = row;
      if (timestep < start + chunk) emit[row] = place;
    }
  });
  return { packing, gather, emit };
}
