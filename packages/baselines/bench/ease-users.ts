// Times EASE from the users' side and, with `items`, from the items' side, and says how far the scores are
// from those of a solution in float64 all through and from each other.
//   TOWERKIT_DATA_DIR=… node --conditions=@towerkit/source --import tsx bench/ease-users.ts latest-small 500 items
import { createRuntime } from "@towerkit/kernels";
import { itemWeights } from "../src/ease/item-weights.js";
import { userScores } from "../src/ease/user-scores.js";
import { readInteractions } from "../src/interactions/interactions.js";
import { factorUpper, solveBackward, solveForward } from "../src/linear-algebra/cholesky.js";
import { itemKey, load, type Protocol, protocols } from "./protocols.js";

const [data = "100k", regularization = "500", side] = process.argv.slice(2);
const lambda = Number(regularization);
const protocol = { ...protocols["100k"], data } as Protocol;
const { train, candidateIds } = await load(protocol, { seed: 42, isValidation: false });
const interactions = readInteractions({ train, candidateIds, itemKey });
const { numUsers, numItems, itemsOfUser, usersOfItem } = interactions;
const EVERY = 16;

const runtime = await createRuntime({ threads: 2 });
const scores = timed("users' side", () => userScores(interactions, lambda, runtime));
say(`beside float64: ${furthest(exactColumns())}`);
if (side === "items") {
  const stripes = timed("items' side", () => itemWeights(interactions, lambda, runtime));
  say(`beside the items' side: ${furthest(columnsOf(stripes))}`);
}
await runtime.close();

function timed<Result>(name: string, work: () => Result): Result {
  const start = performance.now();
  const result = work();
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  say(
    `${data}, ${numUsers} users, ${numItems} items, λ ${lambda}, ${name}: ${seconds} s on two threads`,
  );
  return result;
}

/** How far every 16th column of the scores is off. */
function furthest(columns: Iterable<readonly [number, Float64Array]>): string {
  let largest = 0;
  let error = 0;
  for (const [item, column] of columns) {
    for (let user = 0; user < numUsers; user++) {
      largest = Math.max(largest, Math.abs(column[user]));
      error = Math.max(error, Math.abs(scores[user * numItems + item] - column[user]));
    }
  }
  return `largest score ${largest.toFixed(3)}, largest difference ${error.toExponential(1)}`;
}

function* exactColumns(): Generator<[number, Float64Array]> {
  const factor = new Float64Array(numUsers * numUsers);
  for (let item = 0; item < numItems; item++) {
    const users = usersOf(item);
    for (const a of users) for (const b of users) factor[a * numUsers + b]++;
  }
  for (let user = 0; user < numUsers; user++) factor[user * numUsers + user] += lambda;
  factorUpper(factor, numUsers);
  for (let item = 0; item < numItems; item += EVERY) {
    const solved = new Float64Array(numUsers);
    for (const user of usersOf(item)) solved[user] = 1;
    solveForward(factor, numUsers, solved);
    solveBackward(factor, numUsers, solved);
    const chosen = new Set(usersOf(item));
    const pivot = (1 - [...chosen].reduce((sum, user) => sum + solved[user], 0)) / lambda;
    yield [item, solved.map((value, user) => (chosen.has(user) ? 1 : 0) - value / pivot)];
  }
}

function* columnsOf(stripes: ReturnType<typeof itemWeights>): Generator<[number, Float64Array]> {
  for (const { firstColumn, columns, table } of stripes) {
    const first = Math.ceil(firstColumn / EVERY) * EVERY;
    for (let item = first; item < firstColumn + columns; item += EVERY) {
      const column = new Float64Array(numUsers);
      for (let user = 0; user < numUsers; user++) {
        for (let at = itemsOfUser.offsets[user]; at < itemsOfUser.offsets[user + 1]; at++) {
          column[user] += table[itemsOfUser.values[at] * columns + item - firstColumn];
        }
      }
      yield [item, column];
    }
  }
}

function usersOf(item: number): Int32Array {
  return usersOfItem.values.subarray(usersOfItem.offsets[item], usersOfItem.offsets[item + 1]);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
