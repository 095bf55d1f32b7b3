import { type Failure, type FailureCode, failures } from '../../contract/result';

/** A failure to keep or to show, where `fail` makes one to return. */
export const failureOf = (code: FailureCode, message: string = failures[code]): Failure => ({ code, message });
