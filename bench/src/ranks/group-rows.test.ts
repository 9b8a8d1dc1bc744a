import { describe, expect, it } from "vitest";
import { gather, groupRows } from "./group-rows.js";

describe("groupRows", () => {
  it("puts each user's rows together, in their order, users without rows between", () => {
    expect(groupRows(Int32Array.of(2, 0, 2, 3, 0), 5)).toEqual({
      offsets: Int32Array.of(0, 2, 2, 4, 5, 5),
      order: Int32Array.of(1, 4, 0, 2, 3),
    });
  });
});

describe("gather", () => {
  it("takes the values in the order that is asked for", () => {
    expect(gather(Int32Array.of(10, 20, 30), Int32Array.of(2, 0, 2))).toEqual(
      Int32Array.of(30, 10, 30),
    );
  });
});
