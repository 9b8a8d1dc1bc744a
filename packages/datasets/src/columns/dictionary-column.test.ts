import { agg, desc, op } from "arquero";
import { describe, expect, it } from "vitest";
import { tableOf, takeRows } from "../table.js";
import { DictionaryColumn } from "./dictionary-column.js";
import { GrowingDictionary } from "./growing-dictionary.js";

const letters = ["b", "a", "b", "c", "a", "b"];

/** The same table, with a plain column and with a compact one. */
function both() {
  const place = [0, 1, 2, 3, 4, 5];
  const growing = new GrowingDictionary();
  for (const each of letters) growing.add(each);
  return [
    tableOf<{ letter: string; place: number }>({ letter: letters, place }),
    tableOf<{ letter: string; place: number }>({ letter: growing.column(), place }),
  ] as const;
}

describe("DictionaryColumn", () => {
  const column = new DictionaryColumn(["a", "b"], Int32Array.of(1, 0, 1));

  it("gives the values that its codes stand for", () => {
    expect([column.length, column.at(0), column.at(1)]).toEqual([3, "b", "a"]);
    expect([...column]).toEqual(["b", "a", "b"]);
    expect([...column.take(Uint32Array.of(2, 2, 1))]).toEqual(["b", "b", "a"]);
  });

  it.each<[string, (table: ReturnType<typeof both>[0]) => unknown]>([
    ["array", (table) => table.array("letter")],
    ["get", (table) => table.get("letter", 3)],
    ["filter", (table) => table.filter((d: { letter: string }) => d.letter !== "b").objects()],
    ["orderby", (table) => table.orderby("letter", desc("place")).objects()],
    ["groupby", (table) => table.groupby("letter").count().objects()],
    ["rollup", (table) => agg(table, op.distinct("letter"))],
    ["derive", (table) => table.derive({ twice: "d => d.letter + d.letter" }).objects()],
    ["join", (table) => table.join(tableOf({ letter: ["c"], name: ["see"] })).objects()],
    ["dedupe", (table) => table.dedupe("letter").objects()],
    ["concat", (table) => table.concat(table).objects()],
    ["reify", (table) => table.orderby("letter").reify().objects()],
    ["slice", (table) => table.slice(1, 3).objects()],
    ["toCSV", (table) => table.toCSV()],
    ["toJSON", (table) => table.toJSON()],
  ])("is to Arquero's %s what an array is", (_, verb) => {
    const [plain, compact] = both();
    expect(verb(compact)).toEqual(verb(plain));
  });

  it("stays compact when rows are taken", () => {
    const [, compact] = both();
    const taken = takeRows(compact.orderby(desc("place")), Uint32Array.of(0, 5));
    expect(taken.column("letter")).toBeInstanceOf(DictionaryColumn);
    expect(taken.objects()).toEqual([
      { letter: "b", place: 5 },
      { letter: "b", place: 0 },
    ]);
  });
});
