/** How many values a shape has. */
export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const extent of shape) size *= extent;
  return size;
}

/** How far apart neighbours along each axis lie, where the last axis is the densest. */
export function stepsOf(shape: readonly number[]): number[] {
  const steps = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    steps[axis] = step;
    step *= shape[axis] as number;
  }
  return steps;
}

/** The shape that both shapes are repeated to; undefined where they do not fit. */
export function broadcast(a: readonly number[], b: readonly number[]): number[] | undefined {
  const rank = Math.max(a.length, b.length);
  const shape = new Array<number>(rank);
  for (let fromEnd = 1; fromEnd <= rank; fromEnd++) {
    const [left, right] = [a.at(-fromEnd) ?? 1, b.at(-fromEnd) ?? 1];
    if (left !== right && left !== 1 && right !== 1) return undefined;
    shape[rank - fromEnd] = left === 1 ? right : left;
  }
  return shape;
}

/** The steps of a shape that is repeated to another: 0 along the axes that repeat it. */
export function broadcastSteps(shape: readonly number[], to: readonly number[]): number[] {
  const steps = stepsOf(shape);
  return to.map((_, axis) => {
    const own = axis - (to.length - shape.length);
    return own < 0 || shape[own] === 1 ? 0 : (steps[own] as number);
  });
}

/**
 * The axes that an attribute names: all of them, or some, counted from the end where negative.
 * Undefined where there is no such axis.
 */
export function axesOf(
  axis: number | readonly number[] | null | undefined,
  rank: number,
): number[] | undefined {
  if (axis === null || axis === undefined) return Array.from({ length: rank }, (_, i) => i);
  const axes = [axis].flat().map((own) => (own < 0 ? own + rank : own));
  return axes.every((own) => Number.isInteger(own) && own >= 0 && own < rank) ? axes : undefined;
}
