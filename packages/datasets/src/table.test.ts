import { tableFromColumns } from "@towerkit/core";
import { desc } from "arquero";
import { describe, expect, it } from "vitest";
import { tableOf, takeRows } from "./table.js";

const letters = tableOf<{ letter: string; place: number }>({
  letter: ["a", "b", "c", "d"],
  place: Float32Array.of(1, 2, 3, 4),
});

describe("takeRows", () => {
  it("counts rows as a filtered and ordered table does", () => {
    const table = letters
      .filter((row: { place: number }) => row.place !== 3)
      .orderby(desc("place"));
    const taken = takeRows(table, Uint32Array.of(2, 0));
    expect(taken.array("letter")).toEqual(["a", "d"]);
  });

  it("makes a table without filter, order or group", () => {
    const table = letters.orderby(desc("place")).groupby("letter");
    const taken = takeRows(table, Uint32Array.of(0, 1));
    expect([taken.isOrdered(), taken.isFiltered(), taken.isGrouped()]).toEqual([
      false,
      false,
      false,
    ]);
    expect(taken.numRows()).toBe(2);
  });

  it("keeps typed columns typed", () => {
    expect(takeRows(letters, Uint32Array.of(1)).data()["place"]).toEqual(Float32Array.of(2));
  });

  it("takes rows of tables that are not Arquero's", () => {
    const plain = tableFromColumns({ letter: ["a", "b"] });
    expect(takeRows(plain, Uint32Array.of(1)).objects()).toEqual([{ letter: "b" }]);
  });
});
