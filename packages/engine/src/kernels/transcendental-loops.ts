import type { Runtime } from "@towerkit/kernels";
import { erf } from "../math/erf.js";
import { expm1 } from "../math/expm1.js";
import { log1p } from "../math/log1p.js";
import { SELU_SCALE, SELU_SCALE_ALPHA } from "../math/selu.js";

/**
 * Does one operation on each value, with the same bits in every JavaScript engine, where `Math.exp` and
 * its kin may differ. `out` may be `x` itself.
 */
export type TranscendentalLoop = (x: Float32Array, out: Float32Array, runtime: Runtime) => void;

/**
 * Within 2e-7 of the true value, relatively, unless said otherwise; a result below 1e-37 may come out
 * as 0.
 */
export const transcendentalLoops = {
  Exp(x, out, runtime) {
    runtime.exp({ values: x, out });
  },
  Log(x, out, runtime) {
    runtime.log({ values: x, out });
  },
  Tanh(x, out, runtime) {
    runtime.tanh({ values: x, out });
  },
  Sigmoid(x, out, runtime) {
    const powers = powersOfMinusSize(x, out, runtime);
    for (let i = 0; i < x.length; i++) {
      const e = powers[i] as number;
      out[i] = (x[i] as number) < 0 ? e / (1 + e) : 1 / (1 + e);
    }
  },
  Softplus(x, out, runtime) {
    const powers = powersOfMinusSize(x, out, runtime);
    for (let i = 0; i < x.length; i++) {
      out[i] = Math.max(x[i] as number, 0) + log1p(powers[i] as number);
    }
  },
  Expm1(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = expm1(x[i] as number);
  },
  Log1p(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = log1p(x[i] as number);
  },
  Elu(x, out) {
    for (let i = 0; i < x.length; i++) {
      const value = x[i] as number;
      out[i] = value >= 0 ? value : expm1(value);
    }
  },
  Selu(x, out) {
    for (let i = 0; i < x.length; i++) {
      const value = x[i] as number;
      out[i] = value >= 0 ? SELU_SCALE * value : SELU_SCALE_ALPHA * expm1(value);
    }
  },
  /** Within 1.5e-7 of the true value, and relatively so where |x| < 1. */
  Erf(x, out) {
    for (let i = 0; i < x.length; i++) out[i] = erf(x[i] as number);
  },
} satisfies Record<string, TranscendentalLoop>;

/** e to the power of −|x|, which cannot overflow: in `out`, unless `x` would be lost. */
function powersOfMinusSize(x: Float32Array, out: Float32Array, runtime: Runtime): Float32Array {
  const powers = out === x ? new Float32Array(x.length) : out;
  for (let i = 0; i < x.length; i++) powers[i] = -Math.abs(x[i] as number);
  runtime.exp({ values: powers, out: powers });
  return powers;
}
