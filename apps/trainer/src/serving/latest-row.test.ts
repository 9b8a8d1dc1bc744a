import { tableFromColumns } from "@towerkit/core";
import { describe, expect, it } from "vitest";
import { latestRowOf } from "./latest-row.js";

const users = ["1", "2", "1", "1", "2"];

describe("latestRowOf", () => {
  it("is the latest by timestamp, and of equal times the later row", () => {
    const table = tableFromColumns({ user_id: users, timestamp: [30, 5, 30, 10, 4] });
    expect(latestRowOf(table, "user_id", "1")).toEqual({ table, index: 2 });
    expect(latestRowOf(table, "user_id", "2")).toEqual({ table, index: 1 });
  });

  it("is the last in place where there is no timestamp", () => {
    const table = tableFromColumns({ user_id: users });
    expect(latestRowOf(table, "user_id", "1")?.index).toBe(3);
  });

  it("is nothing for a key without a row, and without a table", () => {
    expect(latestRowOf(tableFromColumns({ user_id: users }), "user_id", "9")).toBeUndefined();
    expect(latestRowOf(undefined, "user_id", "1")).toBeUndefined();
  });
});
