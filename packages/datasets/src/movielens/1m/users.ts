import type { NamedFile } from "../../sources/file-set.js";
import { Faults } from "../../text/faults.js";
import { latin1Layout } from "../../text/layouts.js";
import { wholeNumber } from "../../text/numbers.js";
import { readRows } from "../../text/rows.js";
import { ageGroups } from "../ages.js";
import { IdIndex } from "../id-index.js";
import { enterUserId, readIsMale } from "../user-fields.js";
import { occupationLabel, occupationTexts } from "./occupations.js";

/** The users' columns, and where each user id stands. */
export interface Users {
  readonly user_id: readonly string[];
  readonly user_gender: readonly boolean[];
  readonly bucketized_user_age: Float32Array;
  readonly user_occupation_label: Int32Array;
  readonly user_occupation_text: readonly string[];
  readonly user_zip_code: readonly string[];
  readonly index: IdIndex;
}

const layout = latin1Layout("::", ["user id", "gender", "age group", "occupation code", "zip"]);

/** Reads `users.dat`. */
export async function readUsers(file: NamedFile): Promise<Users> {
  const faults = new Faults(file.path);
  const index = new IdIndex();
  const ids: string[] = [];
  const isMale: boolean[] = [];
  const ages: number[] = [];
  const jobs: number[] = [];
  const zips: string[] = [];
  await readRows(file, { layout, faults }, ([id, gender, ageText, jobText, zip], fault) => {
    const age = wholeNumber(ageText);
    const job = wholeNumber(jobText);
    enterUserId(id, index, fault);
    if (!ageGroups.includes(age)) {
      const groups = ageGroups.join(", ");
      fault("age", () => `the age group must be one of ${groups}, got ${JSON.stringify(ageText)}.`);
    }
    if (!(job < occupationTexts.length)) {
      fault(
        "occupation",
        () => `the occupation code must be 0 to 20, got ${JSON.stringify(jobText)}.`,
      );
    }
    ids.push(id);
    isMale.push(readIsMale(gender, fault));
    ages.push(age);
    jobs.push(job);
    zips.push(zip);
  });
  faults.throwIfAny();
  return { ...userColumns({ ids, isMale, ages, jobs, zips }), index };
}

/** What is known of the users, as plain columns; `jobs` are occupation codes. */
export interface UserFacts {
  readonly ids: readonly string[];
  readonly isMale: readonly boolean[];
  readonly ages: readonly number[];
  readonly jobs: readonly number[];
  readonly zips: readonly string[];
}

/** The columns of the users of 1m. */
export function userColumns({ ids, isMale, ages, jobs, zips }: UserFacts) {
  return {
    user_id: ids,
    user_gender: isMale,
    bucketized_user_age: Float32Array.from(ages),
    user_occupation_label: Int32Array.from(jobs, occupationLabel),
    user_occupation_text: jobs.map((code) => occupationTexts[code]),
    user_zip_code: zips,
  };
}
