import { describe, expect, it } from "vitest";
import { Count, compare } from "./compare.js";

const twin = {
  layer: "Doubling",
  ours: "double",
  encode: ({ encode }: { readonly encode: readonly unknown[] }) =>
    encode.map((x) => {
      if (x === null) throw new Error("it is null");
      return 2 * (x as number);
    }),
};

const column = (encode: readonly unknown[], expected: unknown) => ({
  settings: { by: 2 },
  encode,
  expected,
});

/** A program that prints the columns, as the Python program does. */
function printing(columns: readonly object[], then = "") {
  const text = columns.map((each) => `${JSON.stringify(each)}\n`).join("");
  return {
    command: process.execPath,
    args: ["-e", `process.stdout.write(${JSON.stringify(text)});${then}`],
  };
}

describe("compare", () => {
  const columns = [column([1, 2], [2, 4]), column([3], [7]), column([null], [0])];

  it("counts columns, cells and differences, and tells the first", async () => {
    expect(await compare(twin, 3, printing(columns))).toEqual({
      layer: "Doubling",
      ours: "double",
      closeness: "equal",
      columns: 3,
      cells: 4,
      different: 2,
      first: 'column 1, {"by":2}: [0] is 6, expected 7',
    });
  });

  it("does not take silence for agreement", async () => {
    await expect(compare(twin, 4, printing(columns))).rejects.toThrow("3 columns of 4");
    const failing = printing(columns, 'console.error("no such layer");process.exitCode = 3');
    await expect(compare(twin, 3, failing)).rejects.toThrow(/Keras gave up: no such layer/);
    await expect(compare(twin, 3, { command: "no-such-program", args: [] })).rejects.toThrow();
  });

  it("takes what ours refuses for a difference", () => {
    const count = new Count(twin);
    count.add(column([null], [0]));
    expect(count.comparison()).toMatchObject({
      different: 1,
      first: expect.stringContaining("it is null"),
    });
  });
});
