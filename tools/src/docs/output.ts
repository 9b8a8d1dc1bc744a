/** In an `output` block, a line that stands for any number of lines, also none. */
const ANY_LINES = "…";

/**
 * Holds an `output` block against what the block before it printed. Spaces at the ends of lines do not
 * count, nor do empty lines around the whole.
 *
 * @param printed - undefined where the block before it is none that runs.
 * @returns what is wrong, or undefined.
 */
export function outputFault(expected: string, printed: string | undefined): string | undefined {
  if (printed === undefined) return "an output block must follow a ts or sh block";
  if (matches(linesOf(expected), linesOf(printed))) return undefined;
  return `the block before prints something else:\n${printed}`;
}

const linesOf = (text: string): string[] => text.trim().split(/[ \t]*\r?\n/);

function matches(expected: readonly string[], printed: readonly string[]): boolean {
  const [first, ...rest] = expected;
  if (first === undefined) return printed.length === 0;
  if (first !== ANY_LINES) return first === printed[0] && matches(rest, printed.slice(1));
  return printed.concat([""]).some((_, skipped) => matches(rest, printed.slice(skipped)));
}
