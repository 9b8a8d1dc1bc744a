/** Who chose what, as row numbers of users and films. */
export type Choice = readonly [user: number, film: number];

/** The films of each user. */
export function filmsByUser(choices: readonly Choice[], numUsers: number): number[][] {
  const films: number[][] = Array.from({ length: numUsers }, () => []);
  for (const [user, film] of choices) films[user].push(film);
  return films;
}

/** The share of test choices among the 100 best films of their user, the user's train films left out. */
export function top100(
  scoresOf: (user: number) => Float64Array,
  { seen, test }: { readonly seen: readonly number[][]; readonly test: readonly Choice[] },
): number {
  let hits = 0;
  for (const [user, films] of filmsByUser(test, seen.length).entries()) {
    const scores = scoresOf(user).slice();
    for (const film of seen[user]) scores[film] = Number.NEGATIVE_INFINITY;
    const hundredth = scores.toSorted()[scores.length - 100];
    for (const film of films) if (scores[film] >= hundredth) hits++;
  }
  return hits / test.length;
}
