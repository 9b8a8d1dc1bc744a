import type { Generator } from "@towerkit/core";

/** Draws `count` different numbers below `bound`, at most all of them. */
export type DrawDistinct = (generator: Generator, bound: number, count: number) => Int32Array;

/**
 * Makes what draws distinct numbers below up to `most`: every set is equally likely, at one draw a number
 * (Floyd; Bentley, "Programming Pearls", CACM 1987). The answer is valid until the next call.
 */
export function distinctDrawer(most: number): DrawDistinct {
  const drawnIn = new Int32Array(most);
  const numbers = new Int32Array(most);
  let call = 0;
  return (generator, bound, count) => {
    call++;
    const drawn = Math.min(bound, count);
    for (let i = 0; i < drawn; i++) {
      const last = bound - drawn + i;
      const wish = generator.below(last + 1);
      const number = drawnIn[wish] === call ? last : wish;
      drawnIn[number] = call;
      numbers[i] = number;
    }
    return numbers.subarray(0, drawn);
  };
}
