import { expectAllClose } from "./all-close.js";

type Vector = Float32Array | Float64Array;

/** A function of a vector, and what is believed to be its gradient at one point. */
export interface GradientCheck<V extends Vector> {
  /** Reads the vector it is given and must not keep it. */
  readonly f: (point: V) => number;
  readonly point: V;
  /** Of the same length as `point`. */
  readonly gradient: ArrayLike<number>;
  /** How far to each side of the point `f` is measured. Default 1e-5: right for a float64 `f`. */
  readonly step?: number;
  /** A share of the largest measured derivative. Default 1e-6. */
  readonly tolerance?: number;
}

/**
 * Expects `gradient` to agree with central differences, (f(x + h) − f(x − h)) / 2h, in every
 * coordinate. What rounding in a float64 `f` can do to that quotient is allowed on top.
 */
export function checkGradient<V extends Vector>({
  f,
  point,
  gradient,
  step = 1e-5,
  tolerance = 1e-6,
}: GradientCheck<V>): void {
  const moved = point.slice() as V;
  const measured = new Float64Array(point.length);
  const valueAt = (coordinate: number, value: number) => {
    moved[coordinate] = value;
    return { at: moved[coordinate], value: f(moved) };
  };
  for (let i = 0; i < point.length; i++) {
    const above = valueAt(i, point[i] + step);
    const below = valueAt(i, point[i] - step);
    moved[i] = point[i];
    // The distance that float32 coordinates really moved, not the one asked for.
    measured[i] = (above.value - below.value) / (above.at - below.at);
  }
  const rounding = (4 * Number.EPSILON * Math.abs(f(moved))) / step;
  expectAllClose(gradient, measured, { ofLargest: tolerance, absolute: rounding });
}
