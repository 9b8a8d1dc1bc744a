/** `out[i] = values[at[i]]` */
export function pick<A extends Int32Array | Float32Array | Float64Array>(
  values: A,
  at: Int32Array,
  out: A,
): A {
  for (let i = 0; i < at.length; i++) out[i] = values[at[i]];
  return out;
}
