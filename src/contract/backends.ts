import { z } from 'zod';

import { FailureSchema } from './failureSchema';
import { ModelFiles } from './modelFiles';

/** Milliseconds that each backend works for a second of sound; null where it cannot be loaded. */
export const BackendTimes = z.strictObject({
  tensorflow: z.number().positive().nullable(),
  wasm: z.number().positive().nullable(),
});
export type BackendTimes = z.infer<typeof BackendTimes>;

/** Main → the process that times backends. It answers once. */
export const TimerCommand = ModelFiles.extend({ type: z.literal('time') });
export type TimerCommand = z.infer<typeof TimerCommand>;

/** The process that times backends → main. */
export const TimerEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('timed'), times: BackendTimes }),
  z.strictObject({ type: z.literal('failed'), failure: FailureSchema }),
]);
export type TimerEvent = z.infer<typeof TimerEvent>;
