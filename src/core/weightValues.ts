/** Values of one weight as they lie on disk. */
export interface WeightValues {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}
