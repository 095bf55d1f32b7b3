import type { Shaping } from '../../contract/shaping';

/** All that decides how words are written. */
export interface ShapingRules extends Shaping {
  /** Words and phrases that are written as they stand here. */
  readonly vocabulary?: readonly string[];
}
