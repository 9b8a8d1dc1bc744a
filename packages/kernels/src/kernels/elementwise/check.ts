import { checkApart, checkFloats } from "../../checks/arrays.js";
import type { ElementwiseInput } from "./input.js";

/**
 * Checks all that an elementwise kernel will read. Infinities and what is not a number are let through.
 * @throws ConfigError for a wrong type or length, or an `out` that overlaps a part of `values`.
 */
export function checkElementwise({ values, out }: ElementwiseInput): void {
  checkFloats("values", values);
  checkFloats("out", out, values.length);
  const isInPlace = out.buffer === values.buffer && out.byteOffset === values.byteOffset;
  if (!isInPlace) checkApart("out", out, { values });
}
