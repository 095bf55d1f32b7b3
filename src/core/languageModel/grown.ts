/** `larger`, beginning with what `array` holds. */
export function grown<Numbers extends Int32Array | Uint32Array | Float64Array>(
  array: Numbers,
  larger: Numbers,
): Numbers {
  larger.set(array);
  return larger;
}
