/** In the new places of an array that has grown: no node, no timestep. */
const nobody = -2;

type Field = Int32Array | Uint8Array | Float32Array | Float64Array;

/**
 * Runs `trial` and puts back afterwards what the fields held, so that it is as if it had not been.
 *
 * @param fieldsOf the arrays, asked for again after the trial: they may have been replaced by larger ones, whose new places are then nobody's
 */
export function tryOut<Result>(fieldsOf: () => readonly Field[], trial: () => Result): Result {
  const saved = fieldsOf().map((field) => field.slice());
  try {
    return trial();
  } finally {
    fieldsOf().forEach((field, index) => {
      field.fill(nobody).set(saved[index] ?? []);
    });
  }
}
