import { tableFromColumns } from "@towerkit/core";
import { desc } from "arquero";
import { describe, expect, it } from "vitest";
import { DictionaryColumn } from "./columns/dictionary-column.js";
import { tableOf, takeRows, withColumns } from "./table.js";

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

describe("withColumns", () => {
  const compact = () => new DictionaryColumn(["a", "b"], Int32Array.of(1, 0, 1));
  const table = tableOf<{ letter: string; place: number }>({
    letter: compact(),
    place: Float32Array.of(1, 2, 3),
  });

  it("adds columns and leaves the others as compact as they were", () => {
    const wider = withColumns(table, { twice: [2, 4, 6] });
    expect(wider.column("letter")).toBeInstanceOf(DictionaryColumn);
    expect(wider.column("place")).toBeInstanceOf(Float32Array);
    expect(wider.objects()).toEqual([
      { letter: "b", place: 1, twice: 2 },
      { letter: "a", place: 2, twice: 4 },
      { letter: "b", place: 3, twice: 6 },
    ]);
  });

  it("replaces a column in its place", () => {
    const other = withColumns(table, { letter: ["x", "y", "z"] });
    expect(other.columnNames()).toEqual(["letter", "place"]);
    expect(other.array("letter")).toEqual(["x", "y", "z"]);
  });

  it("counts rows as a filtered and ordered table does, and stays compact there too", () => {
    const two = table.filter((row: { place: number }) => row.place > 1).orderby(desc("place"));
    const wider = withColumns(two, { first: [true, false] });
    expect(wider.objects()).toEqual([
      { letter: "b", place: 3, first: true },
      { letter: "a", place: 2, first: false },
    ]);
    expect(wider.column("letter")).toBeInstanceOf(DictionaryColumn);
  });

  it("takes tables that are not Arquero's", () => {
    const plain = tableFromColumns({ letter: ["a", "b"] });
    expect(withColumns(plain, { place: [1, 2] }).objects()).toEqual([
      { letter: "a", place: 1 },
      { letter: "b", place: 2 },
    ]);
  });
});
