/** Whether a number is the one that is expected at its place, such as `[3][0]`. */
export type Same = (actual: number, expected: number, at: string) => boolean;

const equal: Same = (actual, expected) => actual === expected;

/** Where the first difference is between nested arrays, records and numbers; nothing if there is none. */
export function firstDifference(
  actual: unknown,
  expected: unknown,
  same: Same = equal,
  at = "",
): string | undefined {
  if (typeof actual === "number" && typeof expected === "number") {
    return same(actual, expected, at)
      ? undefined
      : `${at || "it"} is ${actual}, expected ${expected}`;
  }
  if (!isTree(actual) || !isTree(expected)) {
    return `${at || "it"} is ${String(actual)}, expected ${String(expected)}`;
  }
  const keys = Object.keys(expected);
  const found = Object.keys(actual).length;
  if (found !== keys.length) return `${at || "it"} has ${found} parts, expected ${keys.length}`;
  for (const key of keys) {
    const difference = firstDifference(actual[key], expected[key], same, `${at}[${key}]`);
    if (difference !== undefined) return difference;
  }
  return undefined;
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
