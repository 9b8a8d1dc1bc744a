const float = new Float32Array(1);
const word = new Uint32Array(float.buffer);

/** Every `step`-th float32 that is above 0 and finite, rising. */
export function* positiveFloat32s(step: number): Generator<number> {
  for (let bits = 1; bits < 0x7f800000; bits += step) {
    word[0] = bits;
    yield float[0];
  }
}

/** All float32s within so many steps of `x`, rising. */
export function* float32sAround(x: number, steps: number): Generator<number> {
  float[0] = x;
  const middle = word[0];
  for (let bits = middle - steps; bits <= middle + steps; bits++) {
    word[0] = bits;
    yield float[0];
  }
}

/** How far a result is from the true one, in units in the last place of float32 at the true one. */
export function float32UnitsOff(result: number, truth: number): number {
  float[0] = Math.abs(truth);
  const exponent = Math.max(1, word[0] >>> 23);
  return Math.abs(result - truth) * 2 ** (150 - exponent);
}

/** Where a function of rising numbers falls. */
export function falls(f: (x: number) => number, rising: Iterable<number>): number[] {
  const found: number[] = [];
  let before = -Infinity;
  for (const x of rising) {
    const value = f(x);
    if (!(value >= before)) found.push(x);
    before = value;
  }
  return found;
}
