/** How long a contestant took: milliseconds of one run. */
export interface Timing {
  readonly median: number;
  readonly least: number;
}

export type Contestants = Readonly<Record<string, () => void>>;

/** Runs all contestants in turn, round by round, so that whatever slows the machine slows all of them. */
export function race(
  contestants: Contestants,
  { rounds, warmUp }: { rounds: number; warmUp: number },
): Record<string, Timing> {
  const entries = Object.entries(contestants).map(([name, run]) => ({ name, run, times: [0] }));
  for (const { run, times } of entries) {
    for (let i = 0; i < warmUp; i++) run();
    times.pop();
  }
  for (let round = 0; round < rounds; round++) {
    for (const { run, times } of entries) {
      const start = performance.now();
      run();
      times.push(performance.now() - start);
    }
  }
  return Object.fromEntries(
    entries.map(({ name, times }) => {
      times.sort((a, b) => a - b);
      return [name, { median: times[times.length >> 1] as number, least: times[0] as number }];
    }),
  );
}

/** Prints a line of a table. */
export function print(...cells: readonly (string | number)[]): void {
  const [first = "", ...others] = cells.map((cell) =>
    typeof cell === "number" ? cell.toPrecision(3) : cell,
  );
  process.stdout.write(`${first.padEnd(26)}${others.map((cell) => cell.padStart(13)).join("")}\n`);
}
