import { exp32Row } from "../../math/exp32-row.js";
import { log32 } from "../../math/log32.js";
import { tanh32 } from "../../math/tanh32.js";
import type { ElementwiseInput } from "./input.js";

/** `out[i] = exp32(values[i])`. The input must have been checked. */
export function expOfEach({ values, out }: ElementwiseInput): void {
  out.set(values);
  exp32Row(out, { start: 0, end: out.length, base: 0 });
}

/** `out[i] = log32(values[i])`. The input must have been checked. */
export function logOfEach({ values, out }: ElementwiseInput): void {
  for (let i = 0; i < values.length; i++) out[i] = log32(values[i]);
}

/** `out[i] = tanh32(values[i])`. The input must have been checked. */
export function tanhOfEach({ values, out }: ElementwiseInput): void {
  for (let i = 0; i < values.length; i++) out[i] = tanh32(values[i]);
}
