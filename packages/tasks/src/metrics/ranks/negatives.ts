import { groupBy, membersOf } from "../table/grouping.js";

/** Lists of candidates, excluded ones for instance: list `l` is `candidates[offsets[l] … offsets[l + 1])`. */
export interface CandidateLists {
  readonly offsets: Int32Array;
  /** Repeats are allowed. */
  readonly candidates: Int32Array;
}

/** The rows whose negatives are counted. */
export interface RowsWithItems {
  /** `[rows]`; -1 for an item that the catalogue lacks. */
  readonly candidateOfRow: Int32Array;
  readonly userOfRow: Int32Array;
  readonly numUsers: number;
  readonly numCandidates: number;
  /** What is left out of each row's ranking. */
  readonly excluded?: (CandidateLists & { readonly listOfRow: Int32Array }) | undefined;
}

/** Counts, for each row, the candidates that are neither excluded in it nor an item of its user's rows. */
export function negativesOfRows(rows: RowsWithItems): Int32Array {
  const { candidateOfRow, userOfRow, numUsers, numCandidates, excluded } = rows;
  const rowsOfUser = groupBy(userOfRow, numUsers);
  const negatives = new Int32Array(userOfRow.length);
  const own = new Int32Array(numCandidates).fill(-1);
  const counted = new Int32Array(numCandidates).fill(-1);
  let counting = 0;
  for (let user = 0; user < numUsers; user++) {
    const members = membersOf(rowsOfUser, user);
    let ownItems = 0;
    for (const row of members) {
      const candidate = candidateOfRow[row];
      if (candidate < 0 || own[candidate] === user) continue;
      own[candidate] = user;
      ownItems++;
    }
    let list = -1;
    let furtherExcluded = 0;
    for (const row of members) {
      if (excluded !== undefined && excluded.listOfRow[row] !== list) {
        list = excluded.listOfRow[row];
        furtherExcluded = 0;
        counting++;
        for (let i = excluded.offsets[list]; i < excluded.offsets[list + 1]; i++) {
          const candidate = excluded.candidates[i];
          if (own[candidate] === user || counted[candidate] === counting) continue;
          counted[candidate] = counting;
          furtherExcluded++;
        }
      }
      negatives[row] = numCandidates - ownItems - furtherExcluded;
    }
  }
  return negatives;
}
