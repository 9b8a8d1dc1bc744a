import type { Generator } from "@towerkit/core";

export interface Activity {
  readonly users: number;
  readonly rows: number;
  /** What a user has at least and at most. */
  readonly least: number;
  readonly most: number;
}

/** How many rows each user has: most have few, a few have many, and they add up to `rows`. */
export function drawActivity(
  generator: Generator,
  { users, rows, least, most }: Activity,
): Int32Array {
  const mean = rows / users - least;
  const counts = new Int32Array(users);
  let left = rows;
  for (let user = 0; user < users; user++) {
    const u = generator.uniform();
    counts[user] = Math.min(most, least + Math.floor((mean * u * 0.35) / (1.02 - u)));
    left -= counts[user];
  }
  while (left !== 0) {
    const user = generator.below(users);
    const step = Math.sign(left);
    if (counts[user] + step < least || counts[user] + step > most) continue;
    counts[user] += step;
    left -= step;
  }
  return counts;
}
