import type { TableLike } from "@towerkit/core";
import { synthetic } from "@towerkit/datasets";
import { describe, expect, it } from "vitest";
import { bestSplit } from "./best-split.js";

const { ratings } = synthetic({ seed: 1 });

/** How many rows each user has, users in their order in the whole table. */
function countByUser(table: TableLike): number[] {
  const counts = new Map(Array.from(ratings.array("user_id"), (user) => [user, 0]));
  for (const user of Array.from(table.array("user_id") as ArrayLike<string>)) {
    counts.set(user, (counts.get(user) ?? 0) + 1);
  }
  return [...counts.values()];
}

describe("bestSplit", () => {
  it("draws any rows, and leaves out of lists what was trained on", () => {
    const { kind, train, test, seen } = bestSplit(ratings, { test: { share: 0.2 }, seed: 42 });
    expect([kind, train.numRows(), test.numRows()]).toEqual(["random", 80_000, 20_000]);
    expect(seen).toBe(train);
  });

  it("draws a share of each user's rows, and as many again that nothing is learned from", () => {
    const rows = { share: 0.1, perUser: true };
    const { kind, train, test, seen } = bestSplit(ratings, { test: rows, seed: 42 });
    expect(kind).toBe("per user");
    expect(seen.numRows() + test.numRows()).toBe(100_000);
    const [all, tested, kept, trained] = [ratings, test, seen, train].map(countByUser);
    expect(all).toHaveLength(943);
    all.forEach((rows, user) => {
      expect(tested[user]).toBe(Math.round(rows * 0.1));
      const aside = kept[user] - trained[user];
      expect(Math.abs(aside - rows * 0.1)).toBeLessThanOrEqual(1);
    });
  });

  it("takes each user's last row, whatever the seed", () => {
    const { seed, train, test, seen } = bestSplit(ratings, { test: "last of each user", seed: 42 });
    expect(seed).toBeNull();
    expect(seen).toBe(train);
    expect(countByUser(test)).toEqual(Array(943).fill(1));
    const rowsOf = (table: TableLike) => {
      const times = table.array("timestamp") as ArrayLike<number>;
      const users = Array.from(table.array("user_id") as ArrayLike<string>);
      return users.map((user, row) => ({ user, time: times[row] }));
    };
    const last = new Map(rowsOf(test).map(({ user, time }) => [user, time]));
    expect(rowsOf(train).every(({ user, time }) => time <= (last.get(user) ?? 0))).toBe(true);
  });
});
