import type { NamedFile } from "../../sources/file-set.js";
import { Faults } from "../../text/faults.js";
import { checkLatin1 } from "../../text/latin1.js";
import { readFields } from "../../text/rows.js";
import { wholeNumber } from "../../text/whole-numbers.js";
import { bucketizedAge } from "../ages.js";
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
  readonly rowOfId: ReadonlyMap<number, number>;
}

const OLDEST = 130;
const layout = {
  fields: 5,
  description: 'user id, age, gender, occupation, zip, separated by "|"',
};

/** Reads `u.user`. */
export function readUsers(file: NamedFile, occupations: ReadonlySet<string>): Users {
  checkLatin1(file);
  const faults = new Faults(file.path);
  const rowOfId = new Map<number, number>();
  const ids: string[] = [];
  const ages: number[] = [];
  const isMale: boolean[] = [];
  const jobs: string[] = [];
  const zips: string[] = [];
  readFields(file, { layout, faults }, ([idText, ageText, gender, job, zip], fault) => {
    const id = wholeNumber(idText);
    const age = wholeNumber(ageText);
    if (Number.isNaN(id)) {
      fault("id", () => `the user id must be a whole number, got ${JSON.stringify(idText)}.`);
    } else if (rowOfId.has(id)) {
      fault("repeated id", () => `user id ${id} stands in the file twice.`);
    }
    if (!(age <= OLDEST)) {
      fault(
        "age",
        () => `the age must be a whole number up to ${OLDEST}, got ${JSON.stringify(ageText)}.`,
      );
    }
    if (gender !== "M" && gender !== "F") {
      fault("gender", () => `the gender must be M or F, got ${JSON.stringify(gender)}.`);
    }
    if (!occupations.has(job)) {
      fault("occupation", () => `the occupation ${JSON.stringify(job)} is not in u.occupation.`);
    }
    rowOfId.set(id, ids.length);
    ids.push(idText);
    ages.push(age);
    isMale.push(gender === "M");
    jobs.push(job);
    zips.push(zip);
  });
  faults.throwIfAny();
  return { ...userColumns({ ids, ages, isMale, jobs, zips }), rowOfId };
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
