import { describe, expect, it } from "vitest";
import { groupRows } from "./group-rows.js";

describe("groupRows", () => {
  it("puts each user's rows together, in their order, users without rows between", () => {
    expect(groupRows(Int32Array.of(2, 0, 2, 3, 0), 5)).toEqual({
      offsets: Int32Array.of(0, 2, 2, 4, 5, 5),
      order: Int32Array.of(1, 4, 0, 2, 3),
    });
  });
});
