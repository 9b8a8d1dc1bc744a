import { describe, expect, it } from "vitest";
import { sampledRankers } from "./rankers.js";

describe("the rankers beside ours", () => {
  it("have one settings each, or one a seed where something is drawn", () => {
    const rankers = sampledRankers([1, 2]).map(({ name, settings }) => [
      name,
      settings.map(({ seed }) => seed),
    ]);
    expect(rankers).toEqual([
      ["random", [1, 2]],
      ["popularity", [undefined]],
      ["ItemKNN", [undefined]],
      ["EASE", [undefined]],
      ["implicit ALS", [1, 2]],
    ]);
  });
});
