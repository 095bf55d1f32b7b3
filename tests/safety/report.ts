import { appendFileSync } from 'node:fs';

/** What a test of safety has counted; `npm run test:safety` adds it up. */
export interface Counted {
  readonly kills?: number;
  readonly closings?: number;
  /** Of processes that stood still and went on. */
  readonly suspensions?: number;
  readonly fullDisks?: number;
  readonly takes?: number;
  readonly files?: number;
  readonly hostileInputs?: number;
  readonly damagedFiles?: number;
  /** Of the page, and of what comes in from elsewhere, to main and to the network. */
  readonly refusedRequests?: number;
  /** Hours of sound that were dictated, and sentences in them. */
  readonly dictatedHours?: number;
  readonly sentences?: number;
  /** Minutes that were dictated as they passed. */
  readonly realTimeMinutes?: number;
  /** Seconds of sound that had been heard and are not in the take. */
  readonly lostSeconds?: number;
  /** Until the app had ended. */
  readonly closingSeconds?: number;
}

export function count(counted: Counted): void {
  const path = process.env['UTTER_SAFETY_REPORT'];
  if (path !== undefined) appendFileSync(path, `${JSON.stringify(counted)}\n`);
}
