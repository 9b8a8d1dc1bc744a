import { wholeNumber } from "../text/numbers.js";
import type { FaultOfRow } from "../text/rows.js";
import type { IdIndex } from "./id-index.js";

/** Enters a user's id, which no other user may have. */
export function enterUserId(text: string, index: IdIndex, fault: FaultOfRow): void {
  const id = wholeNumber(text);
  if (Number.isNaN(id)) {
    fault("id", () => `the user id must be a whole number, got ${JSON.stringify(text)}.`);
  } else if (index.rowOf(id) >= 0) {
    fault("repeated id", () => `user id ${id} stands in the file twice.`);
  } else {
    index.add(id);
  }
}

/** Whether a gender, M or F, is male. */
export function readIsMale(gender: string, fault: FaultOfRow): boolean {
  if (gender !== "M" && gender !== "F") {
    fault("gender", () => `the gender must be M or F, got ${JSON.stringify(gender)}.`);
  }
  return gender === "M";
}
