import type { LookAhead } from './lookAhead';

/** What a look-ahead costs and brings with a model that comes with Utter. */
export interface LookAheadRow {
  /** Null: what the model is made for. */
  readonly lookAhead: LookAhead | null;
  readonly milliseconds: LookAhead;
  /** Words wrong at the first hearing, in percent. */
  readonly wer: number;
}

/**
 * Measured, and only what was: of `English` with the language model on the held-out list
 * (resources/models/english.utter.md); of `English, light` best path on the LibriSpeech part of it (docs/benchmarks.md). The two
 * cannot be compared with each other. Without zod, because the window bundles this file.
 */
export const lookAheadTables: Readonly<Record<'bundled' | 'bundled-light', readonly LookAheadRow[]>> = {
  bundled: [
    { lookAhead: null, milliseconds: 480, wer: 17.5 },
    { lookAhead: 'full', milliseconds: 'full', wer: 15.5 },
  ],
  'bundled-light': [
    { lookAhead: 80, milliseconds: 80, wer: 72.7 },
    { lookAhead: 160, milliseconds: 160, wer: 70.4 },
    { lookAhead: null, milliseconds: 320, wer: 68.5 },
    { lookAhead: 640, milliseconds: 640, wer: 68.1 },
    { lookAhead: 1280, milliseconds: 1280, wer: 68.0 },
    { lookAhead: 'full', milliseconds: 'full', wer: 68.0 },
  ],
};
