import { z } from 'zod';

import { failures, type FailureCode } from './result';

export const FailureSchema = z.strictObject({
  code: z.enum(Object.keys(failures) as [FailureCode, ...FailureCode[]]),
  message: z.string(),
});
