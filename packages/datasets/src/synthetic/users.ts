import type { Generator } from "@towerkit/core";
import { type UserFacts, userColumns } from "../movielens/100k/users.js";
import { drawOne, nearNormal } from "./draws.js";

const sharesOfJobs: readonly (readonly [job: string, share: number])[] = [
  ["student", 20],
  ["other", 11],
  ["educator", 10],
  ["administrator", 8],
  ["engineer", 7],
  ["programmer", 7],
  ["librarian", 5],
  ["writer", 5],
  ["executive", 3],
  ["scientist", 3],
  ["artist", 3],
  ["technician", 3],
  ["marketing", 3],
  ["entertainment", 2],
  ["healthcare", 2],
  ["retired", 2],
  ["lawyer", 1],
  ["salesman", 1],
  ["none", 1],
  ["homemaker", 1],
  ["doctor", 1],
];

const usualAges: Readonly<Record<string, number>> = { student: 22, retired: 64, none: 26 };
const USUAL_AGE = 37;
const YOUNGEST = 7;
const OLDEST = 73;

/** Draws the columns of `users`, ages and occupations going together. */
export function drawUsers(generator: Generator, count: number): ReturnType<typeof userColumns> {
  const jobs = Array.from({ length: count }, () => drawOne(generator, sharesOfJobs));
  const facts: UserFacts = {
    ids: Array.from({ length: count }, (_, user) => String(user + 1)),
    ages: jobs.map((job) => drawAge(generator, job)),
    isMale: jobs.map(() => generator.below(10) < 7),
    jobs,
    zips: jobs.map(() => String(generator.below(100_000)).padStart(5, "0")),
  };
  return userColumns(facts);
}

function drawAge(generator: Generator, job: string): number {
  const usual = usualAges[job];
  const age =
    usual === undefined
      ? USUAL_AGE + 11 * nearNormal(generator)
      : usual + 4 * nearNormal(generator);
  return Math.min(OLDEST, Math.max(YOUNGEST, Math.round(age)));
}
