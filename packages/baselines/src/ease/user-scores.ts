import type { Runtime } from "@towerkit/kernels";
import type { Interactions } from "../interactions/interactions.js";
import { invertPositiveDefinite } from "../linear-algebra/invert-positive-definite.js";

/**
 * Solves for X · B, the scores that EASE gives each user, from the users' side: with K = XXᵀ + λI, P is
 * (I − XᵀK⁻¹X) / λ and X · P is K⁻¹X (the Woodbury identity), so X · B = X − K⁻¹X · diag(P)⁻¹. What has to be
 * inverted is as large as there are users, however many items there are.
 *
 * @returns `[numUsers, numItems]`
 */
export function userScores(
  interactions: Interactions,
  regularization: number,
  runtime: Runtime,
): Float32Array {
  const { numUsers, numItems, usersOfItem } = interactions;
  const inverse = regularizedGram(interactions, regularization);
  invertPositiveDefinite(inverse, numUsers, runtime);
  mirrorLower(inverse, numUsers);
  const scores = new Float32Array(numUsers * numItems);
  const solved = new Float64Array(numUsers);
  for (let item = 0; item < numItems; item++) {
    const users = usersOfItem.values.subarray(
      usersOfItem.offsets[item],
      usersOfItem.offsets[item + 1],
    );
    if (users.length === 0) continue;
    sumRows(inverse, users, solved);
    const pivot = (1 - sumAt(solved, users)) / regularization;
    // What a user chose counts 1 in X.
    for (const user of users) solved[user] -= pivot;
    for (let user = 0; user < numUsers; user++) {
      scores[user * numItems + item] = -solved[user] / pivot;
    }
  }
  return scores;
}

/** The lower half of XXᵀ + λI. */
function regularizedGram(
  { numUsers, numItems, usersOfItem: { offsets, values } }: Interactions,
  regularization: number,
): Float64Array {
  const gram = new Float64Array(numUsers * numUsers);
  for (let item = 0; item < numItems; item++) {
    const first = offsets[item];
    for (let at = first; at < offsets[item + 1]; at++) {
      const row = values[at] * numUsers;
      // An item's users rise, so those up to this one lie below the diagonal or on it.
      for (let other = first; other <= at; other++) gram[row + values[other]]++;
    }
  }
  for (let user = 0; user < numUsers; user++) gram[user * numUsers + user] += regularization;
  return gram;
}

function mirrorLower(values: Float64Array, size: number): void {
  for (let row = 1; row < size; row++) {
    for (let column = 0; column < row; column++) {
      values[column * size + row] = values[row * size + column];
    }
  }
}

/** The sum of the rows that are named, in `sum`. */
function sumRows(matrix: Float64Array, rows: Int32Array, sum: Float64Array): void {
  const width = sum.length;
  sum.fill(0);
  for (const row of rows) {
    const at = row * width;
    for (let c = 0; c < width; c++) sum[c] += matrix[at + c];
  }
}

function sumAt(values: Float64Array, places: Int32Array): number {
  let sum = 0;
  for (const place of places) sum += values[place];
  return sum;
}
