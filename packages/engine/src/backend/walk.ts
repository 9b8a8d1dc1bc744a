/** Axes to be walked along in several arrays at once. */
export interface Walk {
  readonly shape: readonly number[];
  /** For each array, how far apart neighbours along each axis lie; 0 where it repeats itself. */
  readonly steps: readonly (readonly number[])[];
}

/** Two axes in several arrays: for each, how far apart its rows and the values of a row lie. */
export interface Plane {
  readonly rows: number;
  readonly count: number;
  readonly rowSteps: readonly number[];
  readonly steps: readonly number[];
}

/**
 * Joins the axes along which every array goes on evenly, and parts the rest into the last two, for a
 * loop, and those before.
 */
export function planesOf(walk: Walk): { readonly plane: Plane; readonly outer: Walk } {
  const { shape, steps } = joinAxes(walk);
  const last = shape.length - 1;
  const along = (axis: number) => steps.map((own) => (own[axis] ?? 0) as number);
  return {
    plane: {
      rows: shape[last - 1] ?? 1,
      count: shape[last] ?? 1,
      rowSteps: along(last - 1),
      steps: along(last),
    },
    outer: {
      shape: shape.slice(0, Math.max(0, last - 1)),
      steps: steps.map((own) => own.slice(0, Math.max(0, last - 1))),
    },
  };
}

function joinAxes({ shape, steps }: Walk): Walk {
  const joined: number[] = [];
  const joinedSteps: number[][] = steps.map(() => []);
  shape.forEach((extent, axis) => {
    if (extent === 1) return;
    const last = joined.length - 1;
    const goesOn =
      last >= 0 &&
      steps.every((own, i) => joinedSteps[i]?.[last] === (own[axis] as number) * extent);
    if (goesOn) joined[last] = (joined[last] as number) * extent;
    else joined.push(extent);
    steps.forEach((own, i) => {
      (joinedSteps[i] as number[])[goesOn ? last : last + 1] = own[axis] as number;
    });
  });
  return { shape: joined, steps: joinedSteps };
}

/**
 * Visits each place of the axes, the last axis fastest.
 * @param visit - is given where it is in each array; the list is used again.
 */
export function forEachPlace(
  { shape, steps }: Walk,
  visit: (places: readonly number[]) => void,
): void {
  if (shape.some((extent) => extent === 0)) return;
  const index = shape.map(() => 0);
  const places = steps.map(() => 0);
  for (;;) {
    visit(places);
    let axis = shape.length - 1;
    for (; axis >= 0; axis--) {
      const next = (index[axis] as number) + 1;
      const isWithin = next < (shape[axis] as number);
      index[axis] = isWithin ? next : 0;
      const moves = isWithin ? 1 : 1 - next;
      for (let i = 0; i < places.length; i++) {
        places[i] = (places[i] as number) + moves * (steps[i]?.[axis] as number);
      }
      if (isWithin) break;
    }
    if (axis < 0) return;
  }
}
