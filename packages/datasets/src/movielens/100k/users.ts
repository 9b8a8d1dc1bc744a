import type { NamedFile } from "../../sources/file-set.js";
import { Faults } from "../../text/faults.js";
import { latin1Layout } from "../../text/layouts.js";
import { wholeNumber } from "../../text/numbers.js";
import { readRows } from "../../text/rows.js";
import { bucketizedAge } from "../ages.js";
import { IdIndex } from "../id-index.js";
import { enterUserId, readIsMale } from "../user-fields.js";
import { occupationLabel } from "./occupations.js";

/** The users' columns, and where each user id stands. */
export interface Users {
  readonly user_id: readonly string[];
  readonly user_gender: readonly boolean[];
  readonly bucketized_user_age: Float32Array;
  readonly raw_user_age: Float32Array;
  readonly user_occupation_label: Int32Array;
  readonly user_occupation_text: readonly string[];
  readonly user_zip_code: readonly string[];
  readonly index: IdIndex;
}

const OLDEST = 130;
const layout = latin1Layout("|", ["user id", "age", "gender", "occupation", "zip"]);

/** Reads `u.user`. */
export async function readUsers(file: NamedFile, occupations: ReadonlySet<string>): Promise<Users> {
  const faults = new Faults(file.path);
  const index = new IdIndex();
  const ids: string[] = [];
  const ages: number[] = [];
  const isMale: boolean[] = [];
  const jobs: string[] = [];
  const zips: string[] = [];
  await readRows(file, { layout, faults }, ([id, ageText, gender, job, zip], fault) => {
    const age = wholeNumber(ageText);
    enterUserId(id, index, fault);
    if (!(age <= OLDEST)) {
      fault(
        "age",
        () => `the age must be a whole number up to ${OLDEST}, got ${JSON.stringify(ageText)}.`,
      );
    }
    if (!occupations.has(job)) {
      fault("occupation", () => `the occupation ${JSON.stringify(job)} is not in u.occupation.`);
    }
    ids.push(id);
    ages.push(age);
    isMale.push(readIsMale(gender, fault));
    jobs.push(job);
    zips.push(zip);
  });
  faults.throwIfAny();
  return { ...userColumns({ ids, ages, isMale, jobs, zips }), index };
}

/** What is known of the users, as plain columns. */
export interface UserFacts {
  readonly ids: readonly string[];
  readonly ages: readonly number[];
  readonly isMale: readonly boolean[];
  readonly jobs: readonly string[];
  readonly zips: readonly string[];
}

/** Adds the columns that follow from others: age group and occupation label. */
export function userColumns({ ids, ages, isMale, jobs, zips }: UserFacts) {
  return {
    user_id: ids,
    user_gender: isMale,
    bucketized_user_age: Float32Array.from(ages, bucketizedAge),
    raw_user_age: Float32Array.from(ages),
    user_occupation_label: Int32Array.from(jobs, occupationLabel),
    user_occupation_text: jobs,
    user_zip_code: zips,
  };
}
